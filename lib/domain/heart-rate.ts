import type { HeartRateRow, Sample, Sleep } from '@/lib/oura/schemas'
import { type DaySpan, minuteAt } from './day-span'
import { instantOf } from './local-clock'

/** Longer than this without a sample and the line breaks: nothing is known there. */
const BREAK_MINUTES = 10

/** Heart rate at a minute of the axis (with fraction); `source` is Oura's word for how it was measured. */
export type HeartPoint = { minute: number; bpm: number; source: string }
export type HeartSample = Pick<HeartRateRow, 'timestamp' | 'bpm' | 'source'>
/** rMSSD in milliseconds at a minute of the axis. */
export type HrvPoint = { minute: number; ms: number }

const pointsOf = (sample: Sample | null | undefined, span: DaySpan): { minute: number; value: number }[] => {
  const start = minuteAt(span, instantOf(sample?.timestamp ?? ''))
  return (sample?.items ?? [])
    .map((value, index) => ({ minute: start + (index * (sample?.interval ?? 0)) / 60, value: value ?? 0 }))
    .filter(({ minute, value }) => value > 0 && minute >= 0 && minute < span.minutes)
}

/** A minute's samples as one point: mean rate, mean instant, the most frequent source. */
function mean(points: readonly HeartPoint[]): HeartPoint {
  const sum = (pick: (point: HeartPoint) => number) => points.reduce((total, point) => total + pick(point), 0) / points.length
  const counts = new Map<string, number>()
  for (const { source } of points) counts.set(source, (counts.get(source) ?? 0) + 1)
  const source = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0]
  return { minute: sum((point) => point.minute), bpm: Math.round(sum((point) => point.bpm)), source }
}

/**
 * Heart rate along the axis, at most a point a minute (workouts are sampled every 5 s), duplicates by (timestamp, source) dropped. Where
 * no row covers a sleep, the five-minute means of its document stand in, source `sleep`.
 */
export function heartRate(rows: readonly HeartSample[], sleeps: readonly Sleep[], span: DaySpan): HeartPoint[] {
  const unique = new Map<string, HeartPoint>()
  for (const { timestamp, bpm, source } of rows) {
    const minute = minuteAt(span, instantOf(timestamp))
    if (minute >= 0 && minute < span.minutes && bpm > 0) unique.set(timestamp + source, { minute, bpm, source })
  }
  const measured = [...unique.values()]
  const asleep = sleeps.flatMap((sleep) => {
    const points = pointsOf(sleep.heart_rate, span)
    const first = points[0]?.minute ?? 0
    const last = points.at(-1)?.minute ?? 0
    const covered = measured.some(({ minute }) => minute >= first && minute <= last)
    return covered ? [] : points.map(({ minute, value }) => ({ minute, bpm: value, source: 'sleep' }))
  })
  const byMinute = new Map<number, HeartPoint[]>()
  for (const point of [...measured, ...asleep]) {
    const key = Math.floor(point.minute)
    const bucket = byMinute.get(key)
    if (bucket) bucket.push(point)
    else byMinute.set(key, [point])
  }
  return [...byMinute.values()].map(mean).sort((a, b) => a.minute - b.minute)
}

/** The line's unbroken pieces: a new one begins after more than ten minutes without a sample. */
export function heartPieces(points: readonly HeartPoint[]): HeartPoint[][] {
  const pieces: HeartPoint[][] = []
  for (const [index, point] of points.entries()) {
    const previous = points[index - 1]
    if (previous && point.minute - previous.minute <= BREAK_MINUTES) pieces.at(-1)?.push(point)
    else pieces.push([point])
  }
  return pieces
}

/** The lowest and the highest point, the first of equals; null when there is none. */
export function heartRange(points: readonly HeartPoint[]): { low: HeartPoint; high: HeartPoint } | null {
  const [first] = points
  if (!first) return null
  const pick = (better: (a: number, b: number) => boolean) =>
    points.reduce((best, next) => (better(next.bpm, best.bpm) ? next : best), first)
  return { low: pick((a, b) => a < b), high: pick((a, b) => a > b) }
}

/** rMSSD of every sleep along the axis, by instant. */
export function heartRateVariability(sleeps: readonly Sleep[], span: DaySpan): HrvPoint[] {
  return sleeps
    .flatMap((sleep) => pointsOf(sleep.hrv, span))
    .map(({ minute, value }) => ({ minute, ms: value }))
    .sort((a, b) => a.minute - b.minute)
}
