import { expect, test } from 'vitest'
import { TokenError } from '@/components/panels/token-error'
import { covered } from '@/components/ui/token-field'
import { ConnectView } from '@/components/views/connect-view'
import { ApiError } from '@/lib/queries/fetch-json'
import { renderPage } from '../setup/render'

const text = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')

test('the way in says what is agreed to, what is kept and that it is no medical device', () => {
  const html = renderPage(<ConnectView signedIn={null} demo />)
  expect(text(html)).toContain('By connecting you agree')
  expect(text(html)).toContain('Not a medical device')
  expect(html).toContain('Explore with a demo ring')
  // A named field would be carried into the address by a form sent before the page is alive.
  expect(html).not.toMatch(/<input[^>]* name=/)
  // The page's policy refuses inline styles.
  expect(html).not.toContain('style=')
})

test('a server without a demo ring offers none, and nobody is led in twice', () => {
  expect(renderPage(<ConnectView signedIn={null} demo={false} />)).not.toContain('demo ring')
  expect(text(renderPage(<ConnectView signedIn="ring" demo />))).toContain('This device is already connected. Back to your day')
  const visitor = text(renderPage(<ConnectView signedIn="demo" demo />, { settings: { locale: 'ja' } }))
  expect(visitor).toContain('このデバイスにはデモリングが表示されています。')
  expect(visitor).not.toContain('デモリングで試す')
})

const TOKEN = 'SECRETSECRETSECRETSECRETX7QD'
const refuse = (code: ApiError['code'], token = TOKEN, until: number | null = null) =>
  renderPage(<TokenError id="x" error={new ApiError(code, 'detail of the server', 401)} token={token} until={until} />)

test.each([
  ['token_rejected', 'Oura rejected this token.', '→ 401'],
  ['membership_lapsed', 'Oura returned no access.', '→ 403'],
  ['upstream_limited', 'Oura asked us to wait.', '→ 429'],
  ['upstream_unreachable', 'Oura could not be reached.', '→ –'],
] as const)('%s is said with the request that was refused', (code, title, answer) => {
  const said = text(refuse(code))
  expect(said).toContain(title)
  expect(said).toContain(`GET /v2/usercollection/personal_info ${answer}`)
})

test.each(['invalid', 'too_many_requests', 'forbidden', 'network', 'internal', 'storage_full'] as const)(
  '%s blames no request of Oura',
  (code) => {
    expect(refuse(code)).not.toContain('personal_info')
    expect(text(refuse(code)).length).toBeGreaterThan(40)
  },
)

test('of a refused token the last four characters are shown, and of a short one none', () => {
  const html = refuse('token_rejected')
  expect(text(html)).toContain('you pasted 28 characters')
  expect(html).toContain('X7QD')
  expect(html).not.toContain('TX7QD')
  expect(refuse('token_rejected', 'SHORT1234')).not.toContain('1234')
  expect(covered(TOKEN)).toBe('•••••••••••••••X7QD')
  expect(covered('abcdefgh')).toBe('••••••gh')
  expect(covered('abc')).toBe('•••')
})

test('a wait says until when', () => {
  const until = Date.parse('2026-11-23T14:32:00+05:45')
  expect(text(refuse('upstream_limited', TOKEN, until))).toContain('until 14:32')
})
