import 'server-only'
import type { Kysely } from 'kysely'
import { listConnections } from './db/connections'
import type { Database } from './db/schema'
import type { Webhook } from './db/webhooks'
import { publicOrigin } from './env'
import type { OAuthApp } from './oauth'
import { findApp } from './oauth-app'

/** What there is to be at Oura: subscriptions of this application for this address. */
export type Goal = { readonly app: OAuthApp; readonly callback: string }
/** Why there is nothing to be. */
export type NoGoal = 'off' | 'app' | 'https' | 'nobody'

/** The address that Oura opens to announce something. */
export const callbackUrl = (): string => `${publicOrigin()}/api/webhooks/oura`

/** What is missing for announcements at all: an application, or an address that Oura can open. Throws a SealError. */
export async function whatIsMissing(db: Kysely<Database>): Promise<'app' | 'https' | null> {
  if (!publicOrigin().startsWith('https://')) return 'https'
  return (await findApp(db)) ? null : 'app'
}

/**
 * What there is to be at Oura, or why nothing: it is switched off, something is missing, or nobody is connected through the application, so
 * that there is nobody to announce anything of. Throws a SealError.
 */
export async function goalOf(db: Kysely<Database>, webhook: Pick<Webhook, 'is_on'>): Promise<Goal | NoGoal> {
  if (webhook.is_on !== 1) return 'off'
  const callback = callbackUrl()
  if (!callback.startsWith('https://')) return 'https'
  const app = await findApp(db)
  if (!app) return 'app'
  const isConnected = (await listConnections(db)).some(({ kind, client_id }) => kind === 'oauth' && client_id === app.clientId)
  return isConnected ? { app, callback } : 'nobody'
}
