import { describe, expect, test } from 'vitest'
import { addDays, daysBetween, eachDay } from '@/lib/domain/day'
import { instantOf } from '@/lib/domain/local-clock'
import type { DocumentCollection, DocumentOf } from '@/lib/oura/collections'
import { demoRing } from '@/lib/oura/demo-ring'
import { TAG_EFFECTS } from '@/lib/oura/demo-ring/tag-effects'

const NOW = Date.parse('2026-11-23T15:10:00Z')
const ring = demoRing({ seed: 1, now: NOW })
const last = '2026-11-22'
const made = new Map<string, unknown>()
const all = <C extends DocumentCollection>(collection: C): DocumentOf[C][] => {
  if (!made.has(collection)) made.set(collection, ring.documents(collection, ring.firstDay, last))
  return made.get(collection) as DocumentOf[C][]
}
const days = eachDay(ring.firstDay, last)
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('what happens in a life', () => {
  const sleep = all('sleep')
  const activity = all('daily_activity')
  const readiness = new Map(all('daily_readiness').map((one) => [one.day, one]))

  test('every type of sleep, split nights, nights without the ring', () => {
    const count = (type: string) => sleep.filter((d) => d.type === type).length
    for (const type of ['sleep', 'late_nap', 'rest', 'deleted']) expect(count(type), type).toBeGreaterThan(3)
    expect(count('long_sleep')).toBeGreaterThan(1500)
    const late = sleep.find((d) => d.type === 'late_nap')
    expect(late?.bedtime_end?.slice(0, 10)).toBe(addDays(late?.day ?? last, -1))
    expect(late?.bedtime_end?.slice(11) ?? '').toMatch(/^1[89]:/)
    const nights = Map.groupBy(
      sleep.filter((d) => d.type === 'long_sleep' && d.heart_rate),
      (d) => d.day,
    )
    expect([...nights.values()].filter((one) => one.length === 2).length).toBeGreaterThan(10)
    expect(days.filter((day) => !nights.has(day)).length).toBeGreaterThan(20)
  })

  test('sentinels and gaps as Oura sends them', () => {
    const short = sleep.filter((d) => d.heart_rate === null && d.time_in_bed < 1000)
    expect(short.length).toBeGreaterThan(3)
    for (const d of short) expect(d).toMatchObject({ hrv: null, lowest_heart_rate: 255 })
    expect(sleep.some((d) => d.low_battery_alert)).toBe(true)
    expect(sleep.some((d) => d.heart_rate?.items.includes(null))).toBe(true)
    expect(sleep.some((d) => d.sleep_phase_30_sec === null)).toBe(true)
    expect(sleep.some((d) => d.sleep_analysis_reason === 'bedtime_edit')).toBe(true)
    const oxygen = all('daily_spo2').filter((d) => d.spo2_percentage?.average === 0)
    expect(oxygen.length).toBeGreaterThan(2)
    for (const d of oxygen) expect(d.breathing_disturbance_index).toBeNull()
    expect(activity.some((d) => d.class_5_min === null)).toBe(true)
    expect(activity.some((d) => d.met.items.includes(null))).toBe(true)
    expect(activity.some((d) => d.meters_to_target < 0)).toBe(true)
    for (const name of ['daily_sleep', 'daily_readiness', 'daily_activity'] as const) {
      const missing = all(name).filter(({ score }) => score === null).length
      expect(missing, name).toBeGreaterThan(1)
      expect(missing, name).toBeLessThan(60)
    }
  })

  test('days missing, a week not worn each year, charging most days', () => {
    const present = new Set(activity.map(({ day }) => day))
    const missing = days.filter((day) => !present.has(day))
    const runs = missing.filter((day, i) => missing[i - 1] !== addDays(day, -1))
    expect(runs.length).toBeGreaterThan(8)
    expect(missing.length).toBeGreaterThan(25)
    expect(missing.length).toBeLessThan(70)
    for (const year of ['2022', '2023', '2024', '2025', '2026'])
      expect(missing.filter((day) => day.startsWith(`${year}-08`)).length, year).toBeGreaterThanOrEqual(6)
    expect(activity.some((d) => d.non_wear_time === d.met.items.length * 60 && d.score === null)).toBe(true)
    const charged = activity.filter((d) => d.non_wear_time >= 20 * 60 && d.non_wear_time <= 45 * 60)
    expect(charged.length / activity.length).toBeGreaterThan(0.5)
    expect(activity.some((d) => d.non_wear_time > 4 * 3600)).toBe(true)
  })

  test('an illness a year: hot, a faster heart, a low readiness, few steps, rest mode', () => {
    const periods = all('rest_mode_period')
    expect(periods.length).toBeGreaterThan(3)
    for (const { start_day, end_day, episodes } of periods) {
      expect(daysBetween(start_day, end_day ?? start_day)).toBe(4)
      expect(episodes.length).toBe(2)
      const sick = [start_day, addDays(start_day, 1)].flatMap((day) => readiness.get(day) ?? [])
      const well = eachDay(addDays(start_day, -20), addDays(start_day, -6)).flatMap((day) => readiness.get(day) ?? [])
      if (sick.length === 0) continue
      expect(Math.max(...sick.map((one) => one.temperature_deviation ?? 0))).toBeGreaterThan(0.7)
      const score = (list: typeof sick) => mean(list.flatMap((one) => (one.score == null ? [] : [one.score])))
      expect(score(sick)).toBeLessThan(score(well) - 15)
      expect(ring.documents('workout', start_day, addDays(start_day, 2)).filter(({ activity: kind }) => kind !== 'walking')).toEqual([])
    }
    expect(daysBetween(periods[0]?.start_day ?? '', periods.at(-1)?.start_day ?? '')).toBeGreaterThan(700)
  })

  test('an illness that goes on has a rest mode without an end', () => {
    const [period] = all('rest_mode_period').slice(-1)
    const during = demoRing({ seed: 1, now: instantOf(period?.start_time ?? '') + 30 * 3_600_000 })
    const [open] = during.documents('rest_mode_period', period?.start_day ?? '', period?.start_day ?? '')
    expect(open).toMatchObject({ id: period?.id, end_day: null, end_time: null })
    expect(open?.episodes.length).toBe(1)
  })

  test('two rings, of which Oura forgot when the first was set up', () => {
    const rings = all('ring_configuration')
    expect(rings.map(({ set_up_at }) => set_up_at)).toEqual(['1970-01-01T00:00:00+00:00', expect.stringMatching(/^20/)])
    const early = demoRing({ seed: 1, now: Date.parse('2023-06-01T12:00:00Z') })
    expect(early.documents('ring_configuration', '2000-01-01', '2099-01-01').length).toBe(1)
  })

  test('the first days know less', () => {
    const from = (count: number) => addDays(ring.firstDay, count)
    expect(ring.documents('daily_stress', from(0), from(0))[0]?.day_summary ?? null).toBeNull()
    expect(readiness.get(from(8))?.contributors.hrv_balance ?? null).toBeNull()
    expect(readiness.get(from(40))?.contributors.hrv_balance).toBeTypeOf('number')
    expect(readiness.get(from(1))?.temperature_deviation ?? null).toBeNull()
    expect(ring.documents('daily_resilience', from(0), from(13))).toEqual([])
    expect(ring.documents('daily_resilience', from(14), from(40)).length).toBeGreaterThan(15)
    expect(ring.documents('sleep_time', from(0), from(8)).every((d) => d.optimal_bedtime === null)).toBe(true)
    expect(all('sleep_time').filter((d) => d.optimal_bedtime).length).toBeGreaterThan(1000)
    const tests = all('vO2_max')
    expect(tests.length).toBeGreaterThan(8)
    expect(tests.length).toBeLessThan(60)
    expect(tests[0]?.day ?? '').toMatch(/^2022-/)
  })

  test('stress comes in quarters of an hour, with every summary', () => {
    const stress = all('daily_stress')
    for (const d of stress) expect([(d.stress_high ?? 0) % 900, (d.recovery_high ?? 0) % 900]).toEqual([0, 0])
    expect(new Set(stress.map((d) => d.day_summary))).toEqual(new Set([null, 'normal', 'stressful', 'restored']))
    expect(new Set(all('daily_resilience').map(({ level }) => level)).size).toBeGreaterThan(2)
  })

  test('a few daily documents carry a timestamp of another date than their day', () => {
    const strange = all('daily_readiness').filter(({ day, timestamp }) => timestamp.slice(0, 10) !== day)
    expect(strange.length).toBeGreaterThan(5)
    expect(strange.length).toBeLessThan(80)
  })

  test('meditations are sessions with leading gaps', () => {
    const sessions = all('session')
    expect(sessions.length).toBeGreaterThan(100)
    for (const one of sessions.slice(0, 50)) {
      expect(one.heart_rate?.items[0]).toBeNull()
      expect(one.heart_rate?.items.length).toBe((instantOf(one.end_datetime) - instantOf(one.start_datetime)) / 5000)
    }
  })
})

describe('tags have the effects they are documented to have', () => {
  test.each([1, 2, 3])('seed %i', (seed) => {
    const person = demoRing({ seed, now: NOW })
    const nights = person.documents('sleep', person.firstDay, last).filter((d) => d.readiness && d.lowest_heart_rate !== 255)
    const tags = Map.groupBy(person.documents('enhanced_tag', person.firstDay, last), ({ start_day }) => start_day)
    const hard = new Set(all('rest_mode_period').flatMap(({ start_day }) => eachDay(addDays(start_day, -2), addDays(start_day, 6))))
    const rows = nights
      .filter(({ day }) => !hard.has(day))
      .map((night) => ({
        night,
        // The effects of a tag are found beside those of the others: what these did is taken off first.
        codes: (tags.get(addDays(night.day, -1)) ?? []).map((tag) =>
          tag.tag_type_code === 'custom' ? 'podcast' : (tag.tag_type_code ?? ''),
        ),
      }))
    const effects: Record<string, { hrv: number; lowestHeartRate: number }> = TAG_EFFECTS
    for (const [code, effect] of Object.entries(TAG_EFFECTS)) {
      if (code === 'tag_generic_travel') continue
      const measure = (of: (night: (typeof nights)[number]) => number, name: 'hrv' | 'lowestHeartRate') => {
        const value = ({ night, codes }: (typeof rows)[number]) =>
          of(night) - codes.filter((one) => one !== code).reduce((sum, one) => sum + (effects[one]?.[name] ?? 0), 0)
        const [having, lacking] = [rows.filter(({ codes }) => codes.includes(code)), rows.filter(({ codes }) => !codes.includes(code))]
        const [a, b] = [having.map(value), lacking.map(value)]
        const spread = (list: number[]) => mean(list.map((one) => (one - mean(list)) ** 2)) / list.length
        return { found: mean(a) - mean(b), error: Math.sqrt(spread(a) + spread(b)) }
      }
      const hrv = measure((night) => night.average_hrv ?? 0, 'hrv')
      const pulse = measure((night) => night.lowest_heart_rate ?? 0, 'lowestHeartRate')
      expect(Math.abs(hrv.found - effect.hrv), `${code} hrv ${hrv.found}`).toBeLessThan(3.5 * hrv.error + 0.4)
      expect(Math.abs(pulse.found - effect.lowestHeartRate), `${code} pulse ${pulse.found}`).toBeLessThan(3.5 * pulse.error + 0.25)
      if (effect.hrv <= -3) expect(hrv.found).toBeLessThan(-2 * hrv.error)
    }
  })
})
