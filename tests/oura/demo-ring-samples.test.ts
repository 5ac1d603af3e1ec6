import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '@/lib/domain/day'
import { instantOf } from '@/lib/domain/local-clock'
import { demoRing } from '@/lib/oura/demo-ring'

const NOW = Date.parse('2026-11-23T15:10:00Z')
const DAY = 86_400_000
const seeds = fc.integer({ min: 1, max: 1e6 })
const backs = fc.integer({ min: 2, max: 1600 })
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

test('heart rate is in order of time, in UTC, each source once at a moment, never while the ring is off', () => {
  fc.assert(
    fc.property(seeds, backs, (seed, back) => {
      const ring = demoRing({ seed, now: NOW })
      const day = addDays('2026-11-22', -back)
      const [document] = ring.documents('daily_activity', day, day)
      if (!document) return
      const start = instantOf(document.timestamp)
      const end = start + document.met.items.length * 60_000
      const rows = ring.samples('heartrate', start, end)
      const keys = rows.map(({ timestamp, source }) => `${timestamp} ${source}`)
      expect(new Set(keys).size).toBe(keys.length)
      rows.forEach((row, i) => {
        expect(row.timestamp).toMatch(/\+00:00$/)
        expect(Math.floor((row.timestamp_unix ?? 0) / 1000) * 1000).toBe(instantOf(row.timestamp))
        expect(row.timestamp_unix ?? 0).toBeGreaterThanOrEqual(rows[i - 1]?.timestamp_unix ?? 0)
        expect(row.bpm).toBeGreaterThanOrEqual(35)
        expect(row.bpm).toBeLessThan(200)
        expect(['awake', 'rest', 'sleep', 'workout']).toContain(row.source)
        expect(document.met.items[Math.floor((instantOf(row.timestamp) - start) / 60_000)]).not.toBe(0.1)
      })
      if (document.non_wear_time === document.met.items.length * 60) expect(rows).toEqual([])
    }),
    { numRuns: 25 },
  )
})

test('the rows of a night are the items of its sleep document', () => {
  const ring = demoRing({ seed: 1, now: NOW })
  for (const night of ring.documents('sleep', '2026-05-01', '2026-06-30').filter((d) => d.readiness && d.heart_rate)) {
    const start = instantOf(night.bedtime_start)
    const rows = ring.samples('heartrate', start, instantOf(night.bedtime_end ?? '')).filter(({ source }) => source === 'sleep')
    const items = (night.heart_rate?.items ?? []).flatMap((bpm, i) => (bpm === null ? [] : [[start + i * 300_000, bpm]]))
    expect(rows.map(({ timestamp_unix, bpm }) => [timestamp_unix, bpm])).toEqual(items)
  }
})

describe('a workout', () => {
  const ring = demoRing({ seed: 1, now: NOW })
  const workouts = ring.documents('workout', '2026-01-01', '2026-10-31')

  test('has its MET in the minutes and its pulse every five seconds', () => {
    expect(new Set(workouts.map(({ activity }) => activity))).toEqual(new Set(['walking', 'running', 'strengthTraining', 'cycling']))
    const least = { running: 6, cycling: 4.5, strengthTraining: 3, walking: 2.6 }
    for (const one of workouts) {
      const [document] = ring.documents('daily_activity', one.day, one.day)
      if (!document) continue
      const [from, to] = [instantOf(one.start_datetime), instantOf(one.end_datetime)]
      const at = (instant: number) => (instant - instantOf(document.timestamp)) / 60_000
      const met = document.met.items.slice(at(from), at(to)).filter((item) => item !== null)
      expect(mean(met), `${one.activity} ${one.day}`).toBeGreaterThan(least[one.activity as keyof typeof least])
      expect(one.calories ?? 0).toBeCloseTo((met.reduce((sum, value) => sum + value, 0) * 74.5) / 60, -2)
      const rows = ring.samples('heartrate', from, to).filter(({ source }) => source === 'workout')
      expect(rows.length).toBe((to - from) / 5000)
    }
  })

  test('running beats sitting', () => {
    const run = workouts.find(({ activity }) => activity === 'running')
    if (!run) throw new Error('no run in ten months')
    const rows = ring.samples('heartrate', instantOf(run.start_datetime) - 6 * 3_600_000, instantOf(run.end_datetime))
    const bpm = (source: string) => mean(rows.filter((row) => row.source === source).map((row) => row.bpm))
    expect(bpm('workout')).toBeGreaterThan(bpm('awake') + 50)
  })
})

test('nobody awake is as slow as asleep', () => {
  const ring = demoRing({ seed: 7, now: NOW })
  const above: number[] = []
  for (let back = 1; back < 120; back++) {
    const day = addDays('2026-11-22', -back)
    const night = ring.documents('sleep', day, day).find(({ type }) => type === 'long_sleep')
    if (!night?.lowest_heart_rate || night.lowest_heart_rate === 255) continue
    const from = Date.parse(`${day}T08:00:00Z`)
    const rows = ring.samples('heartrate', from, from + DAY / 2).filter(({ source }) => source === 'awake' || source === 'rest')
    for (const { bpm } of rows) above.push(bpm - night.lowest_heart_rate)
  }
  above.sort((a, b) => a - b)
  expect(above.length).toBeGreaterThan(5000)
  expect(above[0]).toBeGreaterThan(0)
  expect(above[Math.floor(above.length / 100)]).toBeGreaterThan(6)
  expect(above[Math.floor(above.length / 2)]).toBeLessThan(30)
})

test('a day has some hundreds of rows, and more than a page of 1,000 when there was a long run', () => {
  const ring = demoRing({ seed: 1, now: NOW })
  const counts = Array.from({ length: 60 }, (_, i) => {
    const from = Date.parse(addDays('2026-04-01', i))
    return ring.samples('heartrate', from, from + DAY).length
  })
  expect(Math.min(...counts)).toBeGreaterThan(100)
  expect(Math.max(...counts)).toBeGreaterThan(1000)
})

test('the battery falls about 15 % a day and rises only on the charger', () => {
  const ring = demoRing({ seed: 1, now: NOW })
  const rows = ring.samples('ring_battery_level', Date.parse('2026-04-01T00:00:00Z'), Date.parse('2026-07-30T00:00:00Z'))
  const drops: number[] = []
  for (let i = 1; i < rows.length; i++) {
    const [before, after] = [rows[i - 1], rows[i]]
    if (!before || !after) continue
    expect(after.level).toBeGreaterThanOrEqual(0)
    expect(after.level).toBeLessThanOrEqual(100)
    if (after.level > before.level) expect(before.charging, after.timestamp).toBe(true)
    const hours = (instantOf(after.timestamp) - instantOf(before.timestamp)) / 3_600_000
    if (!before.charging && !after.charging && hours < 1) drops.push((before.level - after.level) / hours)
  }
  expect(mean(drops) * 24).toBeGreaterThan(13)
  expect(mean(drops) * 24).toBeLessThan(17)
  expect(Math.min(...rows.map(({ level }) => level))).toBeLessThan(30)
})
