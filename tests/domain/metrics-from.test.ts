import { expect, test } from 'vitest'
import { type DayDocuments, dailyMetrics, METRIC_COLLECTIONS } from '@/lib/domain/daily-metrics'
import { addDays } from '@/lib/domain/day'
import { metricsFrom } from '@/lib/domain/metric-source'
import { METRIC_NAMES } from '@/lib/domain/metrics'
import { RHYTHM_METRICS } from '@/lib/domain/rhythm-metrics'
import { COLLECTION_NAMES } from '@/lib/oura/collections'
import { demoRing } from '@/lib/oura/demo-ring'

test('every number comes from a collection there is', () => {
  expect(metricsFrom(new Set(COLLECTION_NAMES))).toEqual(METRIC_NAMES)
  expect(metricsFrom(new Set())).toEqual([])
})

test('from the documents of one collection come its numbers, and no others', () => {
  const ring = demoRing({ seed: 1, now: Date.parse('2026-11-20T12:00:00Z') })
  for (const collection of METRIC_COLLECTIONS) {
    const known = new Set<string>()
    for (let back = 1; back < 120; back++) {
      const day = addDays('2026-11-20', -back)
      const documents: DayDocuments = { [collection]: ring.documents(collection, day, day) }
      for (const [name, value] of Object.entries(dailyMetrics(day, documents))) if (value !== null) known.add(name)
    }
    // Those of rhythm are derived from several days at once.
    const ofDays = metricsFrom(new Set([collection])).filter((name) => !RHYTHM_METRICS.some((one) => one === name))
    expect([...known].sort(), collection).toEqual(ofDays.sort())
  }
})
