import type { Sleep } from '@/lib/oura/schemas'
import { type Contributor, contributors } from './contributors'
import type { Day } from './day'
import { type DayTrends, dayValue, usualOf } from './day-trends'
import { scoreDelta } from './scores'
import { sleepPeriods } from './sleep-periods'

/** What a night did to the day's readiness. */
export type NightEffect = {
  score: number | null
  usual: number | null
  delta: number | null
  /** Readiness from the night alone, where naps have changed it since. */
  nightAlone: number | null
  /** The contributors that come from nights, in Oura's order. */
  contributors: Contributor[]
  /** Those furthest above and below their usual, if at least three points away. */
  lifted: Contributor | null
  held: Contributor | null
  /** Points that naps changed, as Oura says; null where it says nothing. */
  naps: { readiness: number | null; sleep: number | null }
}

/** The other readiness contributors look at activity. */
const FROM_NIGHTS = new Set<string>([
  'resting_heart_rate',
  'hrv_balance',
  'body_temperature',
  'recovery_index',
  'previous_night',
  'sleep_balance',
  'sleep_regularity',
])
const WORTH_SAYING = 3

const away = ({ score, usual }: Contributor) => (usual ? score - usual.median : 0)

function furthest(rows: readonly Contributor[], sign: 1 | -1): Contributor | null {
  const ranked = [...rows].sort((a, b) => sign * (away(b) - away(a)))
  const first = ranked[0]
  return first && sign * away(first) >= WORTH_SAYING ? first : null
}

const sum = (values: readonly (number | null | undefined)[]) => {
  const known = values.filter((value) => typeof value === 'number')
  return known.length > 0 ? known.reduce((a, b) => a + b, 0) : null
}

/** From the day's numbers and sleep documents (those of other days are left out). `lowestAt`: as `contributors` takes it. */
export function nightEffect(day: Day, trends: DayTrends, docs: readonly Sleep[], lowestAt: number | null): NightEffect {
  const { main, naps } = sleepPeriods(docs.filter((doc) => doc.day === day))
  const score = dayValue(trends, 'readiness_score')
  const usual = usualOf(trends, 'readiness_score')
  const alone = main?.readiness?.score ?? null
  const rows = contributors('readiness', trends, lowestAt).filter(({ name }) => FROM_NIGHTS.has(name))
  return {
    score,
    usual: usual ? Math.round(usual.median) : null,
    delta: scoreDelta(score, usual),
    nightAlone: alone !== score ? alone : null,
    contributors: rows,
    lifted: furthest(rows, 1),
    held: furthest(rows, -1),
    naps: {
      readiness: sum(naps.map((doc) => doc.readiness_score_delta)),
      sleep: sum(naps.map((doc) => doc.sleep_score_delta)),
    },
  }
}
