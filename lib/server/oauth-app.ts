import 'server-only'
import type { Kysely } from 'kysely'
import { open, type SealedAt } from './crypto'
import { findStoredApp } from './db/oura-app'
import type { Database } from './db/schema'
import { env, publicOrigin } from './env'
import type { OAuthApp } from './oauth'
import type { OuraServer } from './oauth-servers'

/** Where the secret is sealed. */
export const SECRET_PLACE: SealedAt = { user: 'server', provider: 'oura_app', column: 'secret_ct', row: 'server' }
const PATH = '/api/auth/callback/oura'
const LOOPBACK = /^https?:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:|$)/

export type ConfiguredApp = OAuthApp & { server: OuraServer; from: 'environment' | 'here' }

/** The application that people sign in with: of the environment, else the one entered here; null without either. Throws a SealError. */
export async function findApp(db: Kysely<Database>): Promise<ConfiguredApp | null> {
  const stored = await findStoredApp(db)
  const { OURA_CLIENT_ID, OURA_CLIENT_SECRET } = env()
  if (OURA_CLIENT_ID && OURA_CLIENT_SECRET)
    return { clientId: OURA_CLIENT_ID, clientSecret: OURA_CLIENT_SECRET, server: 'moi', from: 'environment' }
  if (!stored) return null
  return { clientId: stored.client_id, clientSecret: open(stored.secret_ct, SECRET_PLACE), server: stored.server, from: 'here' }
}

/** The address that Oura sends people back to. One it would not register (http beyond this machine) becomes localhost: by hand then. */
export function redirectUri(): string {
  const origin = publicOrigin()
  return origin.startsWith('https://') || LOOPBACK.test(origin) ? `${origin}${PATH}` : `http://localhost:${env().PORT}${PATH}`
}
