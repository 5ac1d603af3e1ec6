import 'server-only'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const compress = promisify(gzip)
/** Shorter answers fit a packet or two as they are. */
const WORTH_BYTES = 2_000

/** `body` as JSON, gzip where the reader takes it and there is something to gain: Next compresses pages, not the answers of handlers. */
export async function jsonAnswer(request: Request, body: unknown): Promise<Response> {
  const text = JSON.stringify(body)
  const accepts = /\bgzip\b(?!\s*;\s*q=0(\.0+)?\s*(,|$))/.test(request.headers.get('accept-encoding') ?? '')
  if (!accepts || text.length < WORTH_BYTES) return new Response(text, { headers: { 'Content-Type': 'application/json' } })
  return new Response(new Uint8Array(await compress(text)), {
    headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
  })
}
