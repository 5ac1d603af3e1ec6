import { expect, test } from 'vitest'
import { actogramChoice, actogramRows, mostlyAsleep } from '@/lib/domain/actogram'
import { addDays, type Day } from '@/lib/domain/day'
import type { RhythmDay } from '@/lib/domain/rhythm-day'
import { type GridDay, QUARTERS, SLOTS } from '@/lib/domain/rhythm-grid'

const FIRST = '2026-03-02'
const dayAt = (index: number) => addDays(FIRST, index)
const activity = Array.from({ length: QUARTERS }, () => null)
/** Days one after the other, each of its own states from 04:00; what they leave out is not known. */
const grid = (...states: string[]): GridDay[] =>
  states.map((some, index) => ({ day: dayAt(index), states: some.padEnd(SLOTS, '.'), activity }))
const rowsOf = (some: GridDay[]) => actogramRows(some, [], () => false)

/** Which of some days the clock was moved before: `offsets` of days one after the other, null for a day without documents. */
function flown(offsets: readonly (string | null)[], before: string | null = null): boolean[] {
  const begun = (day: Day, offset: string): RhythmDay => ({ day, moments: [`${day}T04:00:00${offset}`], states: '', activity: '' })
  const days = [before, ...offsets].flatMap((offset, index) => (offset === null ? [] : [begun(dayAt(index - 1), offset)]))
  return actogramRows(grid(...offsets.map(() => '')), days, () => false).map((row) => row.flown)
}

test('runs of one state end where nothing is known, and begin anew after it', () => {
  expect(rowsOf(grid('ss.ssa'))[0]?.runs).toEqual([
    { state: 'asleep', from: 0, to: 10 },
    { state: 'asleep', from: 15, to: 25 },
    { state: 'awake', from: 25, to: 30 },
  ])
})

test('a clock that moved by two hours was flown, by one it was set', () => {
  expect(flown(['+00:00', '+01:00', '+03:00', '+01:30'])).toEqual([false, false, true, false])
})

test('a journey shows on the first day that is known after it, and on the first row by the day before it', () => {
  expect(flown(['+00:00', null, '+09:00', '+09:00'])).toEqual([false, false, true, false])
  expect(flown(['+09:00', '+09:00'], '+00:00')).toEqual([true, false])
})

test('most days are half of those on which a time is known, of a week at least; a ring that was off says nothing', () => {
  const week = (asleep: number, awake: number, off: number) =>
    rowsOf(
      grid(...Array.from({ length: asleep + awake + off }, (_, index) => (index < asleep ? 'ss' : index < asleep + awake ? '22' : '00'))),
    )
  expect(mostlyAsleep(week(4, 4, 0))).toEqual({ from: 240, to: 250 })
  expect(mostlyAsleep(week(4, 5, 0))).toBeNull()
  expect(mostlyAsleep(week(4, 3, 5))).toEqual({ from: 240, to: 250 })
  expect(mostlyAsleep(week(6, 0, 5))).toBeNull()
})

test('an address shows days up to one that has been, else up to today', () => {
  const last = (until: string) => actogramChoice(new URLSearchParams({ until }), '2026-11-23').last
  expect([last('2026-11-01'), last('2026-11-24'), last('2026-02-30')]).toEqual(['2026-11-01', '2026-11-23', '2026-11-23'])
})
