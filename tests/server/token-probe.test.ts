import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { probeToken, readToken } from '@/lib/server/token-probe'
import { pointAtOura } from '../setup/oauth-env'

let asked = 0
const oura = createServer((_request, response) => {
  asked += 1
  response.writeHead(503).end()
})
await new Promise<void>((resolve) => oura.listen(0, '127.0.0.1', resolve))
pointAtOura(`http://127.0.0.1:${(oura.address() as AddressInfo).port}`)
afterAll(() => void oura.close())

test('while Oura does not answer, nobody is told to wait for our own breaker', async () => {
  for (;;) {
    const before = asked
    const refusal: unknown = await probeToken('ABCDEF1234').catch((error: unknown) => error)
    const retry = [refusal].map((error) => (error && typeof error === 'object' && 'retryAt' in error ? error.retryAt : null))
    expect(retry).toEqual([null])
    // Open: it is not even asked.
    if (asked === before) {
      expect(refusal).toMatchObject({ code: 'upstream_unreachable', retryAfter: null })
      break
    }
  }
  expect(asked).toBeGreaterThan(4)
}, 60_000)

test.each([
  ['  ABCDEF1234  \n', 'ABCDEF1234'],
  ['Bearer ABCDEF1234', 'ABCDEF1234'],
  ['a.b-c_d~e+f/g=', 'a.b-c_d~e+f/g='],
])('%j is a token', (pasted, token) => {
  expect(readToken(pasted)).toBe(token)
})

test.each([
  undefined,
  null,
  5,
  {},
  '',
  '   ',
  'x'.repeat(10_240),
  'ABC DEF GHI',
  'ABCDEFGÉ',
  'ABCDEF\u0000GH',
  'ABC\r\nX-Header: y',
  'トークントークン',
  'short',
])('%j is refused without being repeated', (pasted) => {
  expect(() => readToken(pasted)).toThrow()
  try {
    readToken(pasted)
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid', status: 422 })
    if (typeof pasted === 'string' && pasted.trim().length > 4) expect(String(error)).not.toContain(pasted)
  }
})
