import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day, daysBetween, eachDay, utcDay } from '@/lib/domain/day'
import type { Collection } from '@/lib/oura/collections'
import {
  type Covered,
  due,
  historyEnd,
  historyFloor,
  lastDay,
  monthsBack,
  newest,
  RANGED,
  recent,
  requests,
  trailing,
} from '@/lib/server/sync-plan'

const NOW = Date.UTC(2026, 10, 23, 9, 30)
const HOUR = 3_600_000
const nothing = () => undefined
const none = new Set<Collection>()

describe('the windows of a sync', () => {
  test('today comes first, with tomorrow for those whose clocks are ahead of UTC', () => {
    expect(newest(NOW)).toEqual({ from: '2026-11-20', to: '2026-11-24' })
    expect(recent(NOW)).toEqual({ from: '2026-10-25', to: '2026-11-19' })
    expect(historyEnd(NOW)).toBe('2026-10-24')
  })

  test('the three windows leave no day out and share none, at any hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) }), (now) => {
        expect(addDays(recent(now).to, 1)).toBe(newest(now).from)
        expect(addDays(historyEnd(now), 1)).toBe(recent(now).from)
        expect(daysBetween(recent(now).from, utcDay(now)) + 1).toBe(30)
      }),
    )
  })

  test('the history goes back a silent year below the oldest document, never below 2013', () => {
    expect(historyFloor('2024-02-29', NOW)).toBe('2023-03-01')
    expect(historyFloor('2013-06-01', NOW)).toBe('2013-01-01')
    expect(historyFloor(null, NOW)).toBe('2025-11-23')
  })

  test('months newest first, cut at both ends', () => {
    expect(monthsBack('2026-08-20', '2026-10-24')).toEqual([
      { from: '2026-10-01', to: '2026-10-24' },
      { from: '2026-09-01', to: '2026-09-30' },
      { from: '2026-08-20', to: '2026-08-31' },
    ])
    expect(monthsBack('2026-08-20', '2026-08-19')).toEqual([])
  })
})

describe('what is due', () => {
  const covered = (checkedAt: number): Covered => ({ state: 'have', checkedAt })

  test('everything, when nothing is known', () => {
    const asks = due(recent(NOW), nothing, none, NOW)
    expect(asks.map((ask) => ask.collection)).toEqual(RANGED)
    expect(new Set(asks.map(({ from, to }) => `${from} ${to}`))).toEqual(new Set(['2026-10-25 2026-11-19']))
  })

  test('a collection that is off is left alone', () => {
    expect(due(newest(NOW), nothing, new Set<Collection>(['daily_resilience']), NOW).map((ask) => ask.collection)).toEqual(
      RANGED.filter((name) => name !== 'daily_resilience'),
    )
  })

  test('the last three days at every sync, and for three months what is set or ends long after its day: rest and tags', () => {
    const asks = trailing(newest(NOW), none)
    expect(asks).toHaveLength(RANGED.length)
    expect(asks.filter((ask) => ask.from === '2026-11-20' && ask.to === '2026-11-24')).toHaveLength(RANGED.length - 3)
    expect(asks.filter((ask) => ask.from === '2026-08-24' && ask.to === '2026-11-24').map((ask) => ask.collection)).toEqual([
      'enhanced_tag',
      'tag',
      'rest_mode_period',
    ])
  })

  test('a ring that meets its phone again after a week is asked for that week, after months for the last 30 days', () => {
    expect(newest(NOW, '2026-11-22').from).toBe('2026-11-20')
    expect(newest(NOW, '2026-11-15').from).toBe('2026-11-15')
    expect(newest(NOW, '2026-01-01').from).toBe('2026-10-25')
  })

  test('fourteen days once a night, the rest of the month never again', () => {
    const fresh = due(recent(NOW), () => covered(NOW - 2 * HOUR), none, NOW)
    expect(fresh).toEqual([])
    const nightly = due(recent(NOW), () => covered(NOW - 24 * HOUR), none, NOW)
    expect(nightly.find((ask) => ask.collection === 'sleep')).toEqual({ collection: 'sleep', from: '2026-11-09', to: '2026-11-19' })
    expect(nightly).toHaveLength(RANGED.length)
    // A little less than a day: what is asked every quarter of an hour must not come a little later every night.
    expect(due(recent(NOW), () => covered(NOW - 23 * HOUR), none, NOW)).toEqual(nightly)
    expect(due(recent(NOW), () => covered(NOW - 23 * HOUR + 1), none, NOW)).toEqual([])
  })

  test('a day that failed, or that no scope covered, is due until Oura answers', () => {
    const states = (collection: Collection, day: Day): Covered =>
      day === '2026-10-30' && collection === 'sleep' ? { state: 'failed', checkedAt: NOW } : covered(NOW)
    expect(due(recent(NOW), states, none, NOW).filter((ask) => ask.collection === 'sleep')).toEqual([
      { collection: 'sleep', from: '2026-10-30', to: '2026-10-30' },
    ])
  })

  test('a day that Oura answered for while it was still running somewhere is due until it answers for all of it', () => {
    const [day, over] = ['2026-10-30', Date.UTC(2026, 10, 1)]
    const asked = (state: Covered['state'], checkedAt: number) =>
      due({ from: day, to: day }, () => ({ state, checkedAt }), none, NOW).map((ask) => ask.collection)
    expect(asked('have', over - 1)).toEqual(RANGED)
    expect(asked('none', over - 1)).toEqual(RANGED)
    expect(asked('have', over)).toEqual([])
    expect(asked('none', over)).toEqual([])
  })

  test('heart rate never asks for more than thirty days at once', () => {
    const asks = requests('heartrate', { from: '2026-08-01', to: '2026-08-31' })
    expect(asks).toEqual([
      { collection: 'heartrate', from: '2026-08-02', to: '2026-08-31' },
      { collection: 'heartrate', from: '2026-08-01', to: '2026-08-01' },
    ])
  })

  test('every day that is due is asked for exactly once, and no ask leaves its range', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 60 })), fc.integer({ min: 0, max: 60 }), (holes, length) => {
        const from = '2026-01-01'
        const range = { from, to: addDays(from, length) }
        const missing = new Set(holes.map((offset) => addDays(from, offset)))
        const asks = due(range, (_, day) => (missing.has(day) ? undefined : covered(NOW)), none, NOW)
        for (const collection of RANGED) {
          const days = asks.filter((ask) => ask.collection === collection).flatMap((ask) => eachDay(ask.from, ask.to))
          expect(new Set(days).size).toBe(days.length)
          for (const day of missing) expect(days.includes(day)).toBe(day <= range.to)
          for (const day of days) expect(day >= range.from && day <= range.to).toBe(true)
        }
      }),
    )
  })

  test('today and the two days before are asked for at every sync, on whatever clock', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) }),
        fc.integer({ min: -720, max: 840 }),
        (now, offset) => {
          const today = utcDay(now + offset * 60_000)
          expect(newest(now).from <= addDays(today, -2) && newest(now).to >= today).toBe(true)
        },
      ),
    )
  })

  test('the last day is never before anybody’s today', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) }),
        fc.integer({ min: -720, max: 840 }),
        (now, offset) => {
          expect(lastDay(now) >= utcDay(now + offset * 60_000)).toBe(true)
        },
      ),
    )
  })
})
