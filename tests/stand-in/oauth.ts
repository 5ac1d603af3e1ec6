import { createHash, randomBytes } from 'node:crypto'
import { type Account, ALL_SCOPES, type Scope } from './account'
import type { Answer } from './answer'
import { consentPage, refusalPage } from './oauth-page'

export type OAuthServer = 'moi' | 'cloud'
/** An application as its owner registered it; it works at one of the two servers only. */
export type App = { clientId: string; clientSecret: string; server: OAuthServer; redirectUris: string[]; scopes?: readonly Scope[] }

/** What is unmeasured or changes at Oura, and so can be set; a test changes it as it goes. */
export type OAuthRules = {
  accessSeconds: number
  codeSeconds: number
  /** Leaves `scope` out of token answers. */
  omitScope: boolean
  /** Leaves `iss` out of moi's callbacks. */
  omitIss: boolean
  /** A refresh token that comes again: only refused, or everything of that grant revoked as well. */
  reuse: 'refuse' | 'revoke-grant'
}

/** A request to a token or revocation endpoint and how it ended; never with a token. */
export type OAuthCall = {
  server: OAuthServer
  what: 'authorization_code' | 'refresh_token' | 'revoke' | 'other'
  status: number
  error: string | null
}

type Grant = { app: App; account: Account; scopes: Set<Scope>; revoked: boolean }
type Code = { grant: Grant; redirectUri: string; challenge: string | null; until: number; spent: boolean }
type Token = { grant: Grant; until: number; spent: boolean }
type Endpoint = { server: OAuthServer; does: 'authorize' | 'token' | 'revoke' }

const ENDPOINTS: Record<string, Endpoint> = {
  '/oauth/v2/ext/oauth-authorize': { server: 'moi', does: 'authorize' },
  '/oauth/v2/ext/oauth-token': { server: 'moi', does: 'token' },
  '/oauth/v2/ext/oauth-revoke': { server: 'moi', does: 'revoke' },
  '/oauth/authorize': { server: 'cloud', does: 'authorize' },
  '/oauth/token': { server: 'cloud', does: 'token' },
  '/oauth/revoke': { server: 'cloud', does: 'revoke' },
}
const PREFIX = 'extapi:'
const ISSUER = '/oauth/v2/ext/oauth-anonymous'

const secret = (bytes: number) => randomBytes(bytes).toString('base64url')
const isScope = (name: string): name is Scope => ALL_SCOPES.some((scope) => scope === name)
const html = (status: number, body: string): Answer => ({ status, headers: { 'content-type': 'text/html; charset=utf-8' }, body })
const json = (status: number, body: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
})
const refused = (status: number, error: string) => json(status, { error, error_description: 'As the stand-in was told.' })

/** Both of Oura's OAuth servers over one set of people (facts §3). `origin` is known once the server listens. */
export class OAuthServers {
  readonly rules: OAuthRules
  readonly calls: OAuthCall[] = []
  readonly apps: App[]
  readonly #accounts: readonly Account[]
  readonly #now: () => number
  readonly #codes = new Map<string, Code>()
  readonly #access = new Map<string, Token>()
  readonly #refresh = new Map<string, Token>()

  constructor(apps: App[], accounts: readonly Account[], now: () => number, rules: Partial<OAuthRules> = {}) {
    this.apps = apps
    this.#accounts = accounts
    this.#now = now
    this.rules = { accessSeconds: 30 * 86_400, codeSeconds: 600, omitScope: false, omitIss: false, reuse: 'refuse', ...rules }
  }

  /** Which endpoint a path is, if any. */
  endpoint(path: string): Endpoint | null {
    return ENDPOINTS[path] ?? null
  }

  /** The person a bearer stands for, with the scopes of that grant alone; null for one that is unknown, expired or revoked. */
  bearer(token: string): Account | null {
    const known = this.#access.get(token)
    if (!known || known.grant.revoked || known.until <= this.#now()) return null
    const { account, scopes } = known.grant
    return { ...account, lapsed: account.lapsed, scopes: new Set([...scopes].filter((scope) => account.scopes.has(scope))) }
  }

  /** A person takes back what they shared, in the Oura app. */
  withdraw(name: string): void {
    for (const { grant } of [...this.#access.values(), ...this.#refresh.values()]) if (grant.account.name === name) grant.revoked = true
  }

  /** Every token there ever was, to be looked for where none may be. */
  issued(): string[] {
    return [...this.#access.keys(), ...this.#refresh.keys()]
  }

  /** An access token ends before its time; its refresh token does not. */
  expire(accessToken: string): void {
    const token = this.#access.get(accessToken)
    if (token) token.until = 0
  }

  /** A grant without the consent page: what an exchange would have answered. */
  grant(clientId: string, account: string, scopes: readonly Scope[] = ALL_SCOPES): { access_token: string; refresh_token: string } {
    const app = this.apps.find((one) => one.clientId === clientId)
    const person = this.#accounts.find(({ name }) => name === account)
    if (!app || !person) throw new Error('no such application or account')
    return this.#issue({ app, account: person, scopes: new Set(scopes), revoked: false })
  }

  answer(endpoint: Endpoint, origin: string, method: string, query: URLSearchParams, body: string, authorization: string): Answer {
    const form = method === 'POST' ? new URLSearchParams(body) : query
    if (endpoint.does === 'authorize') return this.#authorize(endpoint.server, origin, method, form)
    const what = endpoint.does === 'revoke' ? 'revoke' : (form.get('grant_type') ?? '')
    const answer =
      endpoint.does === 'revoke'
        ? this.#revoke(endpoint.server, method, form, query, authorization)
        : method === 'POST'
          ? this.#token(endpoint.server, form, authorization)
          : refused(405, 'invalid_request')
    const { error } = typeof answer.body === 'string' && answer.body.startsWith('{') ? JSON.parse(answer.body) : { error: undefined }
    const known = what === 'authorization_code' || what === 'refresh_token' || what === 'revoke' ? what : 'other'
    this.calls.push({ server: endpoint.server, what: known, status: answer.status, error: error ?? null })
    return answer
  }

  #authorize(server: OAuthServer, origin: string, method: string, form: URLSearchParams): Answer {
    const app = this.apps.find(({ clientId }) => clientId === form.get('client_id'))
    if (!app || app.server !== server) return html(400, refusalPage('Unknown application.'))
    const redirectUri = form.get('redirect_uri') ?? ''
    if (!app.redirectUris.includes(redirectUri)) return html(400, refusalPage('The redirect URI is not one that was registered.'))
    const back = (fields: Record<string, string>): Answer => {
      const target = new URL(redirectUri)
      const state = form.get('state')
      const iss = server === 'moi' && !this.rules.omitIss ? { iss: `${origin}${ISSUER}` } : {}
      for (const [name, value] of Object.entries({ ...fields, ...(state === null ? {} : { state }), ...iss }))
        target.searchParams.set(name, value)
      return { status: 302, headers: { location: target.href }, body: '' }
    }
    if (form.get('response_type') !== 'code') return back({ error: 'unsupported_response_type' })
    const asked = (form.get('scope') ?? '').split(' ').filter((name) => name !== '')
    // At moi a name without its prefix is granted to nobody, and nobody is told.
    const scopes = asked.flatMap((name) => (server === 'cloud' ? [name] : name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []))
    const offered = app.scopes ?? ALL_SCOPES
    if (scopes.some((scope) => !isScope(scope) || !offered.includes(scope))) return back({ error: 'invalid_scope' })
    const challenge = form.get('code_challenge')
    if (challenge !== null && form.get('code_challenge_method') !== 'S256') return back({ error: 'invalid_request' })
    const written = (scope: string) => (server === 'moi' ? `${PREFIX}${scope}` : scope)
    if (method !== 'POST') return html(200, consentPage(form, this.#accounts, scopes.map(written)))
    if (form.get('answer') !== 'allow') return back({ error: 'access_denied' })
    const account = this.#accounts.find(({ name }) => name === form.get('account'))
    if (!account) return html(400, refusalPage('Nobody of that name.'))
    const granted = new Set(
      form.getAll('granted').flatMap((name) => scopes.filter((scope) => written(scope) === name && isScope(scope))) as Scope[],
    )
    const code = secret(24)
    this.#codes.set(code, {
      grant: { app, account, scopes: granted, revoked: false },
      redirectUri,
      challenge,
      until: this.#now() + this.rules.codeSeconds * 1000,
      spent: false,
    })
    return back({ code, ...(server === 'cloud' && !this.rules.omitScope ? { scope: [...granted].join(' ') } : {}) })
  }

  #client(form: URLSearchParams, authorization: string): App | null {
    const basic = /^Basic (.+)$/i.exec(authorization)?.[1]
    const [id = '', word = ''] = basic
      ? Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent)
      : [form.get('client_id') ?? '', form.get('client_secret') ?? '']
    return this.apps.find(({ clientId, clientSecret }) => clientId === id && clientSecret === word) ?? null
  }

  #token(server: OAuthServer, form: URLSearchParams, authorization: string): Answer {
    const kind = form.get('grant_type')
    const app = this.#client(form, authorization)
    const code = this.#codes.get(form.get('code') ?? '')
    const spentBefore = code?.spent ?? false
    // Whatever the answer, the code is gone.
    if (kind === 'authorization_code' && code) code.spent = true
    if (app && app.server !== server) return kind === 'refresh_token' ? refused(400, 'invalid_request') : refused(401, 'invalid_client')
    if (!app) return refused(401, 'invalid_client')
    if (kind === 'authorization_code') {
      if (spentBefore && code) code.grant.revoked = true
      const usable =
        code && !spentBefore && code.grant.app === app && code.until > this.#now() && code.redirectUri === form.get('redirect_uri')
      if (!usable || !isVerified(code.challenge, form.get('code_verifier'))) return refused(400, 'invalid_grant')
      return this.#answered(server, code.grant)
    }
    if (kind !== 'refresh_token') return refused(400, 'unsupported_grant_type')
    const token = this.#refresh.get(form.get('refresh_token') ?? '')
    if (token?.spent && this.rules.reuse === 'revoke-grant') token.grant.revoked = true
    if (!token || token.spent || token.grant.revoked || token.grant.app !== app) return refused(400, 'invalid_grant')
    token.spent = true
    return this.#answered(server, token.grant)
  }

  #answered(server: OAuthServer, grant: Grant): Answer {
    const scope = [...grant.scopes].map((name) => (server === 'moi' ? `${PREFIX}${name}` : name)).join(' ')
    return json(200, {
      ...this.#issue(grant),
      token_type: 'bearer',
      expires_in: this.rules.accessSeconds,
      ...(this.rules.omitScope ? {} : { scope }),
      ...(server === 'moi' ? { id_token: `${secret(8)}.${secret(8)}.${secret(8)}` } : {}),
    })
  }

  #issue(grant: Grant): { access_token: string; refresh_token: string } {
    const [access_token, refresh_token] = [secret(33), secret(36)]
    this.#access.set(access_token, { grant, until: this.#now() + this.rules.accessSeconds * 1000, spent: false })
    this.#refresh.set(refresh_token, { grant, until: Number.POSITIVE_INFINITY, spent: false })
    return { access_token, refresh_token }
  }

  #revoke(server: OAuthServer, method: string, form: URLSearchParams, query: URLSearchParams, authorization: string): Answer {
    if (server === 'cloud') {
      const token = this.#access.get(query.get('access_token') ?? '')
      if (!token || token.grant.revoked) return refused(401, 'invalid_token')
      token.grant.revoked = true
      return json(200, {})
    }
    if (method !== 'POST') return refused(405, 'invalid_request')
    const app = this.#client(form, authorization)
    if (!app) return refused(401, 'invalid_client')
    const word = form.get('token') ?? ''
    const token = this.#access.get(word) ?? this.#refresh.get(word)
    // RFC 7009: a token that is unknown, or spent, is none; that is no failure.
    if (token && !token.spent && token.grant.app === app) token.grant.revoked = true
    return json(200, {})
  }
}

function isVerified(challenge: string | null, verifier: string | null): boolean {
  if (challenge === null) return true
  return verifier !== null && createHash('sha256').update(verifier).digest('base64url') === challenge
}
