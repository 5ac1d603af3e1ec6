import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockChanges, hourTicks } from '@/lib/domain/clock-ticks'
import { daySpan } from '@/lib/domain/day-span'
import { zonedHour, zoneOffset } from '@/lib/domain/local-clock'
import { offsetAt, wallClock, wallMoment, wallTime } from '@/lib/domain/wall-clock'

const at = (moment: string) => Date.parse(moment)
const dayOf = (day: string, zone: string, moments: string[] = []) => {
  const span = daySpan(day, zone)
  const clock = wallClock(moments, zone, span.start, span.start + span.minutes * 60_000)
  return { span, clock, ticks: hourTicks(clock, span), changes: clockChanges(clock, span) }
}
const walls = (ticks: { wall: number }[]) => ticks.map(({ wall }) => wall / 60)

test('spring in Berlin: 02:00 is skipped, 04:00 is the end', () => {
  const { ticks, changes } = dayOf('2026-03-28', 'Europe/Berlin', ['2026-03-28T04:00:00+01:00', '2026-03-29T04:00:00+02:00'])
  expect(changes).toEqual([{ minute: 22 * 60, by: 60 }])
  expect(walls(ticks).slice(-4)).toEqual([0, 1, 3, 4])
  expect(ticks.at(-1)).toMatchObject({ minute: 1380, narrow: true })
})

test('autumn in New York: 01:00 comes twice', () => {
  const { ticks, changes } = dayOf('2026-10-31', 'America/New_York', ['2026-10-31T04:00:00-04:00', '2026-11-01T04:00:00-05:00'])
  expect(changes).toEqual([{ minute: 22 * 60, by: -60 }])
  expect(walls(ticks).slice(-5)).toEqual([1, 1, 2, 3, 4])
})

test('Lord Howe changes by half an hour', () => {
  const { span, ticks, changes } = dayOf('2026-10-03', 'Australia/Lord_Howe')
  expect(span.minutes).toBe(1410)
  expect(changes).toEqual([{ minute: 22 * 60, by: 30 }])
  expect(ticks.slice(-2)).toMatchObject([
    { minute: 1350, wall: 180 },
    { minute: 1410, wall: 240 },
  ])
})

test('a flight from Tokyo to Los Angeles: the clock changes at the first moment that says so', () => {
  const moments = ['2026-05-10T04:00:00+09:00', '2026-05-10T16:30:00+09:00', '2026-05-10T11:00:00-07:00']
  const clock = wallClock(moments, 'Asia/Tokyo', at('2026-05-10T04:00:00+09:00'), at('2026-05-11T04:00:00-07:00'))
  expect(offsetAt(clock, at('2026-05-10T17:59:00Z'))).toBe(540)
  expect(wallTime(clock, at('2026-05-10T18:00:00Z'))).toEqual({ day: '2026-05-10', minute: 11 * 60 })
  const span = { day: '2026-05-10', start: at('2026-05-09T19:00:00Z'), minutes: 40 * 60 }
  expect(clockChanges(clock, span)).toEqual([{ minute: 23 * 60, by: -960 }])
  const ticks = hourTicks(clock, span)
  expect(ticks).toHaveLength(41)
  expect([ticks[0], ticks.at(-1)]).toMatchObject([
    { wall: 240, narrow: true, wide: true },
    { wall: 240, narrow: true, wide: true },
  ])
})

test('the reader’s zone does not bend the days of somebody who was elsewhere', () => {
  const { changes } = dayOf('2026-03-28', 'Europe/Berlin', ['2026-03-28T04:00:00+09:00', '2026-03-29T04:00:00+09:00'])
  expect(changes).toEqual([])
})

test('moments carry their offset out again', () => {
  const clock = wallClock(
    ['2026-10-24T04:00:00+02:00', '2026-10-25T04:00:00+01:00'],
    'Europe/Berlin',
    at('2026-10-24T02:00:00Z'),
    at('2026-10-25T03:00:00Z'),
  )
  expect(wallMoment(clock, at('2026-10-25T00:30:00Z'))).toBe('2026-10-25T02:30+02:00')
  expect(wallMoment(clock, at('2026-10-25T01:30:00Z'))).toBe('2026-10-25T02:30+01:00')
  expect(wallMoment(wallClock(['2026-01-01T04:00:00-03:30'], 'UTC', 0, 0), at('2026-01-01T07:30:00Z'))).toBe('2026-01-01T04:00-03:30')
})

test('where all moments come from one zone, the clock is that zone’s, at every minute of DST days', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns'),
      fc.constantFrom('2026-03-07', '2026-03-28', '2026-04-04', '2026-10-03', '2026-10-24', '2026-10-31', '2026-06-15'),
      fc.integer({ min: 0, max: 1409 }),
      (zone, day, minute) => {
        const { span, clock, ticks } = dayOf(day, zone)
        const instant = span.start + minute * 60_000
        expect(offsetAt(clock, instant)).toBe(zoneOffset(zone, instant))
        for (const tick of ticks) expect(wallTime(clock, span.start + tick.minute * 60_000).minute).toBe(tick.wall)
      },
    ),
    { numRuns: 40 },
  )
})

test('an hour that the clock skips begins with the first moment after the gap, one that it shows twice with the first time', () => {
  expect(zonedHour('2026-03-29', 2, 'Europe/Berlin')).toBe(at('2026-03-29T03:00:00+02:00'))
  expect(zonedHour('2026-10-25', 2, 'Europe/Berlin')).toBe(at('2026-10-25T02:00:00+02:00'))
  expect(zonedHour('2026-03-08', 2, 'America/New_York')).toBe(at('2026-03-08T03:00:00-04:00'))
})

test('a clock that was set at the very start or end of a day did not change in it', () => {
  const span = { day: '2026-05-10', start: at('2026-05-10T04:00:00Z'), minutes: 1440 }
  const changes = (from: string) =>
    clockChanges(
      [
        { from: Number.NEGATIVE_INFINITY, offset: 0 },
        { from: at(from), offset: 60 },
      ],
      span,
    )
  expect(['2026-05-10T04:00:00Z', '2026-05-10T04:01:00Z', '2026-05-11T04:00:00Z'].map((from) => changes(from).length)).toEqual([0, 1, 0])
})
