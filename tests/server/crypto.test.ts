import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fingerprint, open, SealError, seal } from '@/lib/server/crypto'
import type { DataKey } from '@/lib/server/secrets'

const key = (id: string): DataKey => ({ id, key: randomBytes(32) })
const ring = [key('k1')] as const
const at = { user: 'ann', provider: 'oura', column: 'access_ct', row: 'ann' }

test('any text comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
      expect(open(seal(text, at, ring), at, ring)).toBe(text.toWellFormed())
    }),
  )
})

test('the envelope has the documented form and holds nothing of the text', () => {
  const envelope = seal('canary-token-0123456789', at, ring)
  expect(envelope).toMatch(/^v1\.k1\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/)
  expect(envelope).not.toContain('canary')
  expect(Buffer.from(envelope.split('.')[3] ?? '', 'base64url').toString('latin1')).not.toContain('canary')
})

test('a ciphertext of another person, provider, column or row does not open', () => {
  const envelope = seal('token', at, ring)
  for (const part of ['user', 'provider', 'column', 'row'] as const)
    expect(() => open(envelope, { ...at, [part]: 'other' }, ring)).toThrow(SealError)
  // Parts that only differ in where one ends and the next begins.
  const joined = seal('token', { ...at, user: 'a|1:b', provider: 'c' }, ring)
  expect(() => open(joined, { ...at, user: 'a', provider: '1:b|1:c' }, ring)).toThrow(SealError)
})

test('one flipped bit anywhere is refused', () => {
  const envelope = seal('a token of some length, 0123456789', at, ring)
  const parts = envelope.split('.')
  for (const index of [2, 3, 4]) {
    const bytes = Buffer.from(parts[index] ?? '', 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const altered = parts.with(index, flipped.toString('base64url')).join('.')
      expect(() => open(altered, at, ring)).toThrow(SealError)
    }
  }
  for (let index = 0; index < envelope.length; index++) {
    const other = envelope[index] === 'A' ? 'B' : 'A'
    expect(() => open(envelope.slice(0, index) + other + envelope.slice(index + 1), at, ring)).toThrow(SealError)
  }
})

test('tags of 4, 8, 12, 15 and 17 bytes are refused', () => {
  const parts = seal('token', at, ring).split('.')
  const tag = Buffer.from(parts[4] ?? '', 'base64url')
  for (const length of [0, 4, 8, 12, 15]) {
    const short = parts.with(4, tag.subarray(0, length).toString('base64url')).join('.')
    expect(() => open(short, at, ring)).toThrow(SealError)
  }
  const long = parts.with(4, Buffer.concat([tag, Buffer.alloc(1)]).toString('base64url')).join('.')
  expect(() => open(long, at, ring)).toThrow(SealError)
})

test('anything that is no envelope is refused without a word about why', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => open(text, at, ring)).toThrow(SealError)
    }),
  )
  for (const text of ['', 'v1', 'v2.k1.a.b.c', 'v1.k1...', 'v1.k1.AAAAAAAAAAAAAAAA.AA==.AAAAAAAAAAAAAAAAAAAAAA'])
    expect(() => open(text, at, ring)).toThrow(SealError)
})

test('a hundred thousand nonces, none twice', () => {
  const nonces = new Set<string>()
  for (let count = 0; count < 100_000; count++) nonces.add(seal('', at, ring).split('.')[2] ?? '')
  expect(nonces.size).toBe(100_000)
})

test('keys rotate: the first seals, all open, a key that is gone opens nothing', () => {
  const [old] = ring
  const fresh = key('k2')
  const before = seal('token', at, [old])
  const both = [fresh, old] as const
  expect(open(before, at, both)).toBe('token')
  const after = seal(open(before, at, both), at, both)
  expect(after.startsWith('v1.k2.')).toBe(true)
  expect(open(after, at, [fresh])).toBe('token')
  expect(() => open(before, at, [fresh])).toThrow(SealError)
  // A key of the same name that is another key.
  expect(() => open(before, at, [key('k1')])).toThrow(SealError)
})

test('a short key is refused', () => {
  expect(() => seal('token', at, [{ id: 'k1', key: randomBytes(16) }])).toThrow(SealError)
})

test('a fingerprint tells tokens apart and gives none away', () => {
  expect(fingerprint('one')).toMatch(/^[\w-]{16}$/)
  expect(fingerprint('one')).not.toBe(fingerprint('two'))
  expect(fingerprint('one')).toBe(fingerprint('one'))
})
