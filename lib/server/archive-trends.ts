import 'server-only'
import type { Kysely } from 'kysely'
import type { TrendsBody } from '@/lib/api'
import { addDays, type Day, eachDay, weekday } from '@/lib/domain/day'
import { DAY_PARTS, isNightly, unfinishedDays } from '@/lib/domain/measured-day'
import type { Metric } from '@/lib/domain/metrics'
import { database } from './db/kysely'
import { metricBounds, readMetrics } from './db/metrics'
import type { Database } from './db/schema'

export type Bucket = 'day' | 'week' | 'month'

/** The first day of the bucket that a day is in: weeks begin on Monday (ISO 8601). */
const BUCKET_START: Record<Bucket, (day: Day) => Day> = {
  day: (day) => day,
  week: (day) => addDays(day, 1 - weekday(day)),
  month: (day) => `${day.slice(0, 7)}-01`,
}

/** No chart shows more digits of a mean than this. */
const rounded = (value: number) => Math.round(value * 1000) / 1000

/** How far back a ring that has not met its phone since is looked for. */
const UNFINISHED_DAYS = 3

/** The days of a range that have come in part, where one of the metrics is counted by day. */
async function unfinishedOf(db: Kysely<Database>, userId: string, metrics: readonly Metric[], from: Day, to: Day): Promise<Day[]> {
  if (metrics.every(isNightly)) return []
  const last = (await metricBounds(db, userId))?.last
  const first = last && addDays(last, -UNFINISHED_DAYS)
  if (!first || to < first) return []
  return unfinishedDays(await readMetrics(db, userId, DAY_PARTS, first, last)).filter((day) => day >= from && day <= to)
}

/**
 * The chosen metrics over the days `from` … `to`, both included: a value a day, or the mean of the known days of each week or month.
 * `days` are the buckets' first days, without gaps; null where nothing is known. A mean of what is counted by day leaves out unfinished days.
 */
export async function readTrends(userId: string, metrics: readonly Metric[], from: Day, to: Day, bucket: Bucket): Promise<TrendsBody> {
  const db = await database()
  const [rows, unfinished] = await Promise.all([readMetrics(db, userId, metrics, from, to), unfinishedOf(db, userId, metrics, from, to)])
  const start = BUCKET_START[bucket]
  const days = [...new Set(eachDay(from, to).map(start))]
  const place = new Map(days.map((day, index) => [day, index]))
  const places = rows.map((row) => place.get(start(row.day)) ?? -1)
  const series = metrics.map((metric) => {
    const sums = new Array<number>(days.length).fill(0)
    const counts = new Array<number>(days.length).fill(0)
    for (const [at, row] of rows.entries()) {
      const value = row[metric] ?? null
      const index = places[at] ?? -1
      if (value === null || index < 0) continue
      if (bucket !== 'day' && !isNightly(metric) && unfinished.includes(row.day)) continue
      sums[index] = (sums[index] ?? 0) + value
      counts[index] = (counts[index] ?? 0) + 1
    }
    return [metric, sums.map((sum, index) => (counts[index] ? rounded(sum / counts[index]) : null))] as const
  })
  return { days, metrics: Object.fromEntries(series), ...(unfinished.length > 0 ? { unfinished } : {}) }
}
