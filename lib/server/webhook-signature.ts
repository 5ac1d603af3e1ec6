import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'

/** How far the moment of a signature may lie from now. */
const WINDOW_MS = 300_000
const SIGNATURE = /^[\dA-F]{64}$/
const OPENING = '{'.charCodeAt(0)

export type Signed = { signature: string; timestamp: string }

/** What stands in the headers, where it can be a signature of this moment at all; else null, and nothing more need be looked at. */
export function signedNow(headers: Headers, now: number): Signed | null {
  const signature = headers.get('x-oura-signature') ?? ''
  const timestamp = headers.get('x-oura-timestamp') ?? ''
  if (!SIGNATURE.test(signature) || !/^\d{10,13}$/.test(timestamp)) return null
  // Ten digits are seconds until the year 2286, thirteen are milliseconds since 2001; what lies between is no moment of today.
  const at = Number(timestamp) * (timestamp.length === 10 ? 1000 : 1)
  return Math.abs(now - at) <= WINDOW_MS ? { signature, timestamp } : null
}

/**
 * Whether Oura signed this body, byte for byte: HMAC-SHA256 with the secret of our application over the timestamp and the body behind it,
 * in capital hex. A body begins with a brace, so that no digit can be moved from one into the other.
 */
export function isSigned({ signature, timestamp }: Signed, body: Uint8Array, secret: string): boolean {
  const expected = Buffer.from(createHmac('sha256', secret).update(timestamp).update(body).digest('hex').toUpperCase())
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected) && body[0] === OPENING
}
