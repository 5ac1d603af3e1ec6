import 'server-only'
import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Day } from '@/lib/domain/day'
import type { Collection } from '@/lib/oura/collections'
import type { Database } from './schema'

/**
 * How many days of each month (`YYYY-MM`) and collection Oura has answered for, up to the day `to`; only answers given `after` ms from the
 * day's midnight by UTC, or later, count.
 */
export function countConfirmedByMonth(
  db: Kysely<Database>,
  userId: string,
  to: Day,
  after: number,
): Promise<{ month: string; collection: Collection; days: number }[]> {
  const month = sql<string>`substr(day, 1, 7)`
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const midnight = isPostgres ? sql<number>`extract(epoch from day::timestamp) * 1000` : sql<number>`unixepoch(day) * 1000`
  return db
    .selectFrom('coverage')
    .select(({ fn }) => [month.as('month'), 'collection', fn.countAll<number>().as('days')])
    .where('user_id', '=', userId)
    .where('day', '<=', to)
    .where('state', 'in', ['have', 'none', 'not_worn'])
    .where(sql<boolean>`checked_at >= ${midnight} + ${after}`)
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
