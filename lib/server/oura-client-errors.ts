import 'server-only'
import { scopeNamed } from '@/lib/oura/collections'
import { OuraError } from './oura-source'

/** An answer that asking again would not better: too large, going round in circles, or a document of the wrong shape. */
export class UnusableAnswer extends OuraError {
  constructor(message: string) {
    super('unreachable', message)
  }
}

type Answered = { get(name: string): string | null }

const MINUTE_MS = 60_000
const LONGEST_WAIT_MS = 15 * MINUTE_MS

/** What a status that is not 200 means (reliability §3). Nothing of the answer's text is passed on. */
export function refusal(status: number, body: string, headers: Answered, now: number, single: boolean): OuraError {
  if (status === 401) {
    const scope = /not authorized access ([\w:]{1,48}) scope/i.exec(body)?.[1]
    return scope
      ? new OuraError('scope', 'This token was not given the permission for that data.', { status, scope: scopeNamed(scope) })
      : new OuraError('token', 'Oura no longer accepts this token.', { status })
  }
  if (status === 403)
    return new OuraError('membership', 'Oura withholds the data: the membership has lapsed or access was withdrawn.', { status })
  if (status === 404 && single) return new OuraError('missing', 'Oura has no such document.', { status })
  if (status === 429)
    return new OuraError('limited', 'Oura asks to wait.', {
      status,
      retryAt: now + Math.min(LONGEST_WAIT_MS, waitOf(headers, now) ?? MINUTE_MS),
    })
  if (status >= 400 && status < 500) return new OuraError('refused', 'Oura refused the request.', { status })
  return new OuraError('unreachable', 'Oura did not answer with data.', { status })
}

/** How long a 429 asks to wait, ms: by Retry-After, else by X-RateLimit-Reset; at least 1 s, null where it names no time. */
export function waitOf(headers: Answered, now: number): number | null {
  // Measured on the server's own clock, so that a wrong clock here cannot make us early.
  const sent = Date.parse(headers.get('date') ?? '')
  const theirs = Number.isNaN(sent) ? now : sent
  const after = headers.get('retry-after')?.trim() ?? ''
  const reset = headers.get('x-ratelimit-reset')?.trim() ?? ''
  const candidates = [
    /^\d{1,9}$/.test(after) ? Number(after) * 1000 : Date.parse(after) - theirs,
    /^\d{1,12}$/.test(reset) ? Number(reset) * 1000 - theirs : Number.NaN,
  ]
  const wait = candidates.find((candidate) => !Number.isNaN(candidate))
  return wait === undefined ? null : Math.max(1000, wait)
}
