import { expect, test } from 'vitest'
import { useEffectWords } from '@/components/panels/effect-words'
import { useExperimentWords } from '@/components/panels/experiment-words'
import { useMetricWords } from '@/components/panels/metric-words'
import { useNightWords } from '@/components/panels/night-chart-words'
import { useRelationWords } from '@/components/panels/relation-words'
import { useTagEffectsSentences } from '@/components/panels/tag-effects-words'
import { useMarkName, useSlotName } from '@/components/panels/trend-words'
import type { Experiment } from '@/lib/domain/experiment'
import type { Verdict } from '@/lib/domain/experiment-verdict'
import { nightChart } from '@/lib/domain/night-chart'
import type { LagRelation } from '@/lib/domain/relation'
import { written } from '@/lib/format'
import { night } from '../fixtures/day-documents'
import { renderPage } from '../setup/render'

/** What the words of a panel come to, in English. */
function said<Words>(use: () => Words, say: (words: Words) => unknown): unknown {
  let told: unknown
  function Probe() {
    told = say(use())
    return null
  }
  renderPage(<Probe />)
  return JSON.parse(JSON.stringify(told).replaceAll('\u00a0', ' '))
}

const experiment: Experiment = {
  id: 'a',
  question: '',
  metric: 'bedtime_start',
  design: 'alternating',
  start_day: '2026-11-02',
  phase_days: 7,
  phases: 4,
  end_day: null,
}

test('the last day of a phase is called so', () => {
  const last = (day: string) => said(useExperimentWords, ({ plan }) => plan(experiment, day).at(-1))
  expect([last('2026-11-07'), last('2026-11-08'), last('2026-11-09')]).toEqual([
    '1 day of this phase left.',
    'The last day of this phase.',
    '6 days of this phase left.',
  ])
})

test('times of the clock are later or earlier, everything else higher or lower', () => {
  const title = (metric: Experiment['metric'], side: -1 | 0 | 1) => {
    const counts = { withDays: 7, withoutDays: 7, unnoted: 0, departures: 0 }
    const verdict: Verdict = { ...counts, state: 'told', withMean: 1, withoutMean: 2, difference: -1, interval: [-2, -0.5], side }
    return said(useExperimentWords, (words) => words.verdict({ ...experiment, metric }, verdict, '2026-11-20').title)
  }
  expect([title('bedtime_start', 1), title('bedtime_start', -1), title('average_hrv', 1), title('average_hrv', -1)]).toEqual([
    'Bedtime was later on days with',
    'Bedtime was earlier on days with',
    'HRV was higher on days with',
    'HRV was lower on days with',
  ])
})

test('the marks of an axis have as many digits as its steps', () => {
  expect(
    said(useEffectWords, ({ tick }) => [tick('average_hrv', 10, 5), tick('average_hrv', 0.5, 0.5), tick('average_hrv', 0.25, 0.05)]),
  ).toEqual(['+10', '+0.5', '+0.25'])
})

test('the mean of small counts falls between whole numbers', () => {
  expect(said(useEffectWords, ({ mean }) => [mean('workouts', 1.46), mean('restless_periods', 12.25), mean('steps', 812.4)])).toEqual([
    '1.5',
    '12.3',
    '812',
  ])
})

test('where there is little room hours are rounded to tenths; a middle of levels keeps a decimal', () => {
  expect(
    said(useMetricWords, ({ short }) => [short('total_sleep', 25_500), short('total_sleep', 25_200), short('sleep_latency', 700)]),
  ).toEqual(['7.1 h', '7 h', '12 m'])
  expect(said(useMetricWords, ({ delta }) => [written(delta('resilience', 0.5)), written(delta('workouts', 0.5))])).toEqual([
    '+0.5',
    '+0.5',
  ])
})

test('what is not counted in ones and twos has no decimal', () => {
  expect(said(useMetricWords, ({ value }) => [value('steps', 812.4).value, value('workouts', 1.5).value])).toEqual(['812', '1.5'])
})

test('a clock goes on or back, and places of another year name it', () => {
  const travel = (minutes: number) => ({ kind: 'travel', from: '2026-11-01', to: '2026-11-01', minutes }) as const
  expect(said(useMarkName, (name) => [name(travel(480)), name(travel(-90))])).toEqual(['Clock +8 h', 'Clock −1.5 h'])
  const week = { from: '2025-11-17', to: '2025-11-23' }
  expect(said(useSlotName, (name) => [name(week, '2026-11-23'), name(week, '2025-12-31')])).toEqual([
    '17 Nov to 23 Nov 2025',
    '17 to 23 Nov',
  ])
})

test('a night says how much of it was restless, that it is not over, and which way its clock was set', () => {
  const going = night('2026-03-29', '2026-03-28T23:00:00+01:00', '2026-03-29T00:00:00+01:00', {
    movement_30_sec: '1112',
    bedtime_end: null,
  })
  const chart = nightChart('2026-03-29', [going], 'Europe/Berlin')
  if (!chart) throw new Error('no night')
  const words = said(
    () => useNightWords(chart),
    ({ lanes, summary, change }) => [lanes.movement.notes, summary, change({ minute: 1, by: 60 }), change({ minute: 1, by: -30 })],
  )
  expect(words).toEqual([['30 s · moving 25%'], expect.stringContaining('Not over yet.'), 'clock +1 h', 'clock −30 m'])
})

test('that days are alike is said where they count for well under what they are', () => {
  const lag = (effectiveDays: number): LagRelation[] => [
    { lag: 1, none: null, known: { r: 0.5, rho: 0.5, days: 100, missing: 0, effectiveDays, interval: [0.2, 0.7] } },
  ]
  const notes = (effectiveDays: number) =>
    said(useRelationWords, ({ sentences }) => sentences({ x: 'steps', y: 'average_hrv', lag: 1 }, lag(effectiveDays)).notes)
  expect(notes(69)).toContainEqual(expect.stringContaining('these say about as much as 69 independent days'))
  expect(notes(70)).not.toContainEqual(expect.stringContaining('independent days'))
})

test('what is counted by day speaks of days, what is measured at night of nights', () => {
  const tag = (name: string) => ({ key: `name:${name}`, name, source: 'local' as const, days: [] })
  const nights = ['2026-11-01', '2026-11-02']
  const effect = { nights, others: 9, withTag: 1, without: 2, difference: -1, interval: [-2, 0.5] as const, clear: false }
  const found = { effects: [{ ...effect, tag: tag('tea'), companion: { tag: tag('cake'), nights: 2 } }], few: [], unmatched: [tag('rain')] }
  const notes = (metric: 'steps' | 'average_hrv') => said(useTagEffectsSentences, (sentences) => sentences(metric, found).notes)
  for (const [metric, unit] of [
    ['average_hrv', 'nights'],
    ['steps', 'days'],
  ] as const) {
    expect(notes(metric)).toContain(`tea and cake come together on 2 of 2 ${unit}, so they cannot be told apart.`)
    expect(notes(metric)).toContain(`Too few ${unit} without: rain.`)
  }
})
