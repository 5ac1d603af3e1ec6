import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { keepGrant } from '@/lib/server/connection-token'
import { upsertDocuments } from '@/lib/server/db/documents'
import type { Database } from '@/lib/server/db/schema'
import { ensureUser } from '@/lib/server/db/users'
import { serverOf } from '@/lib/server/oauth-servers'
import type { OAuthRules } from '../stand-in/oauth'
import { type StandIn, startStandIn } from '../stand-in/stand-in'

export const BACK = 'http://localhost:3000/api/auth/callback/oura'
export const APP = { clientId: 'app', clientSecret: 'secret-of-the-app', server: 'moi' as const, redirectUris: [BACK] }
export const OLD_APP = { clientId: 'old-app', clientSecret: 'secret-of-the-old-app', server: 'cloud' as const, redirectUris: [BACK] }

/** Oura on loopback, and an environment that points at it, for this process and its children. Once a test file. */
export async function ouraWithApps(
  rules: Partial<OAuthRules> = {},
  app: { clientId: string; clientSecret: string } = APP,
): Promise<StandIn> {
  const standIn = await startStandIn({ accounts: [{ name: 'ann', tokens: [] }], apps: [{ ...APP }, { ...OLD_APP }], oauth: rules })
  Object.assign(process.env, {
    OURA_API_URL: standIn.url,
    OURA_CLOUD_URL: standIn.url,
    OURA_MOI_URL: standIn.url,
    OURA_CLIENT_ID: app.clientId,
    OURA_CLIENT_SECRET: app.clientSecret,
    NEXTAUTH_SECRET: randomBytes(48).toString('base64'),
    DATA_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  })
  return standIn
}

export const DOCUMENT = { id: 'kept', day: '2026-11-01', body: '{"id":"kept","day":"2026-11-01"}' }

/** Ann, one document of hers, and a grant of hers, fresh from the stand-in, that is due at once unless `lifeMs` says otherwise. */
export async function connected(
  db: Kysely<Database>,
  standIn: StandIn,
  { lifeMs = 60_000, app = APP as typeof APP | typeof OLD_APP } = {},
) {
  const now = Date.now()
  await ensureUser(db, { id: 'ann', oura_user_id: 'ann', role: 'owner' }, 0)
  await upsertDocuments(db, 'ann', 'daily_sleep', [DOCUMENT], now)
  const { access_token: accessToken, refresh_token: refreshToken } = standIn.oauth.grant(app.clientId, 'ann')
  const grant = { pair: { accessToken, refreshToken, scopes: null, lifeMs: 86_400_000 }, scopes: ['daily'], clientId: app.clientId }
  await keepGrant(db, 'ann', { ...grant, tokenUrl: serverOf(app.server).metadata.token_endpoint }, now)
  await db
    .updateTable('connection')
    .set({ issued_at: now + lifeMs - 86_400_000, expires_at: now + lifeMs })
    .execute()
  return { accessToken, refreshToken }
}
