import { expect, test } from 'vitest'
import { metColumns, metHeight, metMinutes, metPeak } from '@/lib/domain/met-curve'
import { nonWear } from '@/lib/domain/non-wear'

const span = { day: '2026-05-10', start: Date.parse('2026-05-10T04:00:00+02:00'), minutes: 1440 }

test('MET is placed by instant, not by index', () => {
  const sample = { interval: 60, items: [1.5, null, 3], timestamp: '2026-05-10T05:00:00.000+02:00' }
  const minutes = metMinutes(sample, span)
  expect(minutes).toHaveLength(1440)
  expect(minutes.slice(59, 64)).toEqual([null, 1.5, null, 3, null])
  expect(metMinutes({ ...sample, interval: 300 }, span).slice(59, 66)).toEqual([null, 1.5, 1.5, 1.5, 1.5, 1.5, null])
  expect(metMinutes({ ...sample, interval: 30 }, span).slice(59, 63)).toEqual([null, 1.5, 3, null])
})

test('each column is as high as its highest worn minute; the peak keeps its minute', () => {
  const items = [0.9, 4, 0.1, null, 0.1, 0.1, 0.1, 0.1, 6.9]
  const minutes = metMinutes({ interval: 60, items, timestamp: '2026-05-10T04:00:00+02:00' }, span)
  expect(metColumns(minutes).slice(0, 4)).toEqual([
    { minute: 2, height: Math.sqrt(3.1) },
    { minute: 6, height: null },
    { minute: 10, height: Math.sqrt(6) },
    { minute: 14, height: null },
  ])
  expect(metPeak(minutes)).toEqual({ minute: 8, met: 6.9 })
  expect(metHeight(0.4)).toBe(0)
  expect(metPeak([0.1, null])).toBeNull()
})

test('a ring taken off for less than five minutes is a lost minute', () => {
  const minutes = Array.from({ length: 40 }, (_, index): number | null => (index >= 10 && index < 17 ? 0.1 : index === 20 ? 0.1 : 1.2))
  expect(nonWear(minutes, [])).toEqual([{ from: 10, to: 17 }])
  expect(
    nonWear(
      Array.from({ length: 20 }, () => null),
      [{ from: 0, to: 10, name: 'non_wear' }],
    ),
  ).toEqual([{ from: 0, to: 10 }])
})
