import { addDays, type Day, daysBetween, isDay } from './day'
import { isMetric, type Metric } from './metrics'

/** The ranges that end today, with their days; `all` begins with the archive. */
export const TREND_SPANS = { '7d': 7, '30d': 30, '90d': 90, '1y': 365, all: null } as const
export type TrendSpan = keyof typeof TREND_SPANS
export const TREND_STEPS = ['day', 'week', 'month'] as const
export type TrendStep = (typeof TREND_STEPS)[number]
/** What a range is laid over: the days before it, the same weeks a year earlier, or every calendar year of the archive. */
export const COMPARISONS = ['previous', 'last-year', 'years'] as const
export type Comparison = (typeof COMPARISONS)[number]

/** What in an address cannot be shown as asked. */
export type TrendWrong = 'metric' | 'other' | 'pair' | 'tags' | 'dates' | 'inverted' | 'future'

export type TrendChoice = {
  metric: Metric
  /** A second metric on the same chart. */
  other: Metric | null
  compare: Comparison | null
  /** Null where two days were named. */
  span: TrendSpan | null
  from: Day
  to: Day
  step: TrendStep
  /** Null where the step follows from the range. */
  chosenStep: TrendStep | null
  /** The year of the day-by-day picture. */
  year: number
  /** Whether every metric is shown small, not only the first few. */
  isAll: boolean
  wrong: TrendWrong[]
}

export const DEFAULT_METRIC: Metric = 'activity_score'
export const DEFAULT_SPAN: TrendSpan = '90d'
/** More days than this are drawn as weekly medians unless another step is chosen. */
export const MOST_POINTS = 400

type Params = { get: (name: string) => string | null }

const among = <T extends string>(known: readonly T[], word: string | null): T | null => known.find((one) => one === word) ?? null

/** The step of a range that has none chosen. */
export const stepFor = (days: number): TrendStep => (days > MOST_POINTS ? 'week' : 'day')

/** The same with other days, as coarse as those ask for where no step was chosen. */
export const withRange = (choice: TrendChoice, { from, to }: { from: Day; to: Day }): TrendChoice => ({
  ...choice,
  from,
  to,
  step: choice.chosenStep ?? stepFor(daysBetween(from, to) + 1),
})

function ownRange(from: string | null, to: string | null, today: Day): { from: Day; to: Day; wrong: TrendWrong[] } | 'wrong' | null {
  if (from === null && to === null) return null
  const last = to ?? today
  if (from === null || !isDay(from) || !isDay(last)) return 'wrong'
  const [start, end] = from <= last ? [from, last] : [last, from]
  if (start > today) return 'wrong'
  const wrong: TrendWrong[] = [...(from > last ? ['inverted' as const] : []), ...(end > today ? ['future' as const] : [])]
  return { from: start, to: end > today ? today : end, wrong }
}

/**
 * What an address asks of the Trends page. Whatever it lacks or misspells has a default, and `wrong` says so. `oldest` is the first day of
 * the archive, null while nobody knows; the range never ends after `today`.
 */
export function trendChoice(params: Params, today: Day, oldest: Day | null): TrendChoice {
  const [metric, other] = [params.get('metric'), params.get('with')]
  const own = ownRange(params.get('from'), params.get('to'), today)
  const named =
    own === null || own === 'wrong' ? (among(Object.keys(TREND_SPANS) as TrendSpan[], params.get('range')) ?? DEFAULT_SPAN) : null
  const days = named === null ? 0 : (TREND_SPANS[named] ?? (oldest === null ? 90 : Math.max(7, daysBetween(oldest, today) + 1)))
  const range = own === null || own === 'wrong' ? { from: addDays(today, 1 - days), to: today, wrong: [] } : own
  const chosenStep = among(TREND_STEPS, params.get('step'))
  const year = Number(params.get('year'))
  const first = Number((oldest ?? today).slice(0, 4))
  const last = Number(today.slice(0, 4))
  const known = metric !== null && isMetric(metric) ? metric : DEFAULT_METRIC
  return {
    metric: known,
    other: other !== null && isMetric(other) && other !== known ? other : null,
    compare: among(COMPARISONS, params.get('compare')),
    span: named,
    from: range.from,
    to: range.to,
    step: chosenStep ?? stepFor(daysBetween(range.from, range.to) + 1),
    chosenStep,
    year: Number.isInteger(year) && year >= first && year <= last ? year : Math.max(first, Number(range.to.slice(0, 4))),
    isAll: params.get('metrics') === 'all',
    wrong: [
      ...(metric !== null && !isMetric(metric) ? ['metric' as const] : []),
      ...(other !== null && !isMetric(other) ? ['other' as const] : []),
      ...(own === 'wrong' ? ['dates' as const] : range.wrong),
    ],
  }
}
