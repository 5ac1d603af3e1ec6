import 'server-only'
import type { Kysely } from 'kysely'
import { announcement, collectionOfType } from '@/lib/oura/webhooks'
import { ApiError } from './api-error'
import type { Database } from './db/schema'
import { findUserByOuraId } from './db/users'
import { insertWebhookEvent } from './db/webhook-events'
import { findWebhook, noteHandshake, updateWebhook } from './db/webhooks'
import { hashOf, isSecret } from './hash'
import { findApp } from './oauth-app'
import { readBytes } from './request-body'
import { isSigned, signedNow } from './webhook-signature'

const stranger = () => new ApiError('forbidden', 'This address is for Oura.')

/**
 * Answers Oura's question whether this address wants its announcements: only where it names the random token of one of our subscriptions,
 * of which we keep a hash. Rejects with `forbidden` for everybody else.
 */
export async function answerHandshake(db: Kysely<Database>, params: URLSearchParams, now: number): Promise<{ challenge: string }> {
  const [token, ...tokens] = params.getAll('verification_token')
  const [challenge = '', ...challenges] = params.getAll('challenge')
  if (!isSecret(token) || tokens.length > 0 || challenges.length > 0 || !/^[\x21-\x7e]{1,512}$/.test(challenge)) throw stranger()
  if (!(await noteHandshake(db, hashOf(token), now))) throw stranger()
  return { challenge }
}

function announcementOf(body: Buffer) {
  try {
    return announcement.safeParse(JSON.parse(body.toString('utf8'))).data ?? null
  } catch {
    return null
  }
}

/**
 * Keeps what Oura announces, to be fetched later. Rejects with `forbidden` for whatever Oura did not sign within the last minutes, before
 * anything is read or written. What is signed and of no use (somebody unknown, or kept out; a type without a collection; a repetition) is
 * taken without a word: Oura would send it ten times more.
 */
export async function takeAnnouncement(db: Kysely<Database>, request: Request, now: number): Promise<void> {
  const signed = signedNow(request.headers, now)
  if (!signed) throw stranger()
  const body = await readBytes(request)
  const app = await findApp(db)
  if (!app || !isSigned(signed, body, app.clientSecret)) throw stranger()
  const said = announcementOf(body)
  const collection = said && collectionOfType(said.data_type)
  if (!collection || (await findWebhook(db))?.is_on !== 1) return
  const user = await findUserByOuraId(db, said.user_id)
  if (!user || user.removed_at !== null) return
  const { signature } = signed
  const event = { user_id: user.id, signature, collection, object_id: said.object_id, event: said.event_type, received_at: now }
  if (await insertWebhookEvent(db, event)) await updateWebhook(db, { last_event_at: now })
}
