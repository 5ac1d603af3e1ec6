import { expect, test } from 'vitest'
import { useEffectWords } from '@/components/panels/effect-words'
import { useExperimentWords } from '@/components/panels/experiment-words'
import { useMetricWords } from '@/components/panels/metric-words'
import { useMarkName, useSlotName } from '@/components/panels/trend-words'
import type { Experiment } from '@/lib/domain/experiment'
import type { Verdict } from '@/lib/domain/experiment-verdict'
import { written } from '@/lib/format'
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

test('a clock goes on or back, and places of another year name it', () => {
  const travel = (minutes: number) => ({ kind: 'travel', from: '2026-11-01', to: '2026-11-01', minutes }) as const
  expect(said(useMarkName, (name) => [name(travel(480)), name(travel(-90))])).toEqual(['Clock +8 h', 'Clock −1.5 h'])
  const week = { from: '2025-11-17', to: '2025-11-23' }
  expect(said(useSlotName, (name) => [name(week, '2026-11-23'), name(week, '2025-12-31')])).toEqual(['17 to 23 Nov 2025', '17 to 23 Nov'])
})
