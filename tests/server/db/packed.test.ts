import fc from 'fast-check'
import { expect, test } from 'vitest'
import { demoRing } from '@/lib/oura/demo-ring'
import { pack, unpack } from '@/lib/server/db/packed'

test('packed text comes back to the letter', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => unpack(pack(text)) === text))
})

test('a day of heart rate takes less than a fifth of its text', () => {
  const from = Date.UTC(2026, 8, 20)
  const rows = demoRing({ seed: 3, now: Date.UTC(2026, 10, 23, 12) }).samples('heartrate', from, from + 86_400_000)
  const text = rows.map((row) => JSON.stringify(row)).join(',\n')
  expect(pack(text).length).toBeLessThan(text.length / 5)
})

test('what is damaged is refused, not read as something else', () => {
  expect(() => unpack('not packed at all')).toThrow()
})
