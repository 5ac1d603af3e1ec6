import { expect, test } from 'vitest'
import { bedtimeConsistency } from '@/lib/domain/bedtime-consistency'
import { addDays, eachDay } from '@/lib/domain/day'
import type { DayTrends } from '@/lib/domain/day-trends'
import { DAY_METRICS } from '@/lib/domain/day-trends'
import { isNightly, measuredDay } from '@/lib/domain/measured-day'
import { isMadeOf } from '@/lib/domain/relation'
import { sleepTiming } from '@/lib/domain/sleep-timing'
import { trendChoice } from '@/lib/domain/trend-choice'
import { trendSlots } from '@/lib/domain/trend-slots'
import { trendTicks } from '@/lib/domain/trend-ticks'

test('M10 is of the activity day, so a tag or an experiment is held against its own day', () => {
  expect(isNightly('m10')).toBe(false)
  expect(isNightly('m10_onset')).toBe(false)
  expect(measuredDay('m10', '2026-11-20')).toBe('2026-11-20')
  expect(isNightly('l5_onset')).toBe(true)
})

test('what is computed from another number is made of it', () => {
  expect(isMadeOf('m10', 'relative_amplitude')).toBe(true)
  expect(isMadeOf('nap_sleep', 'total_sleep')).toBe(true)
  expect(isMadeOf('target_distance', 'distance_to_target')).toBe(true)
})

test('a year before the archive can be left by its arrow', () => {
  const choice = (year: string) => trendChoice(new URLSearchParams(`from=2010-01-01&to=2010-12-31${year}`), '2026-11-23', '2022-04-10')
  const { year } = choice('')
  expect(choice(`&year=${year + 1}`).year).toBe(year + 1)
})

test.each([
  ['2026-11-17', '2026-11-23', 'month'],
  ['2026-11-17', '2026-11-23', 'week'],
  ['2026-10-25', '2026-11-23', 'month'],
  ['2026-09-01', '2026-10-15', 'month'],
] as const)('no two names lie on one place of the axis: %s to %s by %s', (from, to, step) => {
  const places = trendTicks(trendSlots(from, to, step)).map(({ index }) => index)
  expect(new Set(places).size).toBe(places.length)
})

const habit = (days: readonly string[], night: (day: string) => { start: number; end: number; bed: number }) => ({
  days,
  metrics: {
    bedtime_start: days.map((day) => night(day).start),
    bedtime_end: days.map((day) => night(day).end),
    sleep_latency: days.map(() => 0),
    total_sleep: days.map((day) => night(day).bed * 60),
    // All of these nights are eight hours long.
    sleep_midpoint: days.map((day) => night(day).end - 240),
  },
})
const DAYS = eachDay('2026-10-26', '2026-11-22')
const usualNight = { start: -60, end: 420, bed: 480 }

test.each([
  ['westwards, the clock set back three hours', { start: -60, end: 240, bed: 480 }],
  ['eastwards by three hours, with a nap of 100 minutes later that day', { start: -60, end: 600, bed: 580 }],
])('a night in the air is no habit: %s', (_, flight) => {
  const without = sleepTiming(
    habit(DAYS, () => usualNight),
    [6, 7],
    (day) => day === '2026-11-18',
  )
  const flown = sleepTiming(
    habit(DAYS, (day) => (day === '2026-11-18' ? flight : usualNight)),
    [6, 7],
    () => false,
  )
  expect(flown).toEqual(without)
})

test('a night on which summer time begins is as long as it was', () => {
  const days = eachDay(addDays('2026-03-29', -30), '2026-03-29')
  const metrics = Object.fromEntries(DAY_METRICS.map((name) => [name, days.map((): number | null => null)]))
  const last = <T>(value: T) => days.map((_, index) => (index === days.length - 1 ? value : null))
  // In bed 23:00 +01:00, up 07:00 +02:00: seven hours.
  const trends = {
    days,
    metrics: { ...metrics, bedtime_start: last(-60), bedtime_end: last(420), time_in_bed: last(7 * 3600), sleep_midpoint: last(210) },
  } as unknown as DayTrends
  const night = bedtimeConsistency(trends, null).nights.at(-1)
  expect(night).toMatchObject({ from: -60, to: 420, length: 420 })
})
