import { expect, test } from 'vitest'
import { looksLikeToken, tidyToken } from '@/lib/domain/token-text'

const TOKEN = 'EXAMPLETOKENEXAMPLETOKENEXAMPLE0'

test.each([TOKEN, `  ${TOKEN}\n`, `"${TOKEN}"`, `Bearer ${TOKEN}`, `bearer   ${TOKEN} `])('%j is tidied', (pasted) => {
  expect(tidyToken(pasted)).toBe(TOKEN)
  expect(looksLikeToken(tidyToken(pasted))).toBe(true)
})

test.each(['', 'short', 'two words here', 'トークンを貼り付け', `${TOKEN}\u200b`, 'x'.repeat(10_000)])('%j is no token', (pasted) => {
  expect(looksLikeToken(tidyToken(pasted))).toBe(false)
})
