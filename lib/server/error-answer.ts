import 'server-only'
import { ZodError } from 'zod'
import type { ErrorBody, ErrorCode } from '@/lib/api'
import { ApiError } from './api-error'
import { CursorError } from './archive-cursor'
import { StorageError } from './db/storage-error'
import { MisconfiguredError } from './env'
import { OuraError, type OuraErrorKind } from './oura-source'

const UPSTREAM: Record<OuraErrorKind, ErrorCode> = {
  token: 'token_rejected',
  misconfigured: 'misconfigured',
  // A person waits for an answer of Oura only while they connect, and what is asked then is who they are.
  scope: 'not_shared',
  membership: 'membership_lapsed',
  limited: 'upstream_limited',
  unreachable: 'upstream_unreachable',
  missing: 'not_found',
  refused: 'upstream_unreachable',
}

/** What a client may know about any error. Of one that nobody foresaw: nothing but that it happened. `now` is epoch ms. */
export function asApiError(error: unknown, now: number): ApiError {
  if (error instanceof ApiError) return error
  if (error instanceof StorageError) return new ApiError(error.code, error.message)
  if (error instanceof OuraError)
    return new ApiError(
      UPSTREAM[error.kind],
      undefined,
      error.retryAt === null ? null : Math.max(1, Math.ceil((error.retryAt - now) / 1000)),
    )
  if (error instanceof CursorError) return new ApiError('invalid', 'next_token: send it exactly as it was given, to the same address.')
  if (error instanceof ZodError) return new ApiError('invalid', error.issues[0]?.message)
  if (error instanceof MisconfiguredError) return new ApiError('misconfigured')
  return new ApiError('internal')
}

/** The error as an answer: `{ code, detail }` and the true status. */
export function errorAnswer(error: ApiError): Response {
  const body: ErrorBody = { code: error.code, detail: error.message }
  const headers = error.retryAfter === null ? undefined : { 'Retry-After': String(error.retryAfter) }
  return Response.json(body, { status: error.status, ...(headers ? { headers } : {}) })
}
