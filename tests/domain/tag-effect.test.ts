import { describe, expect, test } from 'vitest'
import { seeded } from '@/lib/domain/block-bootstrap'
import { addDays, eachDay, weekday } from '@/lib/domain/day'
import { matchedNights } from '@/lib/domain/matched-nights'
import { FEWEST_NIGHTS, type TagDays, tagEffects } from '@/lib/domain/tag-effect'
import { dayName, numberOf } from '@/lib/oura/demo-ring/clock'
import { life } from '@/lib/oura/demo-ring/life'
import { TAG_EFFECTS } from '@/lib/oura/demo-ring/tag-effects'

const FIRST = '2024-01-01'
const days = eachDay(FIRST, '2024-12-31')
const none = new Set<string>()
const tag = (name: string, on: readonly string[]): TagDays => ({ key: name, name, source: 'oura', days: on })
const noise = (seed: number) => {
  const next = seeded(seed)
  return days.map(() => 50 + 4 * (next() + next() - 1))
}
const chosen = (seed: number, share: number) => {
  const next = seeded(seed)
  return days.filter(() => next() < share)
}

describe('the demo ring’s own effects', () => {
  /** The nights of one invented life, without documents and database: what the sleep documents measure, to the rounding. */
  function demoNights(seed: number, count: number) {
    const first = numberOf(2022, 4, 10)
    const one = life(seed, 'Europe/Berlin', first)
    const nights = Array.from({ length: count }, (_, index) => first + index)
    const tags = new Map<string, string[]>()
    for (const n of nights) for (const { code } of one.plan(n).tags) tags.set(code, [...(tags.get(code) ?? []), dayName(n)])
    const ill = [2022, 2023, 2024, 2025, 2026].flatMap((year) => one.condition.spells(year))
    return {
      days: nights.map(dayName),
      tags: [...tags].map(([code, on]) => tag(code, on)),
      restMode: new Set(ill.flatMap(({ first: from, last }) => eachDay(dayName(from + 1), dayName(last)))),
      values: (of: 'hrv' | 'lowestHeartRate' | 'latency') =>
        nights.map((n) => (one.plan(n).wornAtNight ? Math.round(one.vitals(n)[of]) : null)),
    }
  }

  /** Three standard errors of a tag on 150 nights of four years or more; of travel, on about 20, three times as much. */
  const TOLERANCE = { hrv: 1.3, lowestHeartRate: 0.35, latency: 45 }

  test.each(['hrv', 'lowestHeartRate', 'latency'] as const)('are found with their sign and size in four years of %s', (of) => {
    for (const seed of [1, 2, 3, 4]) {
      const { days: nights, tags, restMode, values } = demoNights(seed, 1500)
      const { effects, few, unmatched } = tagEffects(tags, { metric: 'average_hrv', days: nights, values: values(of) }, restMode)
      expect([...few, ...unmatched]).toEqual([])
      expect(effects).toHaveLength(Object.keys(TAG_EFFECTS).length)
      for (const { tag: one, difference, interval, clear } of effects) {
        const truth = TAG_EFFECTS[one.key as keyof typeof TAG_EFFECTS][of]
        const isTravel = one.key === 'tag_generic_travel'
        const near = TOLERANCE[of] * (isTravel ? 3 : 1)
        const told = `seed ${seed}: ${one.key} ${truth}, found ${difference} in ${interval}`
        expect(Math.abs(difference - truth), told).toBeLessThan(near)
        expect((interval[1] - interval[0]) / 2, told).toBeLessThan(near)
        if (truth === 0) continue
        expect(Math.sign(difference), told).toBe(Math.sign(truth))
        if (!isTravel) expect(clear, told).toBe(true)
      }
    }
  })

  test('that are none are found in no more than 5 % of 200 lives', () => {
    let found = 0
    for (let seed = 1; seed <= 200; seed++) {
      const { days: nights, tags, restMode, values } = demoNights(seed, 730)
      const { effects } = tagEffects(tags, { metric: 'average_hrv', days: nights, values: values('hrv') }, restMode, seed)
      const podcast = effects.find(({ tag: one }) => one.key === 'podcast')
      expect(podcast, `seed ${seed}`).toBeDefined()
      if (podcast?.clear) found++
    }
    // Fewer than 2 of 200 would be intervals that are too wide: a chance of 0.04 % (binomial).
    expect(found).toBeLessThanOrEqual(10)
    expect(found).toBeGreaterThanOrEqual(2)
  }, 120_000)
})

test('a night belongs to the tag of the day before it, a day’s number to its own', () => {
  const values = noise(1).map((value, index) => value - (chosenDays.has(addDays(days[index] ?? '', -1)) ? 10 : 0))
  const { effects } = tagEffects([tag('late', [...chosenDays])], { metric: 'average_hrv', days, values }, none)
  expect(effects[0]?.difference).toBeCloseTo(-10, 0)
  expect(effects[0]?.nights.every((night) => chosenDays.has(addDays(night, -1)))).toBe(true)
  const steps = tagEffects([tag('late', [...chosenDays])], { metric: 'steps', days, values: noise(1) }, none).effects[0]
  expect(steps?.nights.every((day) => chosenDays.has(day))).toBe(true)
})
const chosenDays = new Set(chosen(2, 0.2))

describe('what would deceive', () => {
  test('a weekend tag on nights that are better at weekends anyway has no effect', () => {
    const weekend = days.filter((day) => weekday(day) >= 6 && chosenWeekends.has(day))
    const values = noise(4).map((value, index) => value + (weekday(addDays(days[index] ?? FIRST, -1)) >= 6 ? 15 : 0))
    const { effects } = tagEffects([tag('party', weekend)], { metric: 'average_hrv', days, values }, none)
    expect(effects[0]?.clear).toBe(false)
    expect(Math.abs(effects[0]?.difference ?? 99)).toBeLessThan(1)
  })
  const chosenWeekends = new Set(chosen(5, 0.5))

  test('a tag of the season that is better anyway has no effect', () => {
    const summer = days.filter((day) => (day > '2024-06-01' && day < '2024-09-01' ? inSummer : inWinter).has(day))
    const values = noise(6).map((value, index) => value + 4 * Math.sin(((index - 80) / 366) * 2 * Math.PI))
    const { effects } = tagEffects([tag('ice cream', summer)], { metric: 'average_hrv', days, values }, none)
    expect(effects[0]?.clear).toBe(false)
    expect(Math.abs(effects[0]?.difference ?? 99)).toBeLessThan(0.9)
  })
  const inSummer = new Set(chosen(7, 0.6))
  const inWinter = new Set(chosen(8, 0.05))

  test('a tag that comes more often with another is not given that one’s share', () => {
    const drink = new Set(chosen(9, 0.25))
    const next = seeded(10)
    const snack = days.filter((day) => next() < (drink.has(day) ? 0.5 : 0.2))
    const values = noise(11).map((value, index) => value - (drink.has(addDays(days[index] ?? FIRST, -1)) ? 8 : 0))
    const { effects } = tagEffects([tag('drink', [...drink]), tag('snack', snack)], { metric: 'average_hrv', days, values }, none)
    const of = (name: string) => effects.find(({ tag: one }) => one.name === name)
    expect(Math.abs((of('drink')?.difference ?? 0) + 8)).toBeLessThan(0.8)
    expect(Math.abs(of('snack')?.difference ?? 99)).toBeLessThan(0.9)
    const plain = (of('snack')?.withTag ?? 0) - (of('snack')?.without ?? 0)
    expect(plain).toBeLessThan(-1.5)
  })

  test('two tags on the same evenings are named, and neither is taken out of the other', () => {
    const both = chosen(12, 0.2)
    const values = noise(13).map((value, index) => value - (both.includes(addDays(days[index] ?? FIRST, -1)) ? 8 : 0))
    const { effects } = tagEffects([tag('drink', both), tag('party', both)], { metric: 'average_hrv', days, values }, none)
    for (const { difference, companion, nights } of effects) {
      expect(difference).toBeCloseTo(-8, 0)
      expect(companion?.nights).toBe(nights.length)
    }
  })
})

describe('what cannot be told', () => {
  test('is counted: tags on too few nights, and on every night', () => {
    const on = tagEffects(
      [tag('rare', days.slice(0, 7)), tag('daily', days), tag('never', [])],
      { metric: 'average_hrv', days, values: noise(14) },
      none,
    )
    expect(on.effects).toEqual([])
    expect(on.few.map(({ name }) => name)).toEqual(['rare', 'never'])
    expect(on.unmatched.map(({ name }) => name)).toEqual(['daily'])
    // Eight nights are the fewest that are told .
    expect(FEWEST_NIGHTS).toBe(8)
    const eight = tagEffects([tag('rare', days.slice(0, 8))], { metric: 'average_hrv', days, values: noise(14) }, none)
    expect(eight.effects.map(({ nights }) => nights.length)).toEqual([8])
  })

  test.each([
    ['nothing was measured', days.map(() => null)],
    ['there are no nights', []],
  ])('%s', (_name, values) => {
    const { effects, few } = tagEffects(
      [tag('any', days.slice(0, 50))],
      { metric: 'average_hrv', days: days.slice(0, values.length), values },
      none,
    )
    expect([effects, few.length]).toEqual([[], 1])
  })

  test('a number that is always the same has no effect, and no NaN', () => {
    const [effect] = tagEffects([tag('any', [...chosenDays])], { metric: 'average_hrv', days, values: days.map(() => 7) }, none).effects
    expect(effect).toMatchObject({ clear: false, withTag: 7, without: 7 })
    expect(effect?.difference).toBeCloseTo(0, 9)
    for (const end of effect?.interval ?? []) expect(end).toBeCloseTo(0, 9)
  })

  test('rest mode takes no part', () => {
    const values = noise(15).map((value, index) => (index >= 100 && index < 110 ? value - 30 : value))
    const ill = days.slice(100, 110)
    const [effect] = tagEffects([tag('any', chosen(16, 0.3))], { metric: 'average_hrv', days, values }, new Set(ill)).effects
    expect(effect?.nights.some((night) => ill.includes(night))).toBe(false)
  })
})

test('weights of a matched difference add up to one night with and one without, on the same weekdays', () => {
  const marks = Float64Array.from(days, (day) => (chosenDays.has(day) ? 1 : 0))
  const { weights, nights, others } = matchedNights(noise(17), marks)
  const sum = (of: (weight: number, index: number) => boolean) => weights.filter(of).reduce((total, weight) => total + weight, 0)
  expect(sum((_, index) => marks[index] === 1)).toBeCloseTo(1, 9)
  expect(sum((_, index) => marks[index] === 0)).toBeCloseTo(-1, 9)
  expect(nights.length + others).toBeLessThanOrEqual(days.length)
  for (let day = 0; day < 7; day++) expect(sum((_, index) => index % 7 === day)).toBeCloseTo(0, 9)
})
