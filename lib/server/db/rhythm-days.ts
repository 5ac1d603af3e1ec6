import 'server-only'
import type { Kysely } from 'kysely'
import type { Day } from '@/lib/domain/day'
import type { RhythmDay } from '@/lib/domain/rhythm-day'
import { RHYTHM_METRICS, type RhythmMetrics } from '@/lib/domain/rhythm-metrics'
import { batches } from './batches'
import type { Database } from './schema'
import { writing } from './writing'

/** Puts rhythm days in place of what was there; a day without one (null) goes. */
export async function putRhythmDays(
  db: Kysely<Database>,
  userId: string,
  days: readonly { day: Day; rhythm: RhythmDay | null }[],
): Promise<void> {
  const rows = days.flatMap(({ rhythm }) => (rhythm ? [{ ...rhythm, moments: rhythm.moments.join(' '), user_id: userId }] : []))
  const gone = days.filter(({ rhythm }) => !rhythm).map(({ day }) => day)
  await writing(db, userId, async (transaction) => {
    for (const some of batches(rows, 5))
      await transaction
        .insertInto('rhythm_day')
        .values(some)
        .onConflict((conflict) =>
          conflict.columns(['user_id', 'day']).doUpdateSet((excluded) => ({
            moments: excluded.ref('excluded.moments'),
            states: excluded.ref('excluded.states'),
            activity: excluded.ref('excluded.activity'),
          })),
        )
        .execute()
    for (const some of batches(gone, 1))
      await transaction.deleteFrom('rhythm_day').where('user_id', '=', userId).where('day', 'in', some).execute()
  })
}

/** The rhythm days from `from` to `to`, both included, in order; days without one are left out. */
export async function readRhythmDays(db: Kysely<Database>, userId: string, from: Day, to: Day): Promise<RhythmDay[]> {
  const rows = await db
    .selectFrom('rhythm_day')
    .select(['day', 'moments', 'states', 'activity'])
    .where('user_id', '=', userId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .execute()
  return rows.map((row) => ({ ...row, moments: row.moments.split(' ') }))
}

/** Puts the rhythm's numbers beside a day's others. */
export async function putRhythmMetrics(
  db: Kysely<Database>,
  userId: string,
  days: readonly ({ day: Day } & RhythmMetrics)[],
): Promise<void> {
  const rows = days.map((row) => ({ ...row, user_id: userId }))
  await writing(db, userId, async (transaction) => {
    for (const some of batches(rows, RHYTHM_METRICS.length + 2))
      await transaction
        .insertInto('daily_metric')
        .values(some)
        .onConflict((conflict) =>
          conflict
            .columns(['user_id', 'day'])
            .doUpdateSet((excluded) => Object.fromEntries(RHYTHM_METRICS.map((name) => [name, excluded.ref(`excluded.${name}`)]))),
        )
        .execute()
  })
}
