import type { Sleep } from '@/lib/oura/schemas'
import { utcMidnight } from './day'
import { instantOf } from './local-clock'

/** What deciding between periods needs of a sleep document. */
export type SleepPeriod = Pick<
  Sleep,
  'id' | 'day' | 'type' | 'bedtime_start' | 'bedtime_end' | 'time_in_bed' | 'total_sleep_duration' | 'lowest_heart_rate'
>

export type SleepPeriods<Doc> = {
  /** Every period that counts, in order of time: the sum of these is the day's sleep. */
  kept: Doc[]
  /** The night: the `long_sleep` with the longest total; null where the day has none. */
  main: Doc | null
  /** The kept periods that are no long sleep. */
  naps: Doc[]
  /** `rest`: the ring took it for sleep, the wearer said it was not. */
  rejected: Doc[]
  /** `deleted`: removed by the wearer. */
  deleted: Doc[]
  /** Other analyses of a night that a longer kept one overlaps. */
  superseded: Doc[]
}

const KNOWN_TYPES = ['long_sleep', 'sleep', 'late_nap']
const LONG_SLEEP_SECONDS = 3 * 3600
const THREE_DAYS_MS = 3 * 86_400_000
/** What Oura writes for the lowest heart rate of a period too short to have one. */
const NO_HEART_RATE = 255

/** [start, end) in epoch ms; null where the document's times cannot be its own (an epoch of 1970). A night in progress ends where it has got to. */
export function sleepInterval(doc: SleepPeriod): readonly [number, number] | null {
  const start = instantOf(doc.bedtime_start)
  if (!(Math.abs(start - utcMidnight(doc.day)) <= THREE_DAYS_MS)) return null
  const end = doc.bedtime_end ? instantOf(doc.bedtime_end) : start + doc.time_in_bed * 1000
  return end > start && end - start <= THREE_DAYS_MS ? [start, end] : null
}

const isLong = (doc: SleepPeriod) =>
  doc.type === 'long_sleep' || (!KNOWN_TYPES.includes(doc.type ?? '') && (doc.total_sleep_duration ?? 0) > LONG_SLEEP_SECONDS)

const total = (doc: SleepPeriod) => doc.total_sleep_duration ?? 0

type Placed<Doc> = { doc: Doc; start: number; end: number }

// Longest first. Of two analyses of one window the better one is that with more sleep, then that with a real heart rate.
const better = (a: Placed<SleepPeriod>, b: Placed<SleepPeriod>) =>
  b.end - b.start - (a.end - a.start) ||
  total(b.doc) - total(a.doc) ||
  Number(a.doc.lowest_heart_rate === NO_HEART_RATE) - Number(b.doc.lowest_heart_rate === NO_HEART_RATE) ||
  (a.doc.id < b.doc.id ? -1 : 1)

/**
 * Sorts a day's sleep documents into the night, naps, and what does not count. Oura re-analyses a night under a new id without removing
 * the old one, so of periods whose absolute intervals overlap only the longest counts (facts §4.5). The order of the input is irrelevant.
 */
export function sleepPeriods<Doc extends SleepPeriod>(docs: readonly Doc[]): SleepPeriods<Doc> {
  const counting = docs.filter((doc) => doc.type !== 'rest' && doc.type !== 'deleted')
  const placed = counting.map((doc): Placed<Doc> => {
    const [start, end] = sleepInterval(doc) ?? [Number.NaN, Number.NaN]
    return { doc, start, end }
  })
  const kept: Placed<Doc>[] = []
  for (const one of placed.filter(({ start }) => !Number.isNaN(start)).sort(better))
    if (!kept.some((other) => one.start < other.end && other.start < one.end)) kept.push(one)
  const periods = kept.sort((a, b) => a.start - b.start).map(({ doc }) => doc)
  const long = periods.filter(isLong)
  return {
    kept: periods,
    main: long.reduce<Doc | null>((best, doc) => (best && total(best) >= total(doc) ? best : doc), null),
    naps: periods.filter((doc) => !isLong(doc)),
    rejected: docs.filter((doc) => doc.type === 'rest'),
    deleted: docs.filter((doc) => doc.type === 'deleted'),
    superseded: counting.filter((doc) => !periods.includes(doc)),
  }
}
