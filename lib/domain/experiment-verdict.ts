import { type Interval, sideOf } from './block-bootstrap'
import { contrastInterval } from './contrast'
import { type Day, eachDay } from './day'
import { type Check, type Experiment, firstDayOf, lastDayOf, planOn } from './experiment'
import { isNightly, measuredDay } from './measured-day'

/** Fewer days than these on either side say nothing yet. */
export const FEWEST_DAYS = 7

/** A day of an experiment: what was planned and noted, and the number that shows it. */
export type ExperimentDay = {
  day: Day
  planned: boolean
  /** What counts: what was noted; before the start, that it was not done. Null where nothing was noted. */
  done: boolean | null
  value: number | null
}

type Counts = { withDays: number; withoutDays: number; unnoted: number; departures: number }
export type Verdict = Counts &
  (
    | { state: 'early' }
    | { state: 'constant' }
    | { state: 'told'; withMean: number; withoutMean: number; difference: number; interval: Interval; side: -1 | 0 | 1 }
  )

/** The days of an experiment up to `until`, the day that is running; `valueOn` answers a metric's number of a day. Rest-mode nights in `leftOut` have none. */
export function experimentDays(
  experiment: Experiment,
  checks: readonly Check[],
  valueOn: (day: Day) => number | null,
  { until, leftOut }: { until: Day; leftOut: ReadonlySet<Day> },
): ExperimentDay[] {
  const noted = new Map(checks.map(({ day, done }) => [day, done]))
  const last = lastDayOf(experiment)
  return eachDay(firstDayOf(experiment), last < until ? last : until).map((day) => {
    const at = measuredDay(experiment.metric, day)
    return {
      day,
      planned: planOn(experiment, day) ?? false,
      done: day < experiment.start_day ? false : (noted.get(day) ?? null),
      // A number of the running day is a part of one.
      value: leftOut.has(at) || (at === until && !isNightly(experiment.metric)) ? null : valueOn(at),
    }
  })
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** What the days say so far: days counted by what was noted, the mean difference and its 95 % interval. */
export function verdict(days: readonly ExperimentDay[]): Verdict {
  const valuesOf = (done: boolean) => days.flatMap((day) => (day.done === done && day.value !== null ? [day.value] : []))
  const [withIt, without] = [valuesOf(true), valuesOf(false)]
  const counts: Counts = {
    withDays: withIt.length,
    withoutDays: without.length,
    unnoted: days.filter(({ done, value }) => done === null && value !== null).length,
    departures: days.filter(({ done, planned }) => done !== null && done !== planned).length,
  }
  if (Math.min(withIt.length, without.length) < FEWEST_DAYS) return { ...counts, state: 'early' }
  const all = [...withIt, ...without]
  if (all.every((value) => value === all[0])) return { ...counts, state: 'constant' }
  const [withMean, withoutMean] = [mean(withIt), mean(without)]
  const difference = withMean - withoutMean
  const parts = days.map(({ done, value }) => {
    if (done === null || value === null) return 0
    const [count, middle] = done ? [withIt.length, withMean] : [-without.length, withoutMean]
    const size = Math.abs(count)
    return ((value - middle) * Math.sqrt(size / (size - 1))) / count
  })
  const interval = contrastInterval(difference, parts, Math.min(withIt.length, without.length))
  return { ...counts, state: 'told', withMean, withoutMean, difference, interval, side: sideOf(interval) }
}
