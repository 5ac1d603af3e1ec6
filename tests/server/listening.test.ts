import { expect, test } from 'vitest'
import { cameFromBeyond, listensBeyond, phoneOrigin } from '@/lib/server/listening'

const HERE = { HOST: '127.0.0.1', PORT: 3000, APP_URL: undefined }

test.each([
  [{}, false],
  [{ HOST: 'localhost' }, false],
  [{ HOST: '::1' }, false],
  [{ APP_URL: 'http://localhost:3000' }, false],
  [{ HOST: '0.0.0.0' }, true],
  [{ HOST: '192.168.1.20' }, true],
  [{ APP_URL: 'https://ring.example.org' }, true],
  // A name below localhost may be anybody's to a proxy.
  [{ APP_URL: 'http://ring.localhost:3000' }, true],
])('with %j other machines may reach this server: %s', (more, beyond) => {
  expect(listensBeyond({ ...HERE, ...more })).toBe(beyond)
})

test.each([
  [{ host: '127.0.0.1:3000', 'x-forwarded-for': '127.0.0.1' }, false],
  [{ host: 'localhost:3000', 'x-forwarded-for': '::1' }, false],
  [{ host: '[::1]:3000', 'x-forwarded-for': '::ffff:127.0.0.1' }, false],
  [{ host: 'localhost:3000', 'x-forwarded-for': '203.0.113.7' }, true],
  [{ host: 'localhost:3000', 'x-forwarded-for': '127.0.0.1, 203.0.113.7' }, true],
  [{ host: 'ring.example.org', 'x-forwarded-for': '127.0.0.1' }, true],
  [{ host: 'localhost:3000', 'x-forwarded-host': 'ring.example.org', 'x-forwarded-for': '127.0.0.1' }, true],
  [{}, true],
] as const)('a request with %j may come from another machine: %s', (headers, beyond) => {
  expect(cameFromBeyond(new Headers(headers), HERE)).toBe(beyond)
})

test('a phone is sent where it can get to', () => {
  const at = (more: Partial<{ HOST: string; APP_URL: string }>, host = 'localhost:3000') =>
    phoneOrigin(new Headers({ host }), { ...HERE, ...more })
  expect(at({})).toBeNull()
  expect(at({ APP_URL: 'http://localhost:3000', HOST: '0.0.0.0' })).toBeNull()
  expect(at({ APP_URL: 'https://ring.example.org' })).toBe('https://ring.example.org')
  expect(at({ HOST: '192.168.1.20' })).toBe('http://192.168.1.20:3000')
  expect(at({ HOST: 'fd00::20' })).toBe('http://[fd00::20]:3000')
  expect(at({ HOST: '0.0.0.0' }, '10.0.0.7:3000')).toBe('http://10.0.0.7:3000')
  // From the machine itself: its own address in its network, where it is in one.
  expect(at({ HOST: '0.0.0.0' }) ?? 'http://10.0.0.1:3000').toMatch(/^http:\/\/(?!127\.)\d+\.\d+\.\d+\.\d+:3000$/)
})
