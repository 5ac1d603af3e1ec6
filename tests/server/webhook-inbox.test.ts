import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { seal } from '@/lib/server/crypto'
import { deleteStoredApp, putStoredApp } from '@/lib/server/db/oura-app'
import { ensureUser, updateUser } from '@/lib/server/db/users'
import { findWebhook, switchWebhook } from '@/lib/server/db/webhooks'
import { newSecret } from '@/lib/server/hash'
import { SECRET_PLACE } from '@/lib/server/oauth-app'
import { answerHandshake, takeAnnouncement } from '@/lib/server/webhook-inbox'
import { DIALECTS, testDatabase } from '../setup/databases'
import { type Announcement, signedEvent } from '../stand-in/webhooks'
import { NOW } from './sync-bench'

const SECRET = 'canary-secret-of-the-app'
const EVENT: Announcement = { event_type: 'update', data_type: 'sleep', object_id: 'a-night', user_id: 'oura-ann' }
// Before anything reads the environment.
Object.assign(process.env, {
  NEXTAUTH_SECRET: randomBytes(48).toString('base64'),
  DATA_KEYS: `k1:${randomBytes(32).toString('base64')}`,
})

describe.each(DIALECTS)('the inbox on %s', async (dialect) => {
  const db = await testDatabase(dialect)

  async function begin() {
    await db.deleteFrom('webhook_event').execute()
    for (const name of ['ann', 'bob']) await ensureUser(db, { id: name, oura_user_id: `oura-${name}`, role: 'member' }, NOW)
    await updateUser(db, 'ann', { removed_at: null })
    await putStoredApp(db, { client_id: 'app', secret_ct: seal(SECRET, SECRET_PLACE), server: 'moi', updated_at: NOW })
    await switchWebhook(db, true)
  }
  const take = (sent: { body: string; headers: Record<string, string> }, now = NOW) =>
    takeAnnouncement(db, new Request('http://x/', { method: 'POST', ...sent }), now)
  const kept = () => db.selectFrom('webhook_event').select(['user_id', 'collection', 'object_id', 'event', 'received_at']).execute()

  test('nobody is greeted who does not name the random token of a subscription', async () => {
    await begin()
    const greet = (token: string) => answerHandshake(db, new URLSearchParams({ verification_token: token, challenge: 'c' }), NOW)
    await expect(greet(newSecret(32))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(greet('')).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('what is signed and of somebody here is kept, under our name of the collection', async () => {
    await begin()
    await take(signedEvent(EVENT, SECRET, NOW))
    await take(signedEvent({ ...EVENT, data_type: 'vo2_max', event_type: 'delete', user_id: 'oura-bob' }, SECRET, NOW), NOW + 1)
    expect(await kept()).toEqual([
      { user_id: 'ann', collection: 'sleep', object_id: 'a-night', event: 'update', received_at: NOW },
      { user_id: 'bob', collection: 'vO2_max', object_id: 'a-night', event: 'delete', received_at: NOW + 1 },
    ])
    expect((await findWebhook(db))?.last_event_at).toBe(NOW + 1)
  })

  test('once, also when it comes many times at the same moment', async () => {
    await begin()
    const one = signedEvent(EVENT, SECRET, NOW)
    await Promise.all(Array.from({ length: 20 }, () => take(one)))
    await take(one, NOW + 299_000)
    expect(await kept()).toHaveLength(1)
    // Replayed when nobody remembers it any more.
    await db.deleteFrom('webhook_event').execute()
    await expect(take(one, NOW + 301_000)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await kept()).toEqual([])
  })

  test('taken and not kept: of nobody here, of somebody who is kept out, of no collection, or while it is switched off', async () => {
    await begin()
    const last = (await findWebhook(db))?.last_event_at
    for (const more of [
      { user_id: 'oura-nobody' },
      { user_id: 'ann' },
      { data_type: 'meal' },
      { data_type: 'vO2_max' },
      { data_type: 'heartrate' },
    ])
      await take(signedEvent({ ...EVENT, ...more }, SECRET, NOW))
    await updateUser(db, 'ann', { removed_at: NOW })
    await take(signedEvent(EVENT, SECRET, NOW))
    await updateUser(db, 'ann', { removed_at: null })
    await switchWebhook(db, false)
    await take(signedEvent(EVENT, SECRET, NOW))
    expect(await kept()).toEqual([])
    expect((await findWebhook(db))?.last_event_at).toBe(last)
  })

  test('refused before anything is read: what cannot be a signature of now', async () => {
    await begin()
    let isRead = false
    const body = new ReadableStream({
      pull(controller) {
        isRead = true
        controller.close()
      },
    })
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half', headers: { 'x-oura-signature': 'x' } }
    // A stream is pulled once as it is made.
    const request = new Request('http://x/', init)
    await new Promise((resolve) => setImmediate(resolve))
    isRead = false
    const closed = { selectFrom: () => expect.fail('the database was asked') } as unknown as typeof db
    await expect(takeAnnouncement(closed, request, NOW)).rejects.toMatchObject({ code: 'forbidden' })
    expect(isRead).toBe(false)
  })

  test('the secret is that of the application in use: another one, or none, signs nothing', async () => {
    await begin()
    await putStoredApp(db, { client_id: 'app', secret_ct: seal('canary-another', SECRET_PLACE), server: 'moi', updated_at: NOW })
    await expect(take(signedEvent(EVENT, SECRET, NOW))).rejects.toMatchObject({ code: 'forbidden' })
    await take(signedEvent(EVENT, 'canary-another', NOW))
    expect(await kept()).toHaveLength(1)
    await deleteStoredApp(db)
    await expect(take(signedEvent({ ...EVENT, object_id: 'b' }, 'canary-another', NOW))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(take(signedEvent({ ...EVENT, object_id: 'b' }, '', NOW))).rejects.toMatchObject({ code: 'forbidden' })
    expect(await kept()).toHaveLength(1)
  })
})
