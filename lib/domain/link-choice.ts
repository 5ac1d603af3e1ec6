import { addDays, type Day } from './day'
import { isMetric, type Metric } from './metrics'
import { LAGS, type Lag } from './relation'
import { type TrendChoice, type TrendSpan, type TrendWrong, trendChoice } from './trend-choice'

/** The times that tags are looked at over, in days; `all` begins with the archive. */
const TAG_TIMES = { '90d': 90, '1y': 365, all: null } as const
export type TagTime = keyof typeof TAG_TIMES
export const TAG_TIME_NAMES = Object.keys(TAG_TIMES) as readonly TagTime[]

/** Few days tell little of a link: without a range in the address it is a year. */
export const LINK_SPAN: TrendSpan = '1y'

/** The days over which an address asks for links. */
export function linkRange(params: Params, today: Day, oldest: Day | null): TrendChoice {
  return trendChoice({ get: (name) => params.get(name) ?? (name === 'range' ? LINK_SPAN : null) }, today, oldest)
}

/** What of an address cannot be shown as it asks: its days, the two metrics, the shift between them, or the tags' metric. */
export function wrongLinks(params: Params, range: TrendChoice): TrendWrong[] {
  const misspelt = (name: string, isKnown: (word: string) => boolean) => {
    const word = params.get(name)
    return word !== null && !isKnown(word)
  }
  const pair = misspelt('x', isMetric) || misspelt('y', isMetric) || misspelt('lag', (word) => LAGS.some((lag) => String(lag) === word))
  // One metric of the other sections stays in the address, and is theirs to speak of.
  const days = range.wrong.filter((what) => what !== 'metric' && what !== 'other')
  return [...days, ...(pair ? (['pair'] as const) : []), ...(misspelt('tag_metric', isMetric) ? (['tags'] as const) : [])]
}

/** Which tags' metric, and over which days. */
export type TagChoice = { metric: Metric; time: TagTime; from: Day; to: Day }
/** Which two metrics are held against each other, the second `lag` days later. */
export type RelationChoice = { x: Metric; y: Metric; lag: Lag }

type Params = { get: (name: string) => string | null }

const metricOf = (word: string | null, otherwise: Metric): Metric => (word !== null && isMetric(word) ? word : otherwise)

/** What an address asks of the tags (`tag_metric`, `tag_time`); whatever it lacks or misspells has a default. */
export function tagChoice(params: Params, today: Day, oldest: Day | null): TagChoice {
  const asked = params.get('tag_time')
  const time = TAG_TIME_NAMES.find((name) => name === asked) ?? 'all'
  const days = TAG_TIMES[time]
  const first = oldest ?? addDays(today, -90)
  const from = days === null ? first : addDays(today, 1 - days)
  return { metric: metricOf(params.get('tag_metric'), 'average_hrv'), time, from: from < first ? first : from, to: today }
}

/**
 * What an address asks of two metrics (`x`, `y`, `lag`); whatever it lacks or misspells has a default: whether a day on one’s feet shows in
 * the night after.
 */
export function relationChoice(params: Params): RelationChoice {
  const asked = params.get('lag')
  return {
    x: metricOf(params.get('x'), 'active_calories'),
    y: metricOf(params.get('y'), 'lowest_heart_rate'),
    lag: LAGS.find((lag) => String(lag) === asked) ?? 1,
  }
}
