import { describe, expect, test } from 'vitest'
import { addDays, eachDay, weekday } from '@/lib/domain/day'
import { sleepDebt } from '@/lib/domain/sleep-debt'
import { sleepTiming, type TimingSeries, usualNeed } from '@/lib/domain/sleep-timing'

const WEEKEND = [6, 7]
const never = () => false

/** Nights from bed to end in minutes, one pair for free days and one for the others; no latency unless given. */
function series(days: readonly string[], free: [number, number], work: [number, number], latency = 0): TimingSeries {
  const of = (day: string) => (weekday(day) >= 6 ? free : work)
  return {
    days,
    metrics: {
      bedtime_start: days.map((day) => of(day)[0]),
      bedtime_end: days.map((day) => of(day)[1]),
      sleep_latency: days.map(() => latency * 60),
      sleep_midpoint: days.map((day) => (of(day)[1] + of(day)[0]) / 2),
      total_sleep: days.map((day) => (of(day)[1] - of(day)[0] - latency) * 60),
    },
  }
}
const FOUR_WEEKS = eachDay('2026-02-02', '2026-03-01')

describe('chronotype', () => {
  test('is mid-sleep on free days, earlier by half of what is slept longer there than in an average week', () => {
    // Work 23:00–06:00, free 00:30–09:30: MSF 05:00, SDf 9 h, SDweek (2 × 9 + 5 × 7) / 7 h.
    const timing = sleepTiming(series(FOUR_WEEKS, [30, 570], [-60, 360]), WEEKEND, never)
    expect(timing.free).toEqual({ nights: 8, middle: 300, length: 540 })
    expect(timing.work).toEqual({ nights: 20, middle: 150, length: 420 })
    expect(timing.jetlag).toBe(150)
    expect(timing.chronotype).toBeCloseTo(300 - (540 - (2 * 540 + 5 * 420) / 7) / 2, 10)
  })
  test.each([
    // tests/testthat/test-msf_sc.R of the R package mctq 0.3.2: MSF, sleep on work days and on free ones, work days a week, MSFsc.
    ['five work days', 4 * 60, 6, 8, [6, 7], 3 * 60 + 17 + 8.571429 / 60],
    ['three work days', -30, 7, 9, [4, 5, 6, 7], -60 + 4 + 17.142857 / 60],
    ['free days slept shorter', 2 * 60 + 15, 9, 7, [6, 7], 2 * 60 + 15],
  ] as const)('is that of mctq: %s', (_name, middle, work, off, free, corrected) => {
    const around = (hours: number): [number, number] => [middle - hours * 30, middle + hours * 30]
    const known = series(FOUR_WEEKS, around(off), around(work))
    // The days that are free here are other ones than `series` takes.
    const nights = FOUR_WEEKS.map((day) => around(free.some((one) => one === weekday(day)) ? off : work))
    const metrics = {
      ...known.metrics,
      bedtime_start: nights.map(([from]) => from),
      bedtime_end: nights.map(([, to]) => to),
      sleep_midpoint: nights.map(([from, to]) => (to + from) / 2),
    }
    expect(sleepTiming({ days: FOUR_WEEKS, metrics }, free, never).chronotype).toBeCloseTo(corrected, 5)
  })
  test('of a night on which the clock changes is that of the sleep, not of two clocks', () => {
    const days = eachDay('2026-10-05', '2026-11-01')
    const known = series(days, [-60, 420], [-60, 420])
    // Summer time ends on Sunday the 25th: from 23:00 to 07:00 it is nine hours, and their middle is 02:30 of the new clock.
    const middles = days.map((day) => (day === '2026-10-25' ? 150 : 180))
    const timing = sleepTiming({ days, metrics: { ...known.metrics, sleep_midpoint: middles } }, [7], never)
    expect(timing.free).toEqual({ nights: 4, middle: 172.5, length: 495 })
    expect(timing.work).toEqual({ nights: 24, middle: 180, length: 480 })
    // In the spring it is seven.
    const spring = days.map((day) => (day === '2026-10-25' ? 210 : 180))
    expect(sleepTiming({ days, metrics: { ...known.metrics, sleep_midpoint: spring } }, [7], never).free).toEqual({
      nights: 4,
      middle: 187.5,
      length: 465,
    })
  })
  test('is not corrected where free days are slept shorter', () => {
    expect(sleepTiming(series(FOUR_WEEKS, [0, 360], [-60, 400]), WEEKEND, never).chronotype).toBe(180)
  })
  test('begins with sleep, not with bed', () => {
    expect(sleepTiming(series(FOUR_WEEKS, [0, 480], [0, 480], 30), WEEKEND, never)).toMatchObject({
      free: { middle: 255, length: 450 },
      jetlag: 0,
      spread: 0,
    })
  })
  test('needs four free nights and five others, and leaves out rest mode and nights in the air', () => {
    expect(sleepTiming(series(FOUR_WEEKS.slice(0, 14), [0, 480], [0, 480]), WEEKEND, never)).toMatchObject({
      free: { nights: 4 },
      chronotype: 240,
    })
    const few = sleepTiming(series(FOUR_WEEKS.slice(0, 12), [0, 480], [0, 480]), WEEKEND, never)
    expect(few).toMatchObject({ known: { free: 2, work: 10 }, free: null, chronotype: null, jetlag: null })
    expect(sleepTiming(series(FOUR_WEEKS, [0, 480], [0, 480]), WEEKEND, (day) => day < '2026-02-23').nights).toBe(7)
    const flown = series(FOUR_WEEKS, [0, 480], [0, 480])
    // Three hours long, and eleven: their middles lie so far before the end.
    for (const before of [90, 330]) {
      const middles = flown.metrics.sleep_midpoint.map((middle, index) => (index === 5 ? 480 - before : middle))
      expect(sleepTiming({ ...flown, metrics: { ...flown.metrics, sleep_midpoint: middles } }, WEEKEND, never).nights).toBe(27)
    }
  })
  test('a night of under an hour or over sixteen is none, and six nights are the fewest that spread', () => {
    const bent = (length: number) => {
      const known = series(FOUR_WEEKS, [0, 480], [0, 480])
      const bedtime_end = known.metrics.bedtime_end.map((end, index) => (index === 5 ? length : end))
      const sleep_midpoint = known.metrics.sleep_midpoint.map((middle, index) => (index === 5 ? length / 2 : middle))
      return sleepTiming({ days: FOUR_WEEKS, metrics: { ...known.metrics, bedtime_end, sleep_midpoint } }, WEEKEND, never).nights
    }
    expect([bent(59), bent(60), bent(960), bent(961)]).toEqual([27, 28, 28, 27])
    const few = (count: number) => sleepTiming(series(FOUR_WEEKS.slice(0, count), [0, 480], [0, 480]), WEEKEND, never).spread
    expect([few(5), few(6)]).toEqual([null, 0])
  })
  test('other free days, none, all of them, and nothing known', () => {
    const known = series(FOUR_WEEKS, [30, 570], [-60, 360])
    expect(sleepTiming(known, [7], never).free?.nights).toBe(4)
    expect(sleepTiming(known, [], never)).toMatchObject({ free: null, chronotype: null, jetlag: null })
    expect(sleepTiming(known, [1, 2, 3, 4, 5, 6, 7], never)).toMatchObject({ work: null, chronotype: null })
    const none = FOUR_WEEKS.map(() => null)
    const empty = { bedtime_start: none, bedtime_end: none, sleep_latency: none, sleep_midpoint: none, total_sleep: none }
    expect(sleepTiming({ days: FOUR_WEEKS, metrics: empty }, WEEKEND, never)).toEqual({
      nights: 0,
      known: { free: 0, work: 0 },
      free: null,
      work: null,
      chronotype: null,
      jetlag: null,
      spread: null,
    })
  })
  test('the need is the median of free days, over a leap day as over any other', () => {
    const leap = eachDay('2028-02-07', addDays('2028-02-07', 27))
    expect(leap).toContain('2028-02-29')
    expect(usualNeed(series(leap, [30, 570], [-60, 360]), WEEKEND, never)).toBe(540 * 60)
    expect(usualNeed(series(leap.slice(0, 20), [30, 570], [-60, 360]), WEEKEND, never)).toBeNull()
  })
})

describe('sleep debt', () => {
  const days = eachDay('2026-03-01', '2026-03-20')
  const H = 3600
  test('weighs last night whole and the first of 14 by a fourteenth', () => {
    const last = days.map((_, index) => (index === days.length - 1 ? 7 * H : 8 * H))
    expect(sleepDebt(days, last, 8 * H).debt).toBeCloseTo(H, 8)
    const first = days.map((_, index) => (index === days.length - 14 ? 7 * H : 8 * H))
    expect(sleepDebt(days, first, 8 * H).debt).toBeCloseTo(H / 14, 8)
    const each = days.map(() => 7 * H)
    expect(sleepDebt(days, each, 8 * H).debt).toBeCloseTo((H * 105) / 14, 8)
  })
  test('sleep above the need makes up for it and never goes below nothing', () => {
    expect(
      sleepDebt(
        days,
        days.map(() => 9 * H),
        8 * H,
      ).debt,
    ).toBe(0)
  })
  test('unknown days count as slept enough; under ten known ones there is no number', () => {
    const some = days.map((_, index) => (index % 4 === 0 ? null : 8 * H))
    expect(sleepDebt(days, some, 8 * H)).toMatchObject({ known: 11, debt: 0 })
    expect(
      sleepDebt(
        days,
        days.map(() => null),
        8 * H,
      ),
    ).toMatchObject({ known: 0, debt: null })
    const newest = (count: number) => days.map((_, index) => (index < days.length - count ? null : 8 * H))
    expect([sleepDebt(days, newest(9), 8 * H).debt, sleepDebt(days, newest(10), 8 * H).debt]).toEqual([null, 0])
    expect(sleepDebt([], [], 8 * H)).toEqual({ days: [], known: 0, debt: null })
  })
})
