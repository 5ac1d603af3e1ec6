import { afterEach, expect, test, vi } from 'vitest'
import { onRequestError } from '@/instrumentation'
import { createLog } from '@/lib/server/log'

const shared = globalThis as { ringsideLog?: unknown }
afterEach(() => {
  delete shared.ringsideLog
  vi.unstubAllEnvs()
})

test('what a page failed with is one line of JSON, without what was asked for and without a foreign message', async () => {
  const lines: string[] = []
  shared.ringsideLog = createLog('info', { write: (line) => lines.push(line) })
  vi.stubEnv('NEXT_RUNTIME', 'nodejs')
  const request = { path: '/night?day=canary', method: 'GET', headers: { cookie: 'canary', 'x-request-id': 'an-id' } }
  await onRequestError(new TypeError('canary'), request, {
    routerKind: 'App Router',
    routePath: '/night',
    routeType: 'render',
    renderSource: 'server-rendering',
    revalidateReason: undefined,
  })
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'error',
    event: 'page_failed',
    request: 'an-id',
    route: '/night',
    method: 'GET',
    error: { name: 'TypeError' },
  })
  expect(lines[0]).not.toContain('canary')
})
