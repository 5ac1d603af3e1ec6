import 'server-only'
import type { Kysely } from 'kysely'
import type { Day } from '@/lib/domain/day'
import { METRIC_NAMES, type Metric, type MetricRow } from '@/lib/domain/metrics'
import { batches } from './batches'
import type { Database } from './schema'
import { writing } from './writing'

/** Puts whole days of derived numbers in place of what was there. */
export async function upsertMetrics(db: Kysely<Database>, userId: string, days: readonly ({ day: Day } & MetricRow)[]): Promise<void> {
  const rows = [...new Map(days.map((row) => [row.day, { ...row, user_id: userId }])).values()]
  await writing(db, userId, async (transaction) => {
    for (const some of batches(rows, METRIC_NAMES.length + 2))
      await transaction
        .insertInto('daily_metric')
        .values(some)
        .onConflict((conflict) =>
          conflict
            .columns(['user_id', 'day'])
            .doUpdateSet((excluded) => Object.fromEntries(METRIC_NAMES.map((name) => [name, excluded.ref(`excluded.${name}`)]))),
        )
        .execute()
  })
}

/** The chosen numbers of the days `from` … `to`, in order; days without a row are left out. */
export function readMetrics(
  db: Kysely<Database>,
  userId: string,
  names: readonly Metric[],
  from: Day,
  to: Day,
): Promise<({ day: Day } & Partial<MetricRow>)[]> {
  return db
    .selectFrom('daily_metric')
    .select(['day', ...names])
    .where('user_id', '=', userId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .execute()
}

/** First and last day with derived numbers; null when there is none. */
export async function metricBounds(db: Kysely<Database>, userId: string): Promise<{ first: Day; last: Day } | null> {
  const row = await db
    .selectFrom('daily_metric')
    .select(({ fn }) => [fn.min('day').as('first'), fn.max('day').as('last')])
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row?.first && row.last ? { first: row.first, last: row.last } : null
}
