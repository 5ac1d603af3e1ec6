import { describe, expect, test } from 'vitest'
import { type DayDocuments, dailyMetrics, METRIC_COLLECTIONS } from '@/lib/domain/daily-metrics'
import { addDays, eachDay } from '@/lib/domain/day'
import { METRIC_SOURCES, whoseNumber } from '@/lib/domain/metric-source'
import { METRIC_NAMES, type Metric, RESILIENCE_LEVELS, STRESS_SUMMARIES } from '@/lib/domain/metrics'
import { newest } from '@/lib/domain/newest'
import { prettyJson } from '@/lib/domain/pretty-json'
import { rhythmDay } from '@/lib/domain/rhythm-day'
import { RHYTHM_REACH, rhythmMetrics } from '@/lib/domain/rhythm-metrics'
import { countedDocuments, fieldAt } from '@/lib/domain/source-documents'
import en from '@/lib/messages/en.json'
import { isCollection } from '@/lib/oura/collections'
import { demoRing } from '@/lib/oura/demo-ring'

const ring = demoRing({ seed: 1, now: Date.parse('2026-11-23T13:18:00Z'), years: 1 })
const days = eachDay('2026-08-01', '2026-11-20').map((day) => {
  const documents = Object.fromEntries(
    METRIC_COLLECTIONS.map((name) => [name, ring.documents(name, day, day).filter((one) => 'day' in one && one.day === day)]),
  ) as DayDocuments
  return { day, documents, metrics: dailyMetrics(day, documents) }
})
const numbersOf = (metric: (typeof METRIC_NAMES)[number], documents: DayDocuments) => {
  const source = METRIC_SOURCES[metric]
  const all = (documents[source.collection as 'sleep'] ?? []) as readonly { id: string }[]
  const counted = countedDocuments(source, all)
  return all.filter(({ id }) => counted.has(id)).map((one) => fieldAt(one, source.path))
}

describe('every metric has a source', () => {
  test('in a collection that exists, with a sentence about how it is made', () => {
    expect(Object.keys(METRIC_SOURCES).sort()).toEqual([...METRIC_NAMES].sort())
    for (const { collection, rule } of Object.values(METRIC_SOURCES)) {
      expect(isCollection(collection)).toBe(true)
      expect(en.explain.rule[rule]).toBeTruthy()
    }
  })

  test('those that say so, and no others, know nothing of a day on which the ring was never worn', () => {
    const { day, documents, metrics } = days[40] ?? { day: '', documents: {}, metrics: null }
    const [activity] = documents.daily_activity ?? []
    if (!activity || !metrics) throw new Error('the demo ring has no such day')
    const zeros = Object.fromEntries(
      ['resting_time', 'sedentary_time', 'low_activity_time', 'medium_activity_time', 'high_activity_time', 'steps', 'active_calories'].map(
        (name) => [name, 0],
      ),
    )
    const unworn = dailyMetrics(day, { ...documents, daily_activity: [{ ...activity, ...zeros, non_wear_time: 86_400 }] })
    const lost = METRIC_NAMES.filter((name) => metrics[name] !== null && unworn[name] === null && METRIC_SOURCES[name].rule !== 'measured')
    const saysSo = (name: Metric) => {
      const { rule } = METRIC_SOURCES[name]
      return rule === 'worn' || ((rule === 'count' || rule === 'covered') && metrics[name] === 0)
    }
    expect(lost).toEqual(METRIC_NAMES.filter((name) => saysSo(name) && metrics[name] !== null))
    expect(lost.length).toBeGreaterThan(10)
  })

  const direct = METRIC_NAMES.filter((name) => whoseNumber(METRIC_SOURCES[name]) === 'oura')
  test.each(direct)('%s is what the field of the counted document says', (metric) => {
    let known = 0
    for (const { documents, metrics } of days) {
      const [said] = numbersOf(metric, documents)
      const value = metrics[metric]
      if (value === null) continue
      known += 1
      if (METRIC_SOURCES[metric].rule !== 'level') expect(said).toBe(value)
      else expect((metric === 'resilience' ? RESILIENCE_LEVELS : STRESS_SUMMARIES)[value - 1]).toBe(said)
    }
    expect(known).toBeGreaterThan(0)
  })

  test.each(METRIC_NAMES.filter((name) => ['kept', 'naps'].includes(METRIC_SOURCES[name].rule)))(
    '%s is the sum of its fields',
    (metric) => {
      for (const { documents, metrics } of days) {
        if (metrics[metric] === null) continue
        expect(numbersOf(metric, documents).reduce<number>((sum, value) => sum + Number(value ?? 0), 0)).toBe(metrics[metric])
      }
    },
  )

  test('a count counts its documents, a time reads its field', () => {
    for (const { day, documents, metrics } of days) {
      if (metrics.workouts !== null) expect(numbersOf('workouts', documents)).toHaveLength(metrics.workouts)
      if (metrics.bedtime_start === null) continue
      const [, date, hour, minute] = /^(.{10})T(\d{2}):(\d{2})/.exec(String(numbersOf('bedtime_start', documents)[0])) ?? []
      const away = date === day ? 0 : date === addDays(day, -1) ? -1440 : Number.NaN
      expect(away + Number(hour) * 60 + Number(minute)).toBe(metrics.bedtime_start)
    }
  })
})

/** The value of a field as something else: numbers and lists in another order of size, moments later, words another word, characters backwards. */
function other(value: unknown): unknown {
  if (typeof value === 'number') return value + 1
  if (Array.isArray(value)) return value.toReversed()
  if (typeof value !== 'string') return value
  const at = Date.parse(value)
  const words = [RESILIENCE_LEVELS, STRESS_SUMMARIES].find((known) => (known as readonly string[]).includes(value))
  if (words) return words[(words.indexOf(value as never) + 1) % words.length]
  return Number.isNaN(at) ? [...value].reverse().join('') : `${new Date(at + 225 * 60_000).toISOString().slice(0, 19)}+05:00`
}

function changed(document: unknown, [name, ...inner]: readonly string[]): unknown {
  if (name === undefined) return other(document)
  if (document === null || typeof document !== 'object' || !(name in document)) return document
  return { ...document, [name]: changed(Reflect.get(document, name), inner) }
}

describe('the field that is named is the one that a number is made of', () => {
  const REACH = RHYTHM_REACH + 1
  type Documents = { [day: string]: DayDocuments }

  function numbersFrom(documents: Documents, day: string): Record<string, number | null> {
    const of = (one: string): DayDocuments => documents[one] ?? {}
    const rhythm = new Map(
      eachDay(addDays(day, -REACH), day).flatMap((one) => {
        const next = of(addDays(one, 1))
        const made = rhythmDay(one, {
          activity: newest(of(one).daily_activity),
          next: newest(next.daily_activity),
          sleep: [...(of(one).sleep ?? []), ...(next.sleep ?? [])],
        })
        return made ? [[one, made] as const] : []
      }),
    )
    return { ...dailyMetrics(day, of(day)), ...rhythmMetrics(day, rhythm) }
  }

  const all: Documents = Object.fromEntries(
    days.map(({ day, documents }) => {
      const start = Date.parse(`${day}T00:00:00Z`)
      return [day, { ...documents, ring_battery_level: ring.samples('ring_battery_level', start, start + 2 * 86_400_000) }]
    }),
  )
  const tried = days.map(({ day }) => day).slice(REACH)
  const before = new Map(tried.map((day) => [day, numbersFrom(all, day)]))

  test.each(METRIC_NAMES)('%s follows it', (metric) => {
    const { collection, path, rule } = METRIC_SOURCES[metric]
    // Zero may be the sum of nothing.
    const day = tried.find(
      (one) =>
        (before.get(one)?.[metric] ?? null) !== null &&
        (all[one]?.[collection as 'sleep'] ?? []).length > 0 &&
        (rule !== 'naps' || before.get(one)?.[metric]),
    )
    if (day === undefined) throw new Error(`The demo ring never has ${metric}`)
    const own = all[day] ?? {}
    const documents: readonly unknown[] = own[collection as 'sleep'] ?? []
    // A count names what tells its documents apart; it follows how many there are.
    const touched = rule === 'count' ? [...documents, documents[0]] : documents.map((one) => changed(one, path))
    expect(touched).not.toEqual(documents)
    expect(numbersFrom({ ...all, [day]: { ...own, [collection]: touched } }, day)[metric]).not.toBe(before.get(day)?.[metric])
  })
})

test('a field that is not there says nothing, whatever its name', () => {
  expect(fieldAt({ a: { b: 0 } }, ['a', 'b'])).toBe(0)
  for (const path of [['a', 'c'], ['a', 'b', 'c'], ['constructor'], ['__proto__', 'x']]) expect(fieldAt({ a: { b: 1 } }, path)).toBeNull()
  expect(fieldAt(null, ['a'])).toBeNull()
})

test('JSON is laid out to be read, lists of numbers on one line, and loses nothing', () => {
  const text = '{"id":"x","met":{"items":[1,null,0.9]},"list":[{"a":1}],"none":{},"empty":[]}'
  expect(prettyJson(text)).toBe(
    '{\n  "id": "x",\n  "met": {\n    "items": [1, null, 0.9]\n  },\n  "list": [\n    {\n      "a": 1\n    }\n  ],\n  "none": {},\n  "empty": []\n}',
  )
  expect(JSON.parse(prettyJson(text))).toEqual(JSON.parse(text))
  expect(prettyJson('{')).toBe('{')
})
