import 'server-only'
import {
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  ClientSecretPost,
  customFetch,
  nopkce,
  refreshTokenGrantRequest,
  revocationRequest,
} from 'oauth4webapi'
import { fetch } from 'undici'
import { z } from 'zod'
import { scopeNamed } from '@/lib/oura/collections'
import { OAuthRefusal } from './oauth-refusal'
import { type OuraServer, serverOf } from './oauth-servers'
import { waitOf } from './oura-client-errors'

/** The application that people are signed in with. */
export type OAuthApp = { clientId: string; clientSecret: string }
/** What a token endpoint gives. `scopes` without Oura's prefix, null when the answer names none; `lifeMs` of the access token. */
export type Pair = { accessToken: string; refreshToken: string | null; scopes: string[] | null; lifeMs: number }

const TOTAL_MS = 15_000
const LARGEST = 64 * 1024
/** What says how long to wait. */
const WAITS = ['date', 'retry-after', 'x-ratelimit-reset']

const pairSchema = z.looseObject({
  access_token: z.string().regex(/^[\x21-\x7e]{1,4096}$/),
  refresh_token: z
    .string()
    .regex(/^[\x21-\x7e]{1,4096}$/)
    .nullish(),
  // Without it: the shorter of the two lives that Oura's documentation names.
  expires_in: z.coerce.number().positive().catch(86_400),
  scope: z.string().nullish(),
})
const errorSchema = z.looseObject({ error: z.string() })

/** Scope names of a text, sorted, as they are called today. */
export const scopesOf = (text: string): string[] =>
  [...new Set(text.split(/[\s,]+/).flatMap((name) => (name ? [scopeNamed(name)] : [])))].sort()

/** What the protocol's library sends, sent by our own client: bounded in time and size, never redirected, cached by nobody. */
function through(sent: (answered: boolean) => void) {
  return async (
    url: string,
    { method, headers, body, signal }: { method: string; headers: Record<string, string>; body: URLSearchParams; signal?: AbortSignal },
  ) => {
    sent(false)
    const response = await fetch(url, {
      method,
      headers,
      body: body.toString(),
      redirect: 'manual',
      signal: signal ?? AbortSignal.timeout(TOTAL_MS),
    })
    const chunks: Uint8Array[] = []
    let bytes = 0
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length
      if (bytes > LARGEST) throw new OAuthRefusal('lost')
      chunks.push(chunk)
    }
    sent(true)
    const { status } = response
    return new Response(status === 204 ? null : Buffer.concat(chunks), {
      status: status < 200 ? 502 : status,
      headers: WAITS.flatMap((name): [string, string][] => {
        const value = response.headers.get(name)
        return value === null ? [] : [[name, value]]
      }),
    })
  }
}

type Asking = { server: OuraServer; app: OAuthApp; sent?: (answered: boolean) => void }
const client = ({ clientId }: OAuthApp) => ({ client_id: clientId })
const by = ({ clientSecret }: OAuthApp) => ClientSecretPost(clientSecret)
const manner = (server: OuraServer, sent: (answered: boolean) => void = () => undefined) => ({
  [customFetch]: through(sent),
  [allowInsecureRequests]: serverOf(server).isLoopback,
  signal: AbortSignal.timeout(TOTAL_MS),
})

/** Nothing of the answer's text is passed on: it may hold a token. */
async function pairOf(asked: Promise<Response>): Promise<Pair> {
  const response = await asked.catch((error: unknown) => {
    throw error instanceof OAuthRefusal ? error : new OAuthRefusal(wasNeverSent(error) ? 'unreachable' : 'lost')
  })
  const body: unknown = await response.json().catch(() => null)
  const { status } = response
  if (status === 200) {
    const { data } = pairSchema.safeParse(body)
    // It said yes, so what was sent is spent; what it gave cannot be read.
    if (!data) throw new OAuthRefusal('lost')
    const scopes = data.scope === null || data.scope === undefined ? null : scopesOf(data.scope)
    return { accessToken: data.access_token, refreshToken: data.refresh_token ?? null, scopes, lifeMs: data.expires_in * 1000 }
  }
  const { error } = errorSchema.safeParse(body).data ?? {}
  if (status === 429) throw new OAuthRefusal('limited', waitOf(response.headers, Date.now()))
  if (status >= 500 || status < 400) throw new OAuthRefusal('lost')
  if (error === 'invalid_grant') throw new OAuthRefusal('grant')
  throw new OAuthRefusal(status === 401 || error === 'invalid_client' || error === 'unauthorized_client' ? 'client' : 'request')
}

const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])
/** Whether nobody can have read the request, and so nothing was spent. */
function wasNeverSent(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) if ('code' in at && NEVER_SENT.has(String(at.code))) return true
  return false
}

/** Exchanges the code of a callback that `validateAuthResponse` has looked at. Rejects with an OAuthRefusal; the code is gone either way. */
export function exchangeCode(
  { server, app }: Asking,
  { callback, redirectUri, verifier }: { callback: URLSearchParams; redirectUri: string; verifier: string | null },
): Promise<Pair> {
  const { metadata } = serverOf(server)
  return pairOf(authorizationCodeGrantRequest(metadata, client(app), by(app), callback, redirectUri, verifier ?? nopkce, manner(server)))
}

/** Spends a refresh token for a new pair. Rejects with an OAuthRefusal; after `lost` nobody knows whether it was spent. */
export function refreshPair({ server, app, sent }: Asking, refreshToken: string): Promise<Pair> {
  return pairOf(refreshTokenGrantRequest(serverOf(server).metadata, client(app), by(app), refreshToken, manner(server, sent)))
}

/** Tells Oura that these tokens are no longer needed. Answers whether it took note; never rejects. */
export async function revokeGrant({ server, app }: Asking, tokens: { access: string; refresh: string | null }): Promise<boolean> {
  const { metadata, revokesByAddress } = serverOf(server)
  // The older server reads the token from the address and nowhere else.
  const at = revokesByAddress
    ? { ...metadata, revocation_endpoint: `${metadata.revocation_endpoint}?${new URLSearchParams({ access_token: tokens.access })}` }
    : metadata
  const token = revokesByAddress || tokens.refresh === null ? tokens.access : tokens.refresh
  const hint = { additionalParameters: { token_type_hint: token === tokens.refresh ? 'refresh_token' : 'access_token' } }
  try {
    const { status } = await revocationRequest(at, client(app), by(app), token, { ...manner(server), ...hint })
    // 401: it was already revoked.
    return status === 200 || status === 204 || (revokesByAddress && status === 401)
  } catch {
    return false
  }
}
