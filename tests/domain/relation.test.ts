import { describe, expect, test } from 'vitest'
import { seeded } from '@/lib/domain/block-bootstrap'
import { eachDay } from '@/lib/domain/day'
import { METRIC_NAMES } from '@/lib/domain/metrics'
import { type DaySeries, isMadeOf, LAGS, lagPairs, lagsTold, relation, relationPoints, strongestLinks } from '@/lib/domain/relation'

const noise = (seed: number, count: number) => {
  const next = seeded(seed)
  return Array.from({ length: count }, () => next() + next() + next() - 1.5)
}

describe('a number that follows another by two days', () => {
  const x: DaySeries = { metric: 'steps', values: noise(1, 200) }
  const y: DaySeries = {
    metric: 'average_hrv',
    values: noise(2, 200).map((own, index) => (index < 2 ? null : own + 2 * (x.values[index - 2] ?? 0))),
  }

  test('is found there, and nowhere else clearly', () => {
    const lags = relation(x, y)
    expect(lags.map(({ lag }) => lag)).toEqual([...LAGS])
    const two = lags.find(({ lag }) => lag === 2)?.known
    expect(two?.r).toBeGreaterThan(0.8)
    expect(two?.interval[0]).toBeGreaterThan(0.75)
    for (const { lag, known } of lags) if (lag !== 2) expect(Math.abs(known?.r ?? 1)).toBeLessThan(0.25)
    expect(lagsTold(lags).told).toBe(7)
    expect(lagsTold(lags).clear).toBeGreaterThanOrEqual(1)
  })

  test('has its days on the scatter, each with the day of either number', () => {
    const days = eachDay('2024-02-01', '2024-08-18')
    const points = relationPoints(days, x.values, y.values, 2)
    expect(points).toHaveLength(198)
    expect(points[27]).toMatchObject({ day: '2024-02-28', later: '2024-03-01', x: x.values[27], y: y.values[29] })
    expect(relationPoints(days, x.values, y.values, -2)[0]).toMatchObject({ day: '2024-02-05', later: '2024-02-03' })
  })
})

test('pairs count a missing side, and only days that both could have', () => {
  expect(lagPairs([1, 2, null, 4], [5, 6, 7, null], 0)).toEqual([[1, 5], [2, 6], null, null])
  expect(lagPairs([1, 2, 3], [5, 6, 7], 1)).toEqual([
    [1, 6],
    [2, 7],
  ])
  expect(lagPairs([1, 2, 3], [5, 6, 7], -3)).toEqual([])
})

test('what cannot be told says why at its lag', () => {
  const same = relation({ metric: 'steps', values: noise(3, 40) }, { metric: 'steps', values: noise(3, 40) })
  expect(same.find(({ lag }) => lag === 0)).toEqual({ lag: 0, known: null, none: 'same' })
  expect(same.find(({ lag }) => lag === 1)?.none).toBeNull()
  const reasons = (values: (number | null)[]) =>
    new Set(relation({ metric: 'steps', values }, { metric: 'average_hrv', values: noise(4, 40) }).map(({ none }) => none))
  expect(reasons(new Array(40).fill(null))).toEqual(new Set(['few']))
  expect(reasons(new Array(40).fill(7))).toEqual(new Set(['constant']))
  expect(reasons([])).toEqual(new Set(['few']))
})

test('a link among seventy numbers without one is found, and hardly one more', () => {
  const x: DaySeries = { metric: 'average_hrv', values: noise(5, 300) }
  const others = METRIC_NAMES.filter((metric) => metric !== 'average_hrv').map((metric, index) => ({
    metric,
    values: noise(100 + index, 300).map((own, at) => (metric === 'steps' ? own + (x.values[at] ?? 0) : own)),
  }))
  const { looked, links } = strongestLinks(x, others, 0)
  expect(looked).toBe(others.filter(({ metric }) => !isMadeOf('average_hrv', metric)).length)
  expect(links[0]?.metric).toBe('steps')
  expect(links.length).toBeLessThanOrEqual(2)
})

test('what is made of one another is no link', () => {
  expect(isMadeOf('sleep_score', 'sleep_score_latency')).toBe(true)
  expect(isMadeOf('sleep_score_rem_sleep', 'sleep_score_latency')).toBe(true)
  expect(isMadeOf('total_sleep', 'rem_sleep')).toBe(true)
  expect(isMadeOf('steps', 'steps')).toBe(true)
  expect(isMadeOf('sleep_score', 'readiness_score')).toBe(false)
  expect(isMadeOf('steps', 'average_hrv')).toBe(false)
})
