import { type Baseline, baseline } from './baseline'
import { monthEnd, monthStart } from './calendar-month'
import { addDays, type Day, daysBetween, eachDay, isDay, weekday } from './day'
import { endedValues, isNightly } from './measured-day'
import { isMetric, type Metric } from './metrics'

export const PERIODS = ['week', 'month', 'quarter'] as const
export type Period = (typeof PERIODS)[number]
export const PAPERS = ['a4', 'letter'] as const
export type Paper = (typeof PAPERS)[number]

/** More days on one page are drawn too small to be read. */
const LONGEST = 366
/** As many rows as one page holds. */
export const MOST_METRICS = 14
/** What is usual before a report: the days it looks back on. */
const USUAL_DAYS = 90

/** What a report is about by itself, and what a doctor is likely to ask for. */
export const REPORT_METRICS = {
  own: [
    'sleep_score',
    'readiness_score',
    'activity_score',
    'total_sleep',
    'sleep_efficiency',
    'average_hrv',
    'lowest_heart_rate',
    'average_breath',
    'temperature_deviation',
    'spo2',
    'steps',
    'inactive_time',
  ],
  doctor: [
    'total_sleep',
    'deep_sleep',
    'rem_sleep',
    'sleep_efficiency',
    'sleep_latency',
    'bedtime_start',
    'bedtime_end',
    'lowest_heart_rate',
    'average_heart_rate',
    'average_hrv',
    'average_breath',
    'spo2',
    'breathing_disturbance_index',
    'steps',
  ],
} as const satisfies Record<string, readonly Metric[]>

export type Report = {
  /** Null for two days of the reader's own choice. */
  period: Period | null
  from: Day
  to: Day
  /** As many days just before. */
  before: { from: Day; to: Day }
  /** The days that are read: the report's, those before it, and those that are usual. */
  first: Day
  metrics: readonly Metric[]
  paper: Paper
  tags: boolean
  notes: boolean
  /** What of the address could not be used. */
  wrong: 'dates' | 'long' | 'metrics' | null
}

function periodStart(period: Period, day: Day): Day {
  if (period === 'week') return addDays(day, 1 - weekday(day))
  return period === 'month' ? monthStart(day) : monthStart(day, -((Number(day.slice(5, 7)) - 1) % 3))
}

/** The first and last day of the week (from Monday), month or quarter that holds `day`. */
export function periodOf(period: Period, day: Day): { from: Day; to: Day } {
  const from = periodStart(period, day)
  return { from, to: period === 'week' ? addDays(from, 6) : monthEnd(monthStart(from, period === 'month' ? 0 : 2)) }
}

function daysOf(params: URLSearchParams, today: Day): Pick<Report, 'period' | 'from' | 'to' | 'wrong'> {
  const [from, to] = [params.get('from'), params.get('to')]
  if (from !== null && to !== null) {
    if (isDay(from) && isDay(to) && from <= to && from <= today) {
      const end = to > today ? today : to
      const long = daysBetween(from, end) >= LONGEST
      return { period: null, from: long ? addDays(end, 1 - LONGEST) : from, to: end, wrong: long ? 'long' : null }
    }
  }
  const period = PERIODS.find((name) => name === params.get('period')) ?? 'week'
  const asked = params.get('day')
  const known = asked !== null && isDay(asked) && asked <= today
  // By itself the last one that is complete.
  const range = periodOf(period, known ? asked : addDays(periodOf(period, today).from, -1))
  const wrong = from !== null || to !== null || (asked !== null && !known)
  return { period, from: range.from, to: range.to > today ? today : range.to, wrong: wrong ? 'dates' : null }
}

/** What the address of a report asks for; what cannot be used takes its default and is named. */
export function readReport(params: URLSearchParams, today: Day): Report {
  const { period, from, to, wrong } = daysOf(params, today)
  const length = daysBetween(from, to) + 1
  const before = { from: addDays(from, -length), to: addDays(from, -1) }
  const asked = params.get('metrics')?.split(',') ?? null
  const known = [...new Set(asked?.filter(isMetric) ?? [])].slice(0, MOST_METRICS)
  const unknown = asked !== null && (known.length === 0 || asked.some((name) => !isMetric(name)) || asked.length > MOST_METRICS)
  return {
    period,
    from,
    to,
    before,
    first: addDays(from, -Math.max(length, USUAL_DAYS)),
    metrics: known.length > 0 ? known : REPORT_METRICS.own,
    paper: PAPERS.find((name) => name === params.get('paper')) ?? 'a4',
    tags: params.get('tags') !== 'off',
    notes: params.get('notes') === 'on',
    wrong: wrong ?? (unknown ? 'metrics' : null),
  }
}

/** The neighbouring week, month or quarter, as a day in it; for a range of one's own, the same number of days. */
export function besidesReport({ period, from, to }: Report, way: -1 | 1): { day: Day } | { from: Day; to: Day } {
  if (period !== null) return { day: way < 0 ? addDays(from, -1) : addDays(periodOf(period, from).to, 1) }
  const length = daysBetween(from, to) + 1
  return { from: addDays(from, way * length), to: addDays(to, way * length) }
}

/** One metric of a report. `usual` is the middle half of the 90 days before; a mean and its change are null without values. */
export type ReportRow = {
  metric: Metric
  values: readonly (number | null)[]
  days: number
  mean: number | null
  median: number | null
  lowest: { value: number; day: Day } | null
  highest: { value: number; day: Day } | null
  usual: Baseline | null
  /** Mean minus the mean of as many days before; null where either has none. */
  change: number | null
  missing: readonly { from: Day; to: Day }[]
}

const meanOf = (values: readonly number[]) => (values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null)
const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null)

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

/** Runs of days without a value. */
function gaps(days: readonly Day[], values: readonly (number | null)[]): { from: Day; to: Day }[] {
  const runs: { from: Day; to: Day }[] = []
  for (const [index, day] of days.entries()) {
    if ((values[index] ?? null) !== null) continue
    const last = runs.at(-1)
    if (last && addDays(last.to, 1) === day) last.to = day
    else runs.push({ from: day, to: day })
  }
  return runs
}

/**
 * The rows of a report from a series a metric over the days `report.first` … `report.to`. Of what is counted by day, `today` and what is
 * unfinished is a part of a number: it is left out, and not missing.
 */
export function reportRows(
  report: Report,
  series: {
    days: readonly Day[]
    metrics: Readonly<Partial<Record<Metric, readonly (number | null)[]>>>
    unfinished?: readonly Day[] | undefined
  },
  today: Day,
): ReportRow[] {
  const at = new Map(series.days.map((day, index) => [day, index]))
  const days = eachDay(report.from, report.to)
  return report.metrics.map((metric) => {
    const all = endedValues(metric, { ...series, values: series.metrics[metric] ?? [] }, today)
    const within = (from: Day, to: Day) => eachDay(from, to).map((day) => all[at.get(day) ?? -1] ?? null)
    const values = within(report.from, report.to)
    const present = known(values)
    const mean = meanOf(present)
    const earlier = meanOf(known(within(report.before.from, report.before.to)))
    const extreme = (value: number) => ({ value, day: days[values.indexOf(value)] ?? report.from })
    return {
      metric,
      values,
      days: present.length,
      mean,
      median: medianOf(present),
      lowest: present.length > 0 ? extreme(Math.min(...present)) : null,
      highest: present.length > 0 ? extreme(Math.max(...present)) : null,
      usual: baseline(within(addDays(report.from, -USUAL_DAYS), addDays(report.from, -1))),
      change: mean === null || earlier === null ? null : mean - earlier,
      missing: gaps(isNightly(metric) ? days : days.filter((day) => day !== today && !series.unfinished?.includes(day)), values),
    }
  })
}

/** Which metrics lack which days, those that lack the same ones together; what was never measured at all comes last. */
export function missingDays(rows: readonly ReportRow[]): { metrics: Metric[]; runs: readonly { from: Day; to: Day }[]; all: boolean }[] {
  const groups = new Map<string, { metrics: Metric[]; runs: readonly { from: Day; to: Day }[]; all: boolean }>()
  for (const { metric, missing, days } of rows) {
    if (missing.length === 0) continue
    const key = JSON.stringify(missing)
    const group = groups.get(key)
    if (group) group.metrics.push(metric)
    else groups.set(key, { metrics: [metric], runs: missing, all: days === 0 })
  }
  return [...groups.values()].sort((a, b) => Number(a.all) - Number(b.all))
}
