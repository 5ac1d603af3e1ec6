import 'server-only'
import type { ErrorCode } from '@/lib/api'

const ANSWERS: Record<ErrorCode, readonly [status: number, detail: string]> = {
  unauthenticated: [401, 'Sign in, or send an API key that still exists.'],
  forbidden: [403, 'This is not for you to do on this server.'],
  cross_site: [403, 'This request did not come from a page of this server.'],
  no_cookie: [403, 'The cookie of this page did not come back, or the page is too old; allow cookies and load it again.'],
  setup_code: [403, 'Enter the setup code of this server; its log says it.'],
  access_removed: [403, 'The owner of this server has removed your access; your archive is still there.'],
  out_of_scope: [403, 'This key or link does not reach that.'],
  code_unknown: [404, 'This code or link is unknown here.'],
  code_used: [410, 'This code or link was used already.'],
  code_expired: [410, 'This code or link has run out.'],
  code_elsewhere: [403, 'This code was made for another address of this server.'],
  read_only: [403, 'The demo ring can only be looked at; connect your own ring to change things.'],
  not_found: [404, 'There is nothing here.'],
  method_not_allowed: [405, 'This address does not take that method.'],
  invalid: [422, 'Something in this request cannot be used.'],
  too_large: [413, 'This request is too large.'],
  too_many_requests: [429, 'Too many tries; wait a while and try again.'],
  token_rejected: [422, 'Oura does not accept this token; copy it once more, or make another.'],
  membership_lapsed: [403, 'Oura gives no data for this account; check that its membership is active.'],
  not_shared: [403, 'Oura does not say whose data this is; share your personal info with this server.'],
  upstream_unreachable: [502, 'Oura does not answer at the moment; try again in a minute.'],
  upstream_limited: [503, 'Oura asks to wait before the next request; try again later.'],
  storage_unavailable: [503, 'The database cannot be used at the moment.'],
  storage_full: [507, 'The disk that holds the database is full.'],
  misconfigured: [500, 'This server is not configured correctly; its log says what to change.'],
  internal: [500, 'Something went wrong here; the log of this server says what.'],
}

/** An error that a client is told about: its code decides the status, `detail` is one plain sentence, `retryAfter` is in seconds. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ErrorCode
  readonly status: number
  readonly retryAfter: number | null
  constructor(code: ErrorCode, detail: string = ANSWERS[code][1], retryAfter: number | null = null) {
    super(detail)
    this.code = code
    this.status = ANSWERS[code][0]
    this.retryAfter = retryAfter
  }
}

export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ANSWERS, text)
}
