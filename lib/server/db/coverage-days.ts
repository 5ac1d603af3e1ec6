import 'server-only'
import type { Kysely } from 'kysely'
import type { Day } from '@/lib/domain/day'
import type { Collection } from '@/lib/oura/collections'
import type { Database, StoredState } from './schema'

/** How many of `collections` are in each state on each day that anything is known of, in order of days. */
export function countCoverageByDay(
  db: Kysely<Database>,
  userId: string,
  collections: readonly Collection[],
): Promise<{ day: Day; state: StoredState; collections: number }[]> {
  return db
    .selectFrom('coverage')
    .select(({ fn }) => ['day', 'state', fn.countAll<number>().as('collections')])
    .where('user_id', '=', userId)
    .where('collection', 'in', [...collections])
    .groupBy(['day', 'state'])
    .orderBy('day')
    .execute()
}
