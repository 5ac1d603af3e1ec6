import 'server-only'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { OuraAppBody } from '@/lib/api'
import { ApiError } from './api-error'
import type { CurrentUser } from './auth'
import { clientAddress } from './client-address'
import { seal } from './crypto'
import { appendAudit } from './db/audit'
import { findStoredApp, putStoredApp } from './db/oura-app'
import { forgiveRefused } from './db/refreshes'
import type { Database } from './db/schema'
import { findOwner } from './db/users'
import { updateWebhook } from './db/webhooks'
import { checkSetup, entrySchema } from './entry'
import { env } from './env'
import { redirectUri, SECRET_PLACE } from './oauth-app'
import { countTry } from './rate-limit'
import { syncSoon } from './sync'
import { keepUpSoon } from './webhook-upkeep'

const credential = (name: string) =>
  z
    .string(`${name}: copy it from the application at Oura.`)
    .trim()
    .min(1, `${name}: copy it from the application at Oura.`)
    .max(200, `${name}: this is too long; copy only the value itself.`)
    .regex(/^[\x21-\x7e]+$/, `${name}: it has plain letters, digits and signs, and no spaces; copy it once more.`)
/** What `PUT /api/oura-app` takes. */
export const appSchema = z.object({
  client_id: credential('Client ID'),
  client_secret: credential('Client secret'),
  server: z.enum(['moi', 'cloud']).default('moi'),
  setup_code: entrySchema.shape.setup_code,
})

/** Who may enter the application: the owner; while there is none, whoever sets this server up. */
async function mayChange(db: Kysely<Database>, user: CurrentUser | null): Promise<boolean> {
  const owner = await findOwner(db)
  return owner === null || owner.id === user?.id
}

/** What the page of connecting needs to know of the application; never its secret. */
export async function describeApp(db: Kysely<Database>, user: CurrentUser | null): Promise<OuraAppBody> {
  const stored = env().OURA_CLIENT_ID === undefined ? await findStoredApp(db) : null
  const changeable = env().OURA_CLIENT_ID === undefined && (await mayChange(db, user))
  return {
    configured: env().OURA_CLIENT_ID !== undefined ? 'environment' : stored ? 'here' : null,
    client_id: changeable ? (stored?.client_id ?? null) : null,
    server: stored?.server ?? 'moi',
    redirect_uri: redirectUri(),
    changeable,
  }
}

/** Rejects with an ApiError (forbidden) for whoever may not enter an application at all. */
async function refuseOthers(db: Kysely<Database>, user: CurrentUser | null): Promise<void> {
  if (env().OURA_CLIENT_ID !== undefined)
    throw new ApiError('forbidden', 'The application is set by OURA_CLIENT_ID and OURA_CLIENT_SECRET in this server’s environment.')
  if (!(await mayChange(db, user))) throw new ApiError('forbidden', 'Only the owner of this server can change its application.')
}

/**
 * Keeps the application, its secret sealed. Rejects with an ApiError for everybody who may not: `setup_code` while nobody owns the server
 * and this request does not know it.
 */
export async function saveApp(
  db: Kysely<Database>,
  { user, headers }: { user: CurrentUser | null; headers: Headers },
  app: z.infer<typeof appSchema>,
  now: number,
): Promise<void> {
  // Who may not is not counted, or a stranger could use up the tries of whoever may.
  await refuseOthers(db, user)
  await countTry(db, 'app', { session: user?.id ?? null, address: clientAddress(headers) })
  await checkSetup(db, app.setup_code, headers)
  await putStoredApp(db, {
    client_id: app.client_id,
    secret_ct: seal(app.client_secret, SECRET_PLACE),
    server: app.server,
    updated_at: now,
  })
  await appendAudit(db, user?.id ?? null, 'oura_app_changed', null, now)
  for (const userId of await forgiveRefused(db, app.client_id, now)) await syncSoon(userId)
  await updateWebhook(db, { fail_count: 0, retry_at: null })
  void keepUpSoon()
}

/** Whoever was refused because of an application that this start may have mended, in its environment, is tried again. */
export async function forgiveAtStart(db: Kysely<Database>, now: number): Promise<void> {
  const clientId = env().OURA_CLIENT_ID ?? (await findStoredApp(db))?.client_id
  if (clientId !== undefined) await forgiveRefused(db, clientId, now)
}
