import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, eachDay } from '@/lib/domain/day'
import { instantOf, offsetOf, zonedHour, zoneOffset } from '@/lib/domain/local-clock'
import { demoRing } from '@/lib/oura/demo-ring'
import { dayName, dayNumber, iso, zoneClock } from '@/lib/oura/demo-ring/clock'

const NOW = Date.parse('2026-11-23T15:10:00Z')
const zones = ['Europe/Berlin', 'Asia/Tokyo', 'America/Los_Angeles', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Auckland', 'UTC']

describe('the wearer’s clock', () => {
  test('shows what the domain’s clock shows', () => {
    const instants = fc.integer({ min: Date.parse('2016-01-01'), max: Date.parse('2027-01-01') })
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, fc.integer({ min: 3, max: 23 }), (zone, instant, hour) => {
        const clock = zoneClock(zone)
        expect(clock.offset(instant)).toBe(zoneOffset(zone, instant))
        const day = new Date(instant).toISOString().slice(0, 10)
        expect(clock.at(dayNumber(day), hour * 60)).toBe(zonedHour(day, hour, zone))
      }),
      { numRuns: 150 },
    )
  })

  test('changes at the minute', () => {
    const change = Date.parse('2026-03-29T01:00:00Z')
    expect([change - 1, change].map(zoneClock('Europe/Berlin').offset)).toEqual([60, 120])
    expect(iso(change, -570)).toBe('2026-03-28T15:30:00-09:30')
    expect(dayName(dayNumber('2024-02-29'))).toBe('2024-02-29')
  })

  test('of a place that does not exist is an error', () => {
    expect(() => demoRing({ seed: 1, now: NOW, zone: 'Mars/Olympus' })).toThrow(RangeError)
  })
})

test.each(zones)('at home in %s, days follow each other without gap or overlap, and so do nights', (zone) => {
  const ring = demoRing({ seed: 11, now: NOW, zone })
  const [from, to] = ['2025-01-25', '2025-06-25']
  const documents = ring.documents('daily_activity', from, to)
  expect(documents.length).toBeGreaterThan(140)
  documents.forEach((document, i) => {
    const next = documents[i + 1]
    if (next?.day !== addDays(document.day, 1)) return
    expect(document.timestamp.slice(0, 16)).toBe(`${document.day}T04:00`)
    expect(instantOf(next.timestamp) - instantOf(document.timestamp)).toBe(document.met.items.length * 60_000)
  })
  const sleep = ring.documents('sleep', from, to).filter(({ lowest_heart_rate, heart_rate }) => heart_rate || lowest_heart_rate !== 255)
  sleep.forEach((period, i) => {
    const next = sleep[i + 1]
    if (next) expect(instantOf(next.bedtime_start), next.day).toBeGreaterThanOrEqual(instantOf(period.bedtime_end ?? ''))
    expect(period.time_in_bed).toBeGreaterThan(600)
    // The offset is that of the moment: only a period slept in a plane or over a change of the clock ends with another one.
    if (offsetOf(period.bedtime_start) === offsetOf(period.bedtime_end ?? ''))
      expect(instantOf(period.bedtime_end ?? '') - instantOf(period.bedtime_start)).toBe(period.time_in_bed * 1000)
  })
  for (const day of eachDay('2025-02-01', '2025-03-10')) {
    const rows = ring.samples('heartrate', Date.parse(day), Date.parse(day) + 86_400_000)
    rows.forEach((row, i) => {
      expect(row.timestamp_unix ?? 0).toBeGreaterThanOrEqual(rows[i - 1]?.timestamp_unix ?? 0)
    })
  }
})
