import { expect, test } from 'vitest'
import { z } from 'zod'
import { ApiError } from '@/lib/server/api-error'
import { StorageError } from '@/lib/server/db/storage-error'
import { MisconfiguredError } from '@/lib/server/env'
import { asApiError, errorAnswer } from '@/lib/server/error-answer'
import { OuraError } from '@/lib/server/oura-source'

test.each([
  [new OuraError('token', 'canary', { status: 401 }), 422, 'token_rejected'],
  [new OuraError('scope', 'canary', { status: 401, scope: 'personal' }), 403, 'not_shared'],
  [new OuraError('membership', 'canary'), 403, 'membership_lapsed'],
  [new OuraError('unreachable', 'canary'), 502, 'upstream_unreachable'],
  [new OuraError('limited', 'canary', { retryAt: 60_000 }), 503, 'upstream_limited'],
  [new OuraError('missing', 'canary'), 404, 'not_found'],
  [new StorageError('full'), 507, 'storage_full'],
  [new StorageError('locked'), 503, 'storage_unavailable'],
  [new MisconfiguredError(['canary']), 500, 'misconfigured'],
  [new ApiError('read_only'), 403, 'read_only'],
  [z.string('write text.').safeParse(5).error, 422, 'invalid'],
  [new Error('canary'), 500, 'internal'],
  ['canary', 500, 'internal'],
  [undefined, 500, 'internal'],
])('%s is answered with %d %s', async (error, status, code) => {
  const answer = errorAnswer(asApiError(error, 0))
  expect(answer.status).toBe(status)
  const text = await answer.text()
  expect(JSON.parse(text)).toEqual({ code, detail: expect.stringMatching(/^[A-Z].+\.$|^write text\.$/) })
  expect(text).not.toMatch(/canary|node_modules|\n +at |\.ts/)
})

test('the time to wait is said in whole seconds', () => {
  expect(errorAnswer(asApiError(new OuraError('limited', 'x', { retryAt: 61_500 }), 1000)).headers.get('retry-after')).toBe('61')
  expect(errorAnswer(asApiError(new OuraError('limited', 'x', { retryAt: 1 }), 1000)).headers.get('retry-after')).toBe('1')
})
