import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSigned, signedNow } from '@/lib/server/webhook-signature'
import { signedEvent } from '../stand-in/webhooks'

const SECRET = 'canary-secret-of-the-application'
const NOW = Date.UTC(2026, 10, 23, 9, 30)
const SECONDS = NOW / 1000
const EVENT = { event_type: 'update', data_type: 'sleep', object_id: 'a-night', user_id: 'ann' }

const headersOf = (signature: string, timestamp: string) => new Headers({ 'x-oura-signature': signature, 'x-oura-timestamp': timestamp })

/** What the route does with a request, without what it reads of the database. */
function accepted({ body, headers }: { body: string | Uint8Array; headers: Record<string, string> }, now = NOW): boolean {
  const signed = signedNow(headersOf(headers['x-oura-signature'] ?? '', headers['x-oura-timestamp'] ?? ''), now)
  return signed !== null && isSigned(signed, typeof body === 'string' ? Buffer.from(body) : body, SECRET)
}

test('what Oura signed a moment ago is accepted, in seconds and in milliseconds', () => {
  expect(accepted(signedEvent(EVENT, SECRET, NOW))).toBe(true)
  expect(accepted(signedEvent(EVENT, SECRET, String(NOW)))).toBe(true)
})

test('the signature is the one that Oura documents: capital hex over timestamp and body', () => {
  const known = signedEvent('{"a":1}', 'secret', '1763890200')
  // Counted by another program.
  const signature = '03EFF8173F93A900E5764F109AA86CD2F86FD1EDF5D3A66A66140F247109C69F'
  expect(known.headers['x-oura-signature']).toBe(signature)
  expect(isSigned({ signature, timestamp: '1763890200' }, Buffer.from('{"a":1}'), 'secret')).toBe(true)
})

describe('refused is', () => {
  test.each([
    ['299 s late', 299_000, true],
    ['301 s late', 301_000, false],
    ['299 s early', -299_000, true],
    ['301 s early', -301_000, false],
  ])('an event that is %s: %d ms → %s', (_, late, isTaken) => {
    expect(accepted(signedEvent(EVENT, SECRET, NOW), NOW + late)).toBe(isTaken)
  })

  test.each([
    '',
    ' ',
    `-${SECONDS}`,
    `+${SECONDS}`,
    `${SECONDS} `,
    `${SECONDS}.0`,
    `${SECONDS / 1e9}e9`,
    `0x${SECONDS.toString(16)}`,
    `0x${NOW.toString(16)}`,
    `${NOW / 1e12}e12`,
    String(SECONDS).slice(0, 9),
    `${NOW}0`,
    'now',
  ])('the timestamp %j', (timestamp) => {
    const headers = signedEvent(EVENT, SECRET, timestamp).headers
    expect(signedNow({ get: (name: string) => headers[name as keyof typeof headers] ?? null } as Headers, NOW)).toBeNull()
  })

  test('a timestamp of eleven or twelve digits: no moment of today', () => {
    for (const timestamp of [`${SECONDS}0`, `${SECONDS}00`]) expect(accepted(signedEvent(EVENT, SECRET, timestamp))).toBe(false)
  })

  test('another secret, an empty one, small letters, no signature, one of another length', () => {
    const good = signedEvent(EVENT, SECRET, NOW)
    const signature = good.headers['x-oura-signature']
    expect(accepted(signedEvent(EVENT, `${SECRET}x`, NOW))).toBe(false)
    expect(accepted(signedEvent(EVENT, '', NOW))).toBe(false)
    for (const bad of [signature.toLowerCase(), '', signature.slice(1), `${signature}0`, signature.slice(0, 32), `sha256=${signature}`])
      expect(accepted({ ...good, headers: { ...good.headers, 'x-oura-signature': bad } })).toBe(false)
  })

  test('unequal lengths are compared without an error', () => {
    for (const signature of ['', 'A', 'A'.repeat(1000), 'é'.repeat(64)])
      expect(isSigned({ signature, timestamp: String(NOW) }, Buffer.from('{}'), SECRET)).toBe(false)
  })

  test('a digit that was moved from the timestamp into the body, or back', () => {
    const body = JSON.stringify(EVENT)
    const ms = String(NOW)
    const { headers } = signedEvent(body, SECRET, ms)
    // The same bytes were signed: only where they are cut differs.
    expect(accepted({ body: `${ms.at(-1)}${body}`, headers: { ...headers, 'x-oura-timestamp': ms.slice(0, -1) } })).toBe(false)
    expect(accepted({ body: `${ms.slice(10)}${body}`, headers: { ...headers, 'x-oura-timestamp': ms.slice(0, 10) } })).toBe(false)
    const digits = signedEvent(`7${body}`, SECRET, String(Math.floor(NOW / 1000)))
    expect(accepted(digits)).toBe(false)
    // Such a cut would be a moment of today: the brace alone keeps it out.
    expect(
      isSigned({ signature: headers['x-oura-signature'], timestamp: ms.slice(0, 10) }, Buffer.from(`${ms.slice(10)}${body}`), SECRET),
    ).toBe(false)
  })

  test('a body that begins with anything but a brace, though it is signed', () => {
    for (const body of ['', '[]', ' {}', '"{}"', '\ufeff{}', 'null']) expect(accepted(signedEvent(body, SECRET, NOW))).toBe(false)
  })
})

const event = fc.record({
  event_type: fc.constantFrom('create', 'update', 'delete'),
  data_type: fc.string(),
  object_id: fc.uuid(),
  user_id: fc.string(),
})

test('no flip of one bit passes', () => {
  fc.assert(
    fc.property(event, fc.nat(), fc.constantFrom('body', 'signature', 'timestamp'), (made, place, part) => {
      const { body, headers } = signedEvent(made, SECRET, NOW)
      const whole = {
        body: Buffer.from(body),
        signature: Buffer.from(headers['x-oura-signature']),
        timestamp: Buffer.from(headers['x-oura-timestamp']),
      }
      const passes = () =>
        isSigned({ signature: whole.signature.toString('latin1'), timestamp: whole.timestamp.toString('latin1') }, whole.body, SECRET)
      expect(passes()).toBe(true)
      const bytes = whole[part]
      const bit = place % (bytes.length * 8)
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(passes()).toBe(false)
    }),
    { numRuns: 2000 },
  )
})

test('nothing that was not signed passes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), fc.uint8Array(), (signature, timestamp, body) => {
      expect(isSigned({ signature, timestamp }, body, SECRET)).toBe(false)
    }),
    { numRuns: 2000 },
  )
})
