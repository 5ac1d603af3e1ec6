import { expect, test } from 'vitest'
import { createLog, type LogFields } from '@/lib/server/log'
import { OuraError } from '@/lib/server/oura-source'

function captured() {
  const lines: string[] = []
  const log = createLog('debug', { write: (line) => lines.push(line) })
  return { log, lines, parsed: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

test('a line is JSON with time, level and event', () => {
  const { log, parsed } = captured()
  log.info('sync_done', { request: 'r1', collection: 'sleep', count: 3 })
  expect(parsed()[0]).toMatchObject({ level: 'info', event: 'sync_done', request: 'r1', collection: 'sleep', count: 3 })
  expect(Number.isNaN(Date.parse(String(parsed()[0]?.time)))).toBe(false)
})

test('fields that nobody allowed do not get in', () => {
  const { log, lines } = captured()
  const stray = { token: 'canary-1', headers: { authorization: 'canary-2' }, body: 'canary-3', reason: 'ok' } as LogFields
  log.warn('stray', stray)
  expect(lines[0]).not.toContain('canary')
  expect(lines[0]).toContain('"reason":"ok"')
})

test('a secret inside an allowed field is struck out', () => {
  const { log, lines } = captured()
  log.info('x', { reason: 'sent Bearer canary-abc', code: `rs_${'a'.repeat(43)}`, state: 'v1.k1.nonce.cipher.tag' })
  expect(lines[0]).not.toMatch(/canary|rs_a|cipher/)
})

test('a person is a short hash', () => {
  const { log, lines } = captured()
  log.info('x', { user: 'somebody' })
  expect(lines[0]).not.toContain('somebody')
  expect(lines[0]).toMatch(/"user":"[0-9a-f]{12}"/)
})

test('the message of a foreign error is left out, of our own it is kept', () => {
  const { log, lines } = captured()
  log.error('x', { error: new SyntaxError('Unexpected token in canary') })
  log.error('y', { error: new OuraError('limited', 'Asked too often.') })
  expect(lines[0]).not.toContain('canary')
  expect(lines[0]).toContain('"name":"SyntaxError"')
  expect(lines[1]).toContain('Asked too often.')
})

test('a state is told when it changes and not again', () => {
  const { log, parsed } = captured()
  for (const state of ['up', 'down', 'down', 'down', 'up', 'up']) log.change('oura', state, 'warn', `oura_${state}`)
  expect(parsed().map((line) => line.event)).toEqual(['oura_up', 'oura_down', 'oura_up'])
})
