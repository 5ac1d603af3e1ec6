import type { Sleep } from '@/lib/oura/schemas'
import type { Baseline } from './baseline'
import type { Day } from './day'
import { type DayMetric, type DayTrends, dayValue, lastOf, usualOf } from './day-trends'
import { instantOf } from './local-clock'

const VITALS = [
  'lowest_heart_rate',
  'average_hrv',
  'temperature_deviation',
  'average_breath',
  'spo2',
  'resilience',
  'vascular_age',
  'vo2_max',
] as const satisfies readonly DayMetric[]
export type VitalName = (typeof VITALS)[number]

/** How many days a spark line shows. */
const SPARK_DAYS = 14

export type Vital = {
  name: VitalName
  value: number | null
  usual: Baseline | null
  /** 14 days, the day itself last. */
  series: readonly (number | null)[]
  /** The newest day before with a value, when the day itself has none. */
  before: { day: Day; value: number } | null
}

/** The vitals that this ring measures: those with any value in the 31 days. */
export function vitals(trends: DayTrends): Vital[] {
  return VITALS.flatMap((name) => {
    const series = trends.metrics[name]
    if (series.every((value) => value === null)) return []
    const value = dayValue(trends, name)
    return [
      {
        name,
        value,
        usual: usualOf(trends, name),
        series: lastOf(trends, name, SPARK_DAYS),
        before: value === null ? last(trends, name) : null,
      },
    ]
  })
}

/** The vitals without any value in the 31 days. */
export function absentVitals(trends: DayTrends): VitalName[] {
  return VITALS.filter((name) => trends.metrics[name].every((value) => value === null))
}

function last(trends: DayTrends, name: VitalName): Vital['before'] {
  const at = trends.metrics[name].findLastIndex((value) => value !== null)
  const [day, value] = [trends.days[at], trends.metrics[name][at]]
  return day === undefined || value === null || value === undefined ? null : { day, value }
}

/** For how many days up to the last one a level has stayed the same, days without one left out of account; at most what the series holds. */
export function unchangedDays(series: readonly (number | null)[]): number {
  const current = series.at(-1)
  if (current === null || current === undefined) return 0
  const change = series.findLastIndex((value) => value !== null && value !== current)
  return series.length - series.findIndex((value, at) => at > change && value !== null)
}

/** The instant (epoch ms) of a night's lowest heart rate; null where the night has no curve. */
export function lowestHeartRateInstant({ heart_rate: curve }: Pick<Sleep, 'heart_rate'>): number | null {
  if (!curve) return null
  const known = curve.items.map((value) => value ?? 0).filter((value) => value > 0)
  const at = curve.items.indexOf(Math.min(...known))
  return at === -1 ? null : instantOf(curve.timestamp) + at * curve.interval * 1000
}
