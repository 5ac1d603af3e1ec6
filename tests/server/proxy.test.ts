import { createHash } from 'node:crypto'
import { NextRequest } from 'next/server'
import { expect, test, vi } from 'vitest'
import { config, proxy } from '@/proxy'

const asked: { APP_URL: string | undefined } = { APP_URL: undefined }
vi.mock('@/lib/server/env', () => ({ development: false, env: () => asked, publicOrigin: () => asked.APP_URL ?? 'http://localhost:3000' }))
vi.mock('@/lib/server/secrets', () => ({ secrets: () => ({ sessionSecret: 'a secret of the session' }) }))
const ask = (headers: Record<string, string> = {}) => proxy(new NextRequest('http://localhost:3000/night', { headers })).headers
/** What Next is handed in place of the headers that came. */
const handedOn = (headers: Headers, name: string) => headers.get(`x-middleware-request-${name}`)

test('every answer has a policy of its own, in which nothing is open', () => {
  const policies = Array.from({ length: 20 }, () => ask().get('content-security-policy') ?? '')
  expect(new Set(policies).size).toBe(20)
  for (const policy of policies) {
    const nonce = /'nonce-([\da-f]{32})'/.exec(policy)?.[1]
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      "worker-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "object-src 'none'",
      "frame-ancestors 'none'",
    ])
  }
})

test('a page is made with the nonce of its answer, whatever nonce and policy the request brought', () => {
  const headers = ask({ 'x-nonce': 'mine', 'content-security-policy': "script-src 'nonce-mine'" })
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).not.toContain('mine')
  expect(handedOn(headers, 'content-security-policy')).toBe(policy)
  expect(policy).toContain(`'nonce-${handedOn(headers, 'x-nonce')}'`)
})

test('a request has the id that this server gave it, whatever it brought', () => {
  const headers = ask({ 'x-request-id': 'mine' })
  expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
  expect(handedOn(headers, 'x-request-id')).toBe(headers.get('x-request-id'))
})

test('a browser that opens a page gets the cookie of signing in, once, and nothing else does', () => {
  const html = { accept: 'text/html,*/*;q=0.8' }
  const set = (headers: Record<string, string>) => ask(headers).getSetCookie()
  const [line = ''] = set(html)
  const [, word, hash] = /^ringside\.csrf=([\da-f]{64})%7C([\da-f]{64}); Path=\/; HttpOnly; SameSite=lax$/.exec(line) ?? []
  expect(hash).toBe(createHash('sha256').update(`${word}a secret of the session`).digest('hex'))
  expect(set({ ...html, cookie: 'ringside.csrf=x' })).toEqual([])
  expect(set({})).toEqual([])
  expect(set({ accept: 'application/json' })).toEqual([])
  asked.APP_URL = 'https://ring.example.org'
  expect(set(html)[0]).toMatch(/^__Host-ringside\.csrf=[^;]+; Path=\/; Secure; HttpOnly; SameSite=lax$/)
  asked.APP_URL = undefined
})

test('browsers are told to stay with https where people open the server by https, and nowhere else', () => {
  const hsts = (APP_URL: string | undefined) => {
    asked.APP_URL = APP_URL
    return ask().get('strict-transport-security')
  }
  expect(hsts('https://ring.example.org')).toBe('max-age=63072000; includeSubDomains')
  expect([hsts('http://nas:3000'), hsts(undefined)]).toEqual([null, null])
})

test('all but files of the build, which carry no page, pass here', () => {
  const passes = (path: string) => new RegExp(`^${config.matcher}$`).test(path)
  for (const path of ['/', '/connect', '/api/health', '/api/oura/v2/usercollection/sleep', '/sw.js', '/_next/image'])
    expect(passes(path)).toBe(true)
  expect(passes('/_next/static/chunks/a.js')).toBe(false)
})
