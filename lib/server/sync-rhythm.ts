import 'server-only'
import type { Kysely } from 'kysely'
import type { DayDocuments, MetricCollection } from '@/lib/domain/daily-metrics'
import { addDays, type Day, eachDay } from '@/lib/domain/day'
import { newest } from '@/lib/domain/newest'
import { rhythmDay } from '@/lib/domain/rhythm-day'
import { RHYTHM_REACH, rhythmMetrics } from '@/lib/domain/rhythm-metrics'
import { readMetrics } from './db/metrics'
import { putRhythmDays, putRhythmMetrics, readRhythmDays } from './db/rhythm-days'
import type { Database } from './db/schema'
import type { DayRange } from './sync-plan'

/** What a rhythm day is made from: those of the day itself and of its neighbours. */
export const RHYTHM_COLLECTIONS: readonly MetricCollection[] = ['daily_activity', 'sleep']

function rhythmOf(day: Day, documents: (day: Day) => DayDocuments) {
  const [own, next] = [documents(day), documents(addDays(day, 1))]
  return rhythmDay(day, {
    activity: newest(own.daily_activity),
    next: newest(next.daily_activity),
    sleep: [...(own.sleep ?? []), ...(next.sleep ?? [])],
  })
}

/**
 * Derives the rhythm of a range of days, of the day before it (whose night ends in the range), and the numbers of every day that looks
 * back on one of them. `documents` has the range and a day on both sides.
 */
export async function deriveRhythm(
  db: Kysely<Database>,
  userId: string,
  { from, to }: DayRange,
  documents: (day: Day) => DayDocuments,
): Promise<void> {
  const first = addDays(from, -1)
  await putRhythmDays(
    db,
    userId,
    eachDay(first, to).map((day) => ({ day, rhythm: rhythmOf(day, documents) })),
  )
  const last = addDays(to, RHYTHM_REACH)
  const known = new Map((await readRhythmDays(db, userId, addDays(first, -RHYTHM_REACH), last)).map((one) => [one.day, one]))
  const rows = new Set((await readMetrics(db, userId, [], first, last)).map(({ day }) => day))
  const days = eachDay(first, last)
    .filter((day) => known.has(day) || rows.has(day))
    .map((day) => ({ day, ...rhythmMetrics(day, known) }))
  await putRhythmMetrics(
    db,
    userId,
    days.filter(({ day, ...numbers }) => rows.has(day) || Object.values(numbers).some((value) => value !== null)),
  )
}
