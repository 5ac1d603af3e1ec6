import { expect, test } from 'vitest'
import { readToken } from '@/lib/server/token-probe'

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
