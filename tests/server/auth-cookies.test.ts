import { expect, test } from 'vitest'
import { authCookies, safePath } from '@/lib/server/auth-cookies'

test('over https every cookie is __Host- and Secure, over http none is', () => {
  for (const cookie of Object.values(authCookies('https://ring.example.org'))) {
    expect(cookie.name).toMatch(/^__Host-/)
    expect(cookie.options).toMatchObject({ secure: true, httpOnly: true, sameSite: 'lax', path: '/' })
    expect(cookie.options).not.toHaveProperty('domain')
  }
  for (const cookie of Object.values(authCookies('http://localhost:3000'))) {
    expect(cookie.name).not.toMatch(/^__/)
    expect(cookie.options).toMatchObject({ secure: false, httpOnly: true, sameSite: 'lax' })
  }
})

test.each([
  ['/', '/'],
  ['/night?day=2026-11-01#x', '/night?day=2026-11-01#x'],
  ['https://ring.example.org/data', '/data'],
  ['https://evil.example/', '/'],
  ['//evil.example/', '/'],
  ['\\\\evil.example', '/'],
  ['/\\evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['https://user:pass@ring.example.org/', '/'],
  ['https://ring.example.org.evil.example', '/'],
  ['http://ring.example.org/', '/'],
  ['data:text/html,x', '/'],
  [`/${'x'.repeat(3000)}`, '/'],
  [undefined, '/'],
  [['/a'], '/'],
])('%j leads to %s', (target, path) => {
  expect(safePath(target, 'https://ring.example.org')).toBe(path)
})
