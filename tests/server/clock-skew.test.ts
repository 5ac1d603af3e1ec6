import { afterEach, beforeEach, expect, test } from 'vitest'
import { clockSkew, isClockOff, noteUpstreamDate } from '@/lib/server/clock-skew'
import { createLog } from '@/lib/server/log'

const shared = globalThis as { ringsideLog?: unknown; ringsideSkew?: unknown }
const lines: string[] = []
beforeEach(() => {
  lines.length = 0
  delete shared.ringsideSkew
  shared.ringsideLog = createLog('info', { write: (line) => lines.push(line) })
})
afterEach(() => {
  delete shared.ringsideLog
})

const NOW = Date.UTC(2026, 10, 25, 3)
const dateOf = (at: number) => new Date(at).toUTCString()

test('nothing is known before the first answer, nor from one without a date', () => {
  expect(clockSkew()).toBeNull()
  for (const date of [null, '', 'yesterday']) noteUpstreamDate(date, NOW)
  expect(clockSkew()).toBeNull()
  expect(isClockOff(null)).toBe(false)
})

test.each([
  [0, false],
  [59_000, false],
  [-60_000, false],
  [61_000, true],
  [-600_000, true],
])('%d ms ahead of Oura: off is %s', (ahead, off) => {
  noteUpstreamDate(dateOf(NOW), NOW + ahead)
  expect(clockSkew()).toBe(ahead)
  expect(isClockOff(clockSkew())).toBe(off)
})

test('the log hears of it when it goes off and when it is right again, and not between', () => {
  for (const ahead of [0, 600_000, 600_500, 601_000, 0, 1000]) noteUpstreamDate(dateOf(NOW), NOW + ahead)
  expect(lines.map((line) => JSON.parse(line).event)).toEqual(['clock.off', 'clock.right'])
})
