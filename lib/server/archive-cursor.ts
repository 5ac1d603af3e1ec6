import 'server-only'
import type { Collection } from '@/lib/oura/collections'

/** A `next_token` that this server did not make, or made for another collection. */
export class CursorError extends Error {
  override readonly name = 'CursorError'
}

/** What a page leaves over, as an opaque token: the next request needs nothing else. */
export function encodeCursor<Bound extends string | number>(collection: Collection, range: { from: Bound; to: Bound }): string {
  return Buffer.from(JSON.stringify([collection, range.from, range.to])).toString('base64url')
}

/** The range that a token of this collection stands for. `isBound` says what a bound may be. Throws a CursorError. */
export function decodeCursor<Bound extends string | number>(
  collection: Collection,
  token: string,
  isBound: (value: unknown) => value is Bound,
): { from: Bound; to: Bound } {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
  } catch {
    throw new CursorError('not a token of this server')
  }
  const [made, from, to]: unknown[] = Array.isArray(parts) && parts.length === 3 ? parts : []
  if (made !== collection || !isBound(from) || !isBound(to)) throw new CursorError('not a token for this collection')
  return { from, to }
}
