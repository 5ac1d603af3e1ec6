import 'server-only'
import { type Kysely, sql } from 'kysely'
import type { Day } from '@/lib/domain/day'
import type { Collection } from '@/lib/oura/collections'
import type { Database } from './schema'

/** How many days of each month (`YYYY-MM`) and collection Oura has answered for, up to the day `to`. */
export function countConfirmedByMonth(
  db: Kysely<Database>,
  userId: string,
  to: Day,
): Promise<{ month: string; collection: Collection; days: number }[]> {
  const month = sql<string>`substr(day, 1, 7)`
  return db
    .selectFrom('coverage')
    .select(({ fn }) => [month.as('month'), 'collection', fn.countAll<number>().as('days')])
    .where('user_id', '=', userId)
    .where('day', '<=', to)
    .where('state', 'in', ['have', 'none', 'not_worn'])
    .groupBy([month, 'collection'])
    .execute()
}

/** The oldest day of which there is anything; null when there is nothing at all. */
export async function oldestDay(db: Kysely<Database>, userId: string): Promise<Day | null> {
  const row = await db
    .selectFrom('coverage')
    .select(({ fn }) => fn.min('day').as('oldest'))
    .where('user_id', '=', userId)
    .where('state', '=', 'have')
    .executeTakeFirst()
  return row?.oldest ?? null
}
