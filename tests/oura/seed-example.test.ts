import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dailyActivity } from '@/lib/oura/schemas'

const text = readFileSync('tests/fixtures/seed-example.json', 'utf8')

test('the recorded morning of April 2022 agrees with its own sums', () => {
  const document = dailyActivity.parse(JSON.parse(text))
  const { items } = document.met
  const numbers = items.filter((item) => item !== null)
  expect(items.length).toBe(340)
  expect(numbers.length).toBe(340)
  expect(document.class_5_min?.length).toBe(68)
  expect(document.resting_time + document.sedentary_time + document.low_activity_time).toBe(68 * 300)
  expect(Math.round((numbers.reduce((sum, item) => sum + item, 0) / 340) * 32) / 32).toBe(document.average_met_minutes)
  // As Oura wrote it: an interval with its decimal, one line, so that it can be served as text.
  expect(text).toContain('"interval":60.0')
  expect(text.trim().split('\n').length).toBe(1)
})
