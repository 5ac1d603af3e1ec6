import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween, eachDay } from '@/lib/domain/day'
import { movedWindow, overviewRange, overviewWindow, windowRange } from '@/lib/domain/trend-overview'
import { slotAt, trendSlots } from '@/lib/domain/trend-slots'
import { hasRoomForDays, tagColumns } from '@/lib/domain/trend-tags'

const TODAY = '2026-11-23'

describe('the window in the archive', () => {
  test('stands where the range is, is a week at least, and is cut where the archive begins', () => {
    expect(overviewWindow({ from: '2026-08-26', to: TODAY }, '2026-01-01', TODAY)).toEqual({ days: 327, start: 237, end: 326 })
    expect(overviewWindow({ from: TODAY, to: TODAY }, '2026-01-01', TODAY)).toEqual({ days: 327, start: 320, end: 326 })
    expect(overviewWindow({ from: '2025-12-01', to: '2026-02-01' }, '2026-01-01', TODAY)).toEqual({ days: 327, start: 0, end: 31 })
    expect(overviewWindow({ from: '2019-01-01', to: '2019-03-01' }, '2026-01-01', TODAY)).toEqual({ days: 327, start: 0, end: 6 })
  })

  test('is none while nobody knows how far the archive reaches, and in one of under four weeks', () => {
    expect(overviewWindow({ from: '2026-11-17', to: TODAY }, null, TODAY)).toBeNull()
    expect(overviewWindow({ from: '2026-11-17', to: TODAY }, addDays(TODAY, -26), TODAY)).toBeNull()
    expect(overviewWindow({ from: '2026-11-17', to: TODAY }, addDays(TODAY, -27), TODAY)).not.toBeNull()
  })

  test('never leaves the archive, never is shorter than a week, and moved as a whole keeps its length', () => {
    const someWindow = fc
      .tuple(fc.integer({ min: 28, max: 4000 }), fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 7, max: 4000 }))
      .map(([days, start, length]) => {
        const first = Math.min(start, days - 7)
        return { days, start: first, end: Math.min(days - 1, first + length - 1) }
      })
    fc.assert(
      fc.property(someWindow, fc.constantFrom('start', 'end', 'both'), fc.integer({ min: -5000, max: 9000 }), (window, edge, place) => {
        const moved = movedWindow(window, edge, place)
        expect(moved.start).toBeGreaterThanOrEqual(0)
        expect(moved.end).toBeLessThan(moved.days)
        expect(moved.end - moved.start).toBeGreaterThanOrEqual(6)
        if (edge === 'both') expect(moved.end - moved.start).toBe(window.end - window.start)
        if (edge === 'start') expect(moved.end).toBe(window.end)
        if (edge === 'end') expect(moved.start).toBe(window.start)
      }),
    )
  })

  test('is a range again, over a leap day too', () => {
    const window = overviewWindow({ from: '2024-02-26', to: '2024-03-03' }, '2022-04-10', TODAY)
    expect(window && windowRange(window, '2022-04-10')).toEqual({ from: '2024-02-26', to: '2024-03-03' })
  })

  test('is drawn from weeks, of many years from months', () => {
    expect(overviewRange('2022-04-10', TODAY)).toEqual({ from: '2022-04-10', to: TODAY, bucket: 'week' })
    expect(overviewRange('2016-11-23', TODAY).bucket).toBe('month')
    expect(overviewRange(null, TODAY)).toEqual({ from: TODAY, to: TODAY, bucket: 'week' })
  })
})

describe('tagged days on a long axis', () => {
  test('the place of a day is the last that has begun', () => {
    const slots = trendSlots('2024-01-10', '2024-04-05', 'month')
    expect(['2024-01-09', '2024-01-10', '2024-02-29', '2024-03-01', '2024-05-01'].map((day) => slotAt(slots, day))).toEqual([
      -1, 0, 1, 2, 3,
    ])
  })

  test('single days have room up to 400 of them', () => {
    expect(hasRoomForDays(trendSlots(addDays(TODAY, -399), TODAY, 'day'))).toBe(true)
    expect(hasRoomForDays(trendSlots(addDays(TODAY, -400), TODAY, 'day'))).toBe(false)
    expect(hasRoomForDays(trendSlots(addDays(TODAY, -60), TODAY, 'week'))).toBe(false)
  })

  test('weeks are columns as high as the share of their days that is tagged', () => {
    const slots = trendSlots('2026-11-02', '2026-11-23', 'week')
    expect(tagColumns(slots, new Set(['2026-11-03', '2026-11-08', '2026-11-23', '2025-01-01', '2027-01-01']))).toEqual([
      { start: 0, end: 0, share: 2 / 7 },
      { start: 3, end: 3, share: 1 },
    ])
    expect(tagColumns([], new Set([TODAY]))).toEqual([])
  })

  test('ten years of days are at most 130 columns that hold every tagged day once', () => {
    const from = addDays(TODAY, -3649)
    const tagged = new Set(eachDay(from, TODAY).filter((_, index) => index % 3 === 0))
    const slots = trendSlots(from, TODAY, 'day')
    const columns = tagColumns(slots, tagged)
    expect(columns.length).toBeLessThanOrEqual(130)
    const days = columns.map(({ start, end }) => daysBetween(slots[start]?.from ?? '', slots[end]?.to ?? '') + 1)
    expect(columns.reduce((sum, { share }, index) => sum + share * (days[index] ?? 0), 0)).toBeCloseTo(tagged.size)
    expect(Math.max(...columns.map(({ share }) => share))).toBeLessThanOrEqual(1)
  })
})
