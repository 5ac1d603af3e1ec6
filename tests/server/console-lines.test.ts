import { afterEach, expect, test, vi } from 'vitest'
import { consoleIntoLog } from '@/lib/server/console-lines'
import { createLog } from '@/lib/server/log'
import { asRequest } from '@/lib/server/request-id'

let putBack = () => {}
afterEach(() => putBack())

test('what a library says through the console is a line like all others, without the message of an error', () => {
  const lines: string[] = []
  putBack = consoleIntoLog(createLog('debug', { write: (line: string) => void lines.push(line) }))
  console.error('\u001b[31m⨯\u001b[39m', 'uncaughtException: ', new TypeError('body said rs_canarycanarycanarycanary'))
  console.log('Ready', { token: 'canary' })
  console.debug(`Bearer ${'canary'.repeat(5)}`)
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'error', event: 'console', reason: '⨯ uncaughtException:', error: { name: 'TypeError', at: expect.any(Array) } },
    { level: 'info', event: 'console', reason: 'Ready' },
    { level: 'debug', event: 'console', reason: '[redacted]' },
  ])
  expect(lines.join()).not.toContain('canary')
  putBack()
  const real = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  console.log('seen')
  expect(real).toHaveBeenCalledWith('seen')
  expect(lines).toHaveLength(3)
  real.mockRestore()
})

test('whatever is logged within a request carries its id, after an await and a timer too', async () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line: string) => void lines.push(line) })
  log.info('before')
  await Promise.all(
    ['one', 'two'].map((id) =>
      asRequest(id, async () => {
        log.info('began')
        await new Promise((done) => setTimeout(done, 5))
        log.info('ended')
        log.info('told', { request: 'its own' })
      }),
    ),
  )
  const told = lines.map((line) => JSON.parse(line))
  expect(told.map(({ event, request }) => `${event} ${request}`).sort()).toEqual(
    ['before undefined', 'began one', 'began two', 'ended one', 'ended two', 'told its own', 'told its own'].sort(),
  )
})
