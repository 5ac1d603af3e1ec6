import { afterEach, expect, test, vi } from 'vitest'
import { makeQueryClient } from '@/lib/queries/query-client'

const fill = () => makeQueryClient().setQueryData(['day'], { score: 82 })

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a page on the server leaves no timer behind, which would keep what it showed', () => {
  vi.useFakeTimers()
  fill()
  expect(vi.getTimerCount()).toBe(0)
})

test('a browser forgets half an hour later what nothing shows any more', () => {
  vi.useFakeTimers()
  vi.stubGlobal('window', {})
  fill()
  expect(vi.getTimerCount()).toBe(1)
})
