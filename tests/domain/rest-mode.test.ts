import { expect, test } from 'vitest'
import { restModeOn } from '@/lib/domain/rest-mode'

test('rest mode holds its first and its last day, and goes on while it has no end', () => {
  const periods = [
    { start_day: '2026-03-02', end_day: '2026-03-04' },
    { start_day: '2026-03-10', end_day: null },
  ]
  const held = ['2026-03-01', '2026-03-02', '2026-03-04', '2026-03-05', '2026-03-10', '2027-01-01'].map(
    (day) => restModeOn(periods, day)?.start_day,
  )
  expect(held).toEqual([undefined, '2026-03-02', '2026-03-02', undefined, '2026-03-10', '2026-03-10'])
})
