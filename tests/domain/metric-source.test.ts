import { describe, expect, test } from 'vitest'
import { type DayDocuments, dailyMetrics, METRIC_COLLECTIONS } from '@/lib/domain/daily-metrics'
import { addDays, eachDay } from '@/lib/domain/day'
import { METRIC_SOURCES, whoseNumber } from '@/lib/domain/metric-source'
import { METRIC_NAMES, RESILIENCE_LEVELS, STRESS_SUMMARIES } from '@/lib/domain/metrics'
import { prettyJson } from '@/lib/domain/pretty-json'
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
