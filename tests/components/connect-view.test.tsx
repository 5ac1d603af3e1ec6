import { expect, test } from 'vitest'
import { ConnectEntryPanel } from '@/components/panels/connect-entry-panel'
import { wayFrom } from '@/components/panels/return-way'
import { TokenError } from '@/components/panels/token-error'
import { covered } from '@/components/ui/token-field'
import { ConnectView } from '@/components/views/connect-view'
import type { OuraAppBody, SignInProblem } from '@/lib/api'
import { ApiError } from '@/lib/queries/fetch-json'
import { ouraAppQueries } from '@/lib/queries/oura-app'
import { makeQueryClient } from '@/lib/queries/query-client'
import { renderPage } from '../setup/render'

const CAME = { address: 'https://ring.example.org', problem: null, linkOver: false, justConnected: false, asksSetup: false }
const text = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')

test('the way in says what is agreed to, what is kept and that it is no medical device', () => {
  const html = renderPage(<ConnectView signedIn={null} demo {...CAME} />)
  expect(text(html)).toContain('By connecting you agree')
  expect(text(html)).toContain('Not a medical device')
  expect(html).toContain('Explore with a demo ring')
  // A named field would be carried into the address by a form sent before the page is alive.
  expect(html).not.toMatch(/<input[^>]* name=/)
  // The page's policy refuses inline styles.
  expect(html).not.toContain('style=')
})

test('a server without a demo ring offers none, and nobody is led in twice', () => {
  expect(renderPage(<ConnectView signedIn={null} demo={false} {...CAME} />)).not.toContain('demo ring')
  expect(text(renderPage(<ConnectView signedIn="ring" demo {...CAME} />))).toContain('You are signed in on this device. Back to your day')
  const visitor = text(renderPage(<ConnectView signedIn="demo" demo {...CAME} />, { settings: { locale: 'ja' } }))
  expect(visitor).toContain('このデバイスにはデモリングが表示されています。')
  expect(visitor).not.toContain('デモリングで試す')
})

const TOKEN = 'SECRETSECRETSECRETSECRETX7QD'
const refuse = (code: ApiError['code'], token = TOKEN, until: number | null = null) =>
  renderPage(<TokenError id="x" error={new ApiError(code, 'detail of the server', 401)} token={token} until={until} />)

test.each([
  ['token_rejected', 'Oura rejected this token.', '→ 401'],
  ['membership_lapsed', 'Oura returned no access.', '→ 403'],
  ['not_shared', 'Oura did not say who this is.', '→ 401'],
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
  expect(text(refuse('upstream_limited', TOKEN, until))).toContain('Oura asked us to wait until 14:32')
})

test.each(['upstream_limited', 'too_many_requests'] as const)('a wait (%s) that is over sends nobody away again', (code) => {
  const over = renderPage(<TokenError id="x" error={new ApiError(code, 'detail', 429, 60_000)} token={TOKEN} until={null} />)
  expect(text(over)).toContain('You can try again now.')
  expect(text(refuse(code))).not.toContain('You can try again now.')
})

test('what this server refuses by itself is not put down to Oura', () => {
  const until = Date.parse('2026-11-23T14:32:00+05:45')
  const said = text(refuse('too_many_requests', TOKEN, until))
  expect(said).toContain('until 14:32')
  expect(said).not.toContain('Oura')
})

test('a token of another account in the place of one’s own is called that, and no word of new people', () => {
  const error = new ApiError('forbidden', 'This token belongs to another Oura account; sign out to connect that one.', 403)
  const said = text(renderPage(<TokenError id="x" error={error} token={TOKEN} until={null} replaces />))
  expect(said).toContain('another Oura account')
  expect(said).not.toContain('new people')
})

test('a page that was not opened where the server expects it, or without cookies, is not put down to its owner', () => {
  const at = (code: ApiError['code']) =>
    text(
      renderPage(<TokenError id="x" error={new ApiError(code, '', 403)} token={TOKEN} until={null} address="https://ring.example.org" />),
    )
  expect(at('cross_site')).toContain('Open it at https://ring.example.org')
  expect(at('no_cookie')).toContain('Allow cookies')
  for (const said of [at('cross_site'), at('no_cookie')]) expect(said).not.toContain('new people')
})

test('whoever came by a link that is over is told so, and nobody else', () => {
  const said = 'The link you came by shows nothing any more'
  expect(text(renderPage(<ConnectView signedIn={null} demo={false} {...CAME} linkOver />))).toContain(said)
  expect(text(renderPage(<ConnectView signedIn={null} demo={false} {...CAME} />))).not.toContain(said)
})

const APP: OuraAppBody = {
  configured: 'here',
  client_id: 'id-of-the-app',
  server: 'moi',
  redirect_uri: 'https://ring.example.org/api/auth/callback/oura',
  changeable: true,
}
function withApp(app: Partial<OuraAppBody>, came: { problem: string | null } = { problem: null }, locale: 'en' | 'ja' = 'en') {
  const client = makeQueryClient()
  client.setQueryData(ouraAppQueries.all(), { ...APP, ...app })
  return text(renderPage(<ConnectView signedIn={null} demo {...CAME} {...came} />, { client, settings: { locale } }))
}

test('Connect with Oura: ready, to be set up, or the owner’s to set up', () => {
  expect(withApp({})).toContain('Change the application')
  expect(withApp({ configured: 'environment', changeable: false })).not.toContain('Change the application')
  expect(withApp({ configured: null })).toContain('one-time app registration')
  expect(withApp({ configured: null, changeable: false })).toContain('The owner of this server has not set this up yet.')
})

const PROBLEMS: Record<SignInProblem, string> = {
  denied: 'You declined',
  scope: 'lacks a scope',
  refused: 'Oura refused the sign-in',
  no_code: 'no answer from Oura',
  used: 'older than 15 minutes',
  state: 'in another tab',
  stranger: 'did not come from Oura',
  code: 'used or ran out',
  client: 'client ID and secret',
  no_app: 'Set it up below',
  misconfigured: 'lost the key to its application’s secret',
  other_account: 'another Oura account',
  forbidden: 'takes no new people',
  cross_site: 'Open it at https://ring.example.org',
  no_cookie: 'Allow cookies',
  setup_code: 'in the server’s log',
  access_removed: 'removed your access',
  code_unknown: 'was withdrawn',
  code_used: 'used already',
  code_expired: 'has run out',
  membership_lapsed: 'membership',
  not_shared: 'tick personal info',
  upstream_limited: 'asked to wait',
  upstream_unreachable: 'could not be reached',
  upstream_failed: 'trouble of its own',
  too_many_requests: 'Too many attempts',
  network: 'This server does not answer',
  other: 'could not finish',
}
test.each(Object.entries(PROBLEMS))('a sign-in that ended with “%s” says so, in both languages', (problem, words) => {
  expect(withApp({}, { problem })).toContain(words)
  expect(withApp({}, { problem }, 'ja')).not.toBe(withApp({}, { problem: null }, 'ja'))
})

test('an application that is not there any more when the button is pressed is said to be missing', () => {
  expect(withApp({}, { problem: 'not_found' })).toContain(PROBLEMS.no_app)
})

test('the setup code is asked for only where it is needed, with a sentence on where it is', () => {
  expect(text(renderPage(<ConnectView signedIn={null} demo {...CAME} />))).not.toContain('Setup code')
  const asked = text(renderPage(<ConnectView signedIn={null} demo {...CAME} asksSetup />))
  expect(asked).toContain('Setup code')
  expect(asked).toContain('look for setup_code')
})

test('an invitation is no news to somebody who is here already: it was perhaps theirs, and is used', () => {
  const came = (known: boolean) =>
    text(renderPage(<ConnectEntryPanel asksSetup={false} known={known} entry={{ invite: 'x' }} onChange={() => undefined} />))
  expect(came(false)).toContain('You are invited')
  expect(came(true)).not.toContain('invited')
})

test('a word out of the address is never shown', () => {
  expect(withApp({}, { problem: 'call-0800-oura-now' })).toContain('could not finish')
  expect(withApp({}, { problem: 'call-0800-oura-now' })).not.toContain('0800')
})

test.each([
  ['https://ring.example.org/cb', 'https://ring.example.org', 'back'],
  ['http://localhost:3000/cb', 'http://127.0.0.1:3000', 'other-name'],
  ['http://localhost:3000/cb', 'http://192.168.1.20:3000', 'by-hand'],
  ['https://ring.example.org/cb', 'http://127.0.0.1:3000', 'by-hand'],
] as const)('from %s to a page of %s: %s', (redirect, page, way) => {
  expect(wayFrom(redirect, new URL(page))).toBe(way)
})
