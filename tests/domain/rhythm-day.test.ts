import { describe, expect, test } from 'vitest'
import { addDays, eachDay } from '@/lib/domain/day'
import { instantOf } from '@/lib/domain/local-clock'
import { restActivity } from '@/lib/domain/rest-activity-summary'
import { activityCode, activityOf, asleepOf, packStates, stateOf, unpackStates } from '@/lib/domain/rhythm-code'
import { type RhythmDay, rhythmDay } from '@/lib/domain/rhythm-day'
import { epochsOf, knownDays, rhythmGrid, SLOTS } from '@/lib/domain/rhythm-grid'
import { rhythmMetrics } from '@/lib/domain/rhythm-metrics'
import { sleepRegularity } from '@/lib/domain/sleep-regularity'
import { demoRing } from '@/lib/oura/demo-ring'

const NOW = Date.parse('2026-11-23T13:18:00Z')

function rhythmOf(zone: string, from: string, to: string): RhythmDay[] {
  const ring = demoRing({ seed: 7, now: NOW, zone })
  return eachDay(from, to).flatMap((day) => {
    const next = addDays(day, 1)
    const [activity] = ring.documents('daily_activity', day, day)
    const [after] = ring.documents('daily_activity', next, next)
    return rhythmDay(day, { activity, next: after, sleep: ring.documents('sleep', day, next) }) ?? []
  })
}

describe('a character', () => {
  test('keeps MET above rest to a sixteenth of its root', () => {
    expect(activityOf(activityCode(0.9))).toBe(0)
    for (const met of [0.95, 1.2, 2.4, 6, 12])
      expect(Math.abs(Math.sqrt(activityOf(activityCode(met)) ?? 0) - Math.sqrt(met - 0.9))).toBeLessThan(1 / 31)
    expect(activityOf(activityCode(40))).toBeCloseTo(15.5, 1)
    expect([activityOf(activityCode(null)), activityOf(''), activityOf('.')]).toEqual([null, null, null])
  })
  test('says asleep, awake or nothing', () => {
    expect(['s', 'a', '2', '0', 'u', '.', '9'].map(asleepOf)).toEqual([true, false, false, null, null, null, null])
    expect(['s', 'a', '2', '0', 'u', '.', '9'].map(stateOf)).toEqual(['asleep', 'awake', 'inactive', 'non_wear', 'rest', null, null])
  })
})

test('states survive the wire, runs of any length', () => {
  expect(packStates(`${'s'.repeat(38)}22333.`)).toBe('sZsH223A.')
  for (const [length, code] of [
    [1, '2'],
    [2, 's'],
    [3, '.'],
    [28, 'a'],
    [29, '0'],
    [57, 'u'],
    [576, '5'],
  ] as const)
    expect(unpackStates(packStates(`1${code.repeat(length)}4`))).toBe(`1${code.repeat(length)}4`)
  const days = rhythmOf('Europe/Berlin', '2026-10-20', '2026-11-20')
  for (const { states } of days) expect(unpackStates(packStates(states))).toBe(states)
  const packed = days.reduce((sum, { states }) => sum + packStates(states).length, 0)
  expect(packed / days.length).toBeLessThan(170)
})

describe('a rhythm day', () => {
  const start = '2026-03-10T04:00:00+01:00'
  const activity = (text: string, met: (number | null)[]) => ({
    timestamp: start,
    class_5_min: text,
    met: { interval: 60, items: met, timestamp: start },
  })
  test('rest in a night without a recorded sleep is no wakefulness', () => {
    const made = rhythmDay('2026-03-10', { activity: activity('1'.repeat(288), new Array(1440).fill(0.9)), next: undefined, sleep: [] })
    expect(made?.states).toBe(`${'u'.repeat(96)}${'1'.repeat(72)}${'u'.repeat(120)}`)
  })
  test('a quarter with under eight worn minutes is unknown, others are the mean of what was worn', () => {
    const without = (off: number) => {
      const met = Array.from({ length: 1440 }, (_, minute) => (minute < off ? 0.1 : minute === 20 ? null : 1.9))
      return rhythmDay('2026-03-10', { activity: activity('2'.repeat(288), met), next: undefined, sleep: [] })?.activity.slice(0, 2)
    }
    expect([without(8), without(7)]).toEqual([`.${activityCode(1.9)}`, activityCode(1.9).repeat(2)])
  })
  test('without any document there is none; with sleep alone it begins at 04:00 of that clock', () => {
    expect(rhythmDay('2026-03-10', { activity: undefined, next: undefined, sleep: [] })).toBeNull()
    const [sleep] = demoRing({ seed: 7, now: NOW }).documents('sleep', '2026-03-11', '2026-03-11')
    const made = rhythmDay('2026-03-10', { activity: undefined, next: undefined, sleep: sleep ? [sleep] : [] })
    expect(made?.moments[0]).toBe('2026-03-10T04:00:00+01:00')
    expect(made?.states).toMatch(/^\.+[as]+$/)
    expect(made?.activity).toBe('.'.repeat(96))
  })
  test('one that a document with broken moments is of is none', () => {
    expect(rhythmDay('2026-03-10', { activity: { ...activity('', []), timestamp: 'yesterday' }, next: undefined, sleep: [] })).toBeNull()
  })
})

const CHANGES: [zone: string, day: string, slots: number][] = [
  ['Europe/Berlin', '2026-03-28', 276],
  ['Europe/Berlin', '2026-10-24', 300],
  ['America/New_York', '2026-03-07', 276],
  ['America/New_York', '2025-11-01', 300],
  ['Australia/Lord_Howe', '2026-04-04', 294],
  ['Australia/Lord_Howe', '2026-10-03', 282],
]

describe.each(CHANGES)('the clock change of %s on %s', (zone, day, slots) => {
  const days = rhythmOf(zone, addDays(day, -9), addDays(day, 9))
  const grid = rhythmGrid(days, zone, addDays(day, -9), addDays(day, 9))
  const before = slots > SLOTS ? 'twice' : 'skipped'

  test('leaves every sample on the time that its clock showed', () => {
    expect(days.find((one) => one.day === day)?.states).toHaveLength(slots)
    // 04:00 of every day is the first cell of its row, whatever the clock did in the night before.
    for (const [index, one] of days.entries()) expect(grid[index]?.states[0], one.day).toBe(one.states[0])
    // What the clock skipped is the only hole of a night that was slept through.
    const night = grid.find((one) => one.day === day)?.states.slice(216) ?? ''
    const holes = night.split('.').length - 1
    expect(holes).toBe(before === 'skipped' ? SLOTS - slots : 0)
  })
  test('costs the rhythm nothing', () => {
    const summary = restActivity(grid)
    expect(summary.days).toBeGreaterThanOrEqual(15)
    for (const value of [summary.stability, summary.variability, summary.amplitude, summary.m10?.mean]) expect(value).toBeGreaterThan(0)
    expect(sleepRegularity(epochsOf(days, asleepOf), SLOTS)?.index).toBeGreaterThan(60)
  })
})

describe('the flight from Tokyo to Los Angeles', () => {
  const ring = demoRing({ seed: 7, now: NOW })
  const far = eachDay('2022-04-10', '2026-11-20').flatMap((day) =>
    ring.documents('daily_activity', day, day).map(({ timestamp }) => ({ day, timestamp })),
  )
  const index = far.findIndex((one, at) => one.timestamp.endsWith('+09:00') && far[at + 1]?.timestamp.endsWith('-08:00'))
  const day = far[index]?.day ?? ''
  const days = rhythmOf('Europe/Berlin', addDays(day, -20), addDays(day, 14))
  const grid = rhythmGrid(days, 'Europe/Berlin', addDays(day, -20), addDays(day, 14))

  test('is a day of 41 hours, laid on the clock that the wearer saw', () => {
    expect(days.find((one) => one.day === day)?.states).toHaveLength(41 * 12)
    const after = grid.find((one) => one.day === addDays(day, 2))
    const own = days.find((one) => one.day === addDays(day, 2))
    expect(own?.moments[0]).toMatch(/-08:00$/)
    expect(after?.states).toBe(own?.states)
  })
  test('every summary stays a number', () => {
    const { days: counted, profile, ...summary } = restActivity(grid)
    expect(counted).toBeGreaterThan(28)
    for (const value of [summary.stability, summary.variability, summary.amplitude]) expect(value).toBeGreaterThan(0)
    expect(profile.every((value) => value !== null && Number.isFinite(value))).toBe(true)
    const numbers = rhythmMetrics(day, new Map(days.map((one) => [one.day, one])))
    for (const value of Object.values(numbers)) expect(value === null || Number.isFinite(value)).toBe(true)
  })
})

describe('a day’s own numbers', () => {
  const days = rhythmOf('Europe/Berlin', '2026-10-20', '2026-11-23')
  const known = new Map(days.map((one) => [one.day, one]))
  test('are those of its 24 hours and of the night that ends on it', () => {
    const numbers = rhythmMetrics('2026-11-18', known)
    expect(numbers.m10).toBeGreaterThan(1.3)
    expect(numbers.m10_onset).toBeGreaterThanOrEqual(240)
    // The least active five hours lie within the sleep of that night.
    const start = instantOf('2026-11-18T00:00:00+01:00') + (numbers.l5_onset ?? 0) * 60_000
    const [sleep] = demoRing({ seed: 7, now: NOW }).documents('sleep', '2026-11-18', '2026-11-18')
    expect(start).toBeGreaterThanOrEqual(instantOf(sleep?.bedtime_start ?? '') - 15 * 60_000)
    expect(numbers.relative_amplitude).toBeGreaterThan(0.8)
    expect(numbers.relative_amplitude).toBeLessThanOrEqual(1)
    expect(numbers.sleep_regularity).toBeGreaterThan(50)
  })
  test('the running day has no M10 yet, a day before the ring nothing', () => {
    expect(rhythmMetrics('2026-11-23', known)).toMatchObject({ m10: null, relative_amplitude: null })
    expect(Object.values(rhythmMetrics('2020-02-29', known)).every((value) => value === null)).toBe(true)
  })
  test('name no onset where nothing varies: the first of equal hours is nobody’s', () => {
    const flat = (level: string) =>
      eachDay('2026-03-09', '2026-03-10').map(
        (day): RhythmDay => ({ day, moments: [`${day}T04:00:00+01:00`], states: '2'.repeat(288), activity: level.repeat(96) }),
      )
    const numbers = (days: readonly RhythmDay[]) => rhythmMetrics('2026-03-10', new Map(days.map((one) => [one.day, one])))
    for (const level of [activityCode(0.9), activityCode(1.9)])
      expect(numbers(flat(level))).toMatchObject({ m10_onset: null, l5_onset: null, relative_amplitude: null })
    expect(numbers(flat(activityCode(1.9))).m10).toBeCloseTo(1.9, 3)
    // One of both may vary.
    const [before, own] = flat(activityCode(1.9))
    if (!before || !own) throw new Error('two days')
    const moved = { ...before, activity: `${activityCode(6).repeat(70)}${before.activity.slice(70)}` }
    expect(numbers([moved, own])).toMatchObject({ m10_onset: null, l5_onset: -150, relative_amplitude: null })
  })
  test('a grid of days without a ring is empty, and says too few days', () => {
    const grid = rhythmGrid([], 'Europe/Berlin', '2020-02-28', '2020-03-10')
    expect(grid).toHaveLength(12)
    expect(knownDays(grid)).toBe(0)
    expect(restActivity(grid)).toMatchObject({ days: 0, stability: null, variability: null, amplitude: null, m10: null, l5: null })
    expect(epochsOf([], asleepOf)).toEqual([])
  })
  test('ninety missing days in between leave a summary of the others', () => {
    const grid = rhythmGrid([...days.slice(0, 12), ...days.slice(-12)], 'Europe/Berlin', '2026-08-01', '2026-11-23')
    expect(restActivity(grid).days).toBeGreaterThanOrEqual(20)
    expect(restActivity(grid).stability).toBeGreaterThan(0)
  })
})
