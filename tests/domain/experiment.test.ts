import { describe, expect, test } from 'vitest'
import { seeded } from '@/lib/domain/block-bootstrap'
import { addDays, type Day, eachDay } from '@/lib/domain/day'
import { type Experiment, firstDayOf, lastDayOf, measuredDaysOf, phaseOn, planOn, stateOf } from '@/lib/domain/experiment'
import { experimentDays, FEWEST_DAYS, verdict } from '@/lib/domain/experiment-verdict'
import { measuredDay } from '@/lib/domain/measured-day'

const alternating: Experiment = {
  id: 'a',
  question: 'Does no coffee after two shorten the way to sleep?',
  metric: 'sleep_latency',
  design: 'alternating',
  start_day: '2024-02-05',
  phase_days: 7,
  phases: 4,
  end_day: null,
}
const before: Experiment = { ...alternating, id: 'b', design: 'before_after', phase_days: 28, phases: 1 }

describe('the plan', () => {
  test('alternates from the start day on, over a leap February, and ends after its phases', () => {
    expect(planOn(alternating, '2024-02-04')).toBeNull()
    expect(planOn(alternating, '2024-02-05')).toBe(true)
    expect(planOn(alternating, '2024-02-12')).toBe(false)
    expect(planOn(alternating, '2024-02-29')).toBe(false)
    expect(lastDayOf(alternating)).toBe('2024-03-03')
    expect(planOn(alternating, '2024-03-04')).toBeNull()
    expect(phaseOn(alternating, '2024-02-13')).toEqual({ phase: 2, left: 5 })
    expect(phaseOn(alternating, '2024-03-04')).toBeNull()
  })

  test('before and after looks back as long as it looks ahead', () => {
    expect(firstDayOf(before)).toBe('2024-01-08')
    expect([planOn(before, '2024-01-07'), planOn(before, '2024-01-08'), planOn(before, '2024-02-05')]).toEqual([null, false, true])
    expect(lastDayOf(before)).toBe('2024-03-03')
    expect(phaseOn(before, '2024-01-20')).toBeNull()
  })

  test('is ahead, running, over, and over when it was ended', () => {
    expect(['2024-02-04', '2024-02-05', '2024-03-03', '2024-03-04'].map((day) => stateOf(alternating, day))).toEqual([
      'ahead',
      'running',
      'running',
      'over',
    ])
    expect(stateOf({ ...alternating, end_day: '2024-02-20' }, '2024-02-20')).toBe('over')
    expect(lastDayOf({ ...alternating, end_day: '2024-02-20' })).toBe('2024-02-20')
  })
})

test('the numbers needed are those up to the day after the last, and none of a day that is yet to come', () => {
  expect(measuredDaysOf(alternating, '2024-02-20')).toEqual({ from: '2024-02-05', to: '2024-02-20' })
  expect(measuredDaysOf(alternating, '2024-03-03')).toEqual({ from: '2024-02-05', to: '2024-03-03' })
  expect(measuredDaysOf(alternating, '2024-06-01')).toEqual({ from: '2024-02-05', to: '2024-03-04' })
  expect(measuredDaysOf(before, '2024-06-01')).toEqual({ from: '2024-01-08', to: '2024-03-04' })
})

test('a nightly number is that of the night after, a day’s number its own', () => {
  expect(measuredDay('sleep_latency', '2024-02-28')).toBe('2024-02-29')
  expect(measuredDay('readiness_score', '2024-12-31')).toBe('2025-01-01')
  expect(measuredDay('steps', '2024-02-28')).toBe('2024-02-28')
})

/** A number for each day: noise, and `effect` more in the night after a day on which it was done. */
function life(seed: number, effect: number, done: (day: Day) => boolean) {
  const next = seeded(seed)
  const numbers = new Map(eachDay('2023-12-01', '2024-06-30').map((day) => [day, 600 + 120 * (next() + next() - 1)]))
  return (day: Day) => {
    const own = numbers.get(day)
    return own === undefined ? null : own + (done(addDays(day, -1)) ? effect : 0)
  }
}
const asPlanned = (experiment: Experiment, until: Day) =>
  eachDay(experiment.start_day, until < lastDayOf(experiment) ? until : lastDayOf(experiment)).map((day) => ({
    day,
    done: planOn(experiment, day) ?? false,
  }))
const judged = (experiment: Experiment, effect: number, until: Day, seed = 1) => {
  const checks = asPlanned(experiment, until)
  const on = new Set(checks.filter(({ done }) => done).map(({ day }) => day))
  return verdict(
    experimentDays(
      experiment,
      checks,
      life(seed, effect, (day) => on.has(day)),
      { until, leftOut: new Set() },
    ),
  )
}

describe('the verdict', () => {
  test('is too early until there are seven days on either side', () => {
    expect(judged(alternating, -200, '2024-02-17')).toMatchObject({ state: 'early', withDays: 7, withoutDays: 6 })
    expect(judged(alternating, -200, '2024-02-18')).toMatchObject({ state: 'told', withDays: FEWEST_DAYS, withoutDays: FEWEST_DAYS })
  })

  test('has the sign and the size of what was done, and says open where nothing was', () => {
    const clear = judged(alternating, -200, '2024-03-03')
    if (clear.state !== 'told') throw new Error('28 days are enough')
    expect(clear.side).toBe(-1)
    expect(clear.difference).toBeGreaterThan(-250)
    expect(clear.difference).toBeLessThan(-150)
    expect(clear.interval[0]).toBeLessThan(clear.difference)
    expect(clear.interval[1]).toBeGreaterThan(clear.difference)
  })

  test('of days that do not know of each other has the interval of Welch’s t (scipy.stats.ttest_ind, equal_var=False)', () => {
    const days = eachDay('2024-02-05', '2024-04-24').map((day, t) => {
      const noise = (((t * 7919 + 104729) * (t + 13)) % 1009) / 1009 - 0.5
      const done = t % 2 === 0
      return { day, planned: done, done, value: noise + (done ? 0.4 : 0) }
    })
    expect(days).toHaveLength(80)
    const told = verdict(days)
    if (told.state !== 'told') throw new Error('80 days are enough')
    expect(told.difference).toBeCloseTo(0.43059960356788896, 10)
    // Theirs is ±0.126; redrawn days give a width within a tenth of it.
    expect(Math.abs(told.interval[0] - 0.3045)).toBeLessThan(0.0126)
    expect(Math.abs(told.interval[1] - 0.5567)).toBeLessThan(0.0126)
  })

  test('finds nothing where there is nothing, 19 times of 20', () => {
    // Short experiments are where an interval errs first: two phases of a week, and four.
    for (const until of ['2024-02-18', '2024-03-03']) {
      const found = Array.from({ length: 200 }, (_, seed) => judged(alternating, 0, until, seed)).filter(
        (one) => one.state === 'told' && one.side !== 0,
      ).length
      expect(found, until).toBeLessThanOrEqual(10)
      expect(found, until).toBeGreaterThanOrEqual(2)
    }
  })

  test('counts days by what was noted, tells departures from the plan, and leaves days without a note out', () => {
    const checks = asPlanned(alternating, '2024-03-03')
      .map((check, index) => (index === 2 ? { ...check, done: false } : check))
      .filter((_, index) => index !== 5)
    const days = experimentDays(alternating, checks, () => 5, { until: '2024-03-03', leftOut: new Set() })
    expect(verdict(days)).toEqual({ state: 'constant', withDays: 12, withoutDays: 15, unnoted: 1, departures: 1 })
  })

  test('before the start nothing has to be noted', () => {
    expect(judged(before, -200, '2024-02-20')).toMatchObject({ state: 'told', withoutDays: 28, withDays: 16, side: -1 })
  })

  test('nights of rest mode and nights without a number do not count', () => {
    const ill = new Set(eachDay('2024-02-06', '2024-02-10'))
    const days = experimentDays(alternating, asPlanned(alternating, '2024-03-03'), (day) => (day === '2024-02-12' ? null : 600), {
      until: '2024-03-03',
      leftOut: ill,
    })
    expect(verdict(days)).toMatchObject({ withDays: 8, withoutDays: 14 })
    expect(verdict([])).toEqual({ state: 'early', withDays: 0, withoutDays: 0, unnoted: 0, departures: 0 })
  })
})
