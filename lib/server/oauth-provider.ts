import 'server-only'
import type { Kysely } from 'kysely'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { validateAuthResponse } from 'oauth4webapi'
import type { SignInProblem } from '@/lib/api'
import type { Grant } from './connection-token'
import { setStoredServer } from './db/oura-app'
import type { Database } from './db/schema'
import { asApiError } from './error-answer'
import { log } from './log'
import { exchangeCode, revokeGrant, scopesOf } from './oauth'
import { type ConfiguredApp, redirectUri } from './oauth-app'
import { OAuthRefusal, type OAuthRefusalKind } from './oauth-refusal'
import { type OuraServer, serverAt, serverOf, serverOfCallback } from './oauth-servers'
import { connectByGrant, OtherAccountError } from './oauth-sign-in'
import type { Entry } from './user'

/** One sign-in at Oura, from the click or from the callback on. `problem` and `userId` are how it ended. */
export type Attempt = {
  db: Kysely<Database>
  app: ConfiguredApp
  sentTo: OuraServer
  /** The query of the callback; empty while a person is only sent to Oura. */
  callback: URLSearchParams
  /** Who this device is signed in as. */
  current: string | null
  /** By what right somebody new comes in. */
  entry: Entry
  problem: SignInProblem | null
  userId: string | null
}

const REFUSALS: Record<OAuthRefusalKind, SignInProblem> = {
  grant: 'code',
  client: 'client',
  request: 'client',
  limited: 'upstream_limited',
  unreachable: 'upstream_unreachable',
  lost: 'upstream_unreachable',
}

/** Errors of our own that the page of connecting has a sentence for. */
const SAID = [
  'forbidden',
  'access_removed',
  'code_unknown',
  'code_used',
  'code_expired',
  'membership_lapsed',
  'not_shared',
  'upstream_limited',
  'upstream_unreachable',
] as const satisfies readonly SignInProblem[]

function problemOf(error: unknown): SignInProblem {
  if (error instanceof OAuthRefusal) return REFUSALS[error.kind]
  if (error instanceof OtherAccountError) return 'other_account'
  const { code } = asApiError(error, Date.now())
  if (code === 'internal') log().error('sign_in_failed', { error })
  return SAID.find((one) => one === code) ?? 'other'
}

/** Looks at the callback (state, and who it says it is from), then exchanges its code, once, at the server it came from. */
async function grantOf(
  { app, sentTo, callback }: Attempt,
  state: string | undefined,
  verifier: string | undefined,
): Promise<Grant | SignInProblem> {
  const server = serverOfCallback(callback.get('iss'), sentTo)
  if (server === null) return 'stranger'
  if (state === undefined || callback.get('state') !== state) return 'state'
  const { metadata } = serverOf(server)
  const looked = validateAuthResponse(metadata, { client_id: app.clientId }, callback, state)
  const pair = await exchangeCode({ server, app }, { callback: looked, redirectUri: redirectUri(), verifier: verifier ?? null })
  const told = callback.get('scope')
  return { pair, scopes: pair.scopes ?? (told === null ? null : scopesOf(told)), tokenUrl: metadata.token_endpoint, clientId: app.clientId }
}

/**
 * next-auth's provider for one attempt. Its own exchange knows a single token endpoint; ours is chosen by the callback. The tokens stay
 * here: next-auth is told the user's id and nothing else.
 */
export function ouraProvider(attempt: Attempt): OAuthConfig<{ id: string }> {
  const { db, app, sentTo } = attempt
  const { metadata, scope, pkce } = serverOf(sentTo)
  let grant: Grant | undefined
  const refuse = (problem: SignInProblem): never => {
    attempt.problem = problem
    throw new Error(problem)
  }
  return {
    id: 'oura',
    name: 'Oura',
    type: 'oauth',
    issuer: metadata.issuer,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    checks: pkce ? ['state', 'pkce'] : ['state'],
    authorization: { url: metadata.authorization_endpoint, params: { scope, redirect_uri: redirectUri() } },
    token: {
      url: metadata.token_endpoint,
      request: async ({ checks }) => {
        const given = await grantOf(attempt, checks.state, checks.code_verifier).catch((error: unknown) => problemOf(error))
        if (typeof given === 'string') return refuse(given)
        grant = given
        return { tokens: {} }
      },
    },
    userinfo: {
      request: async () => {
        if (!grant) return refuse('other')
        const server = serverAt(grant.tokenUrl)
        try {
          attempt.userId = await connectByGrant(db, grant, attempt, Date.now())
        } catch (error) {
          const { accessToken: access, refreshToken: refresh } = grant.pair
          void revokeGrant({ server, app }, { access, refresh })
          return refuse(problemOf(error))
        }
        if (app.from === 'here' && app.server !== server) await setStoredServer(db, server, Date.now())
        return { sub: attempt.userId }
      },
    },
    profile: () => ({ id: attempt.userId ?? '' }),
  }
}
