import { expect, test } from 'vitest'
import { scoreDelta, scoreWord } from '@/lib/domain/scores'

test('the words change at 85, 70 and 60', () => {
  expect([100, 85, 84, 70, 69, 60, 59, 0].map(scoreWord)).toEqual([
    'optimal',
    'optimal',
    'good',
    'good',
    'fair',
    'fair',
    'attention',
    'attention',
  ])
})

test('a difference needs both sides and is told in whole points', () => {
  const usual = { median: 77.5, low: 70, high: 80, days: 30 }
  expect([scoreDelta(86, usual), scoreDelta(null, usual), scoreDelta(86, null)]).toEqual([8, null, null])
})
