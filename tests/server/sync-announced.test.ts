import { describe, expect, test } from 'vitest'
import { addDays } from '@/lib/domain/day'
import type { DocumentCollection } from '@/lib/oura/collections'
import { deleteConnection, findConnection, replaceConnection, takeLease, updateConnection } from '@/lib/server/db/connections'
import { readCoverage, upsertCoverage } from '@/lib/server/db/coverage'
import { findDocument } from '@/lib/server/db/documents'
import { readMetrics } from '@/lib/server/db/metrics'
import { readRevisions } from '@/lib/server/db/revisions'
import { updateUser } from '@/lib/server/db/users'
import { insertWebhookEvent, pruneWebhookEvents, type WebhookEvent } from '@/lib/server/db/webhook-events'
import { OuraError } from '@/lib/server/oura-source'
import { syncUser } from '@/lib/server/sync'
import { followAnnouncements } from '@/lib/server/webhook-worker'
import { ouraDocument } from '../fixtures/oura-document'
import { DIALECTS, testDatabase } from '../setup/databases'
import { MemoryOura } from './memory-oura'
import { HOUR, NOW, person, withoutDisk } from './sync-bench'

const TODAY = '2026-11-23'
/** Beyond what any sync asks for again. */
const OLD = addDays(TODAY, -200)
const SECOND = 1000
const MINUTE = 60 * SECOND
let signatures = 0
const activity = (day: string, id: string, steps: number) => ({ ...ouraDocument('daily_activity', day), id, steps })

describe.each(DIALECTS)('what Oura announces, on %s', async (dialect) => {
  const db = await testDatabase(dialect)
  withoutDisk(db)

  /** Somebody whose archive is whole, with one old day of activity. */
  async function archive() {
    // What another test left waiting is nobody's business here.
    await db.deleteFrom('webhook_event').execute()
    const oura = new MemoryOura()
    const one = await person(db, oura)
    await one.prepare()
    oura.put('daily_activity', OLD, activity(OLD, 'old', 1000))
    await upsertCoverage(db, one.userId, [{ collection: 'daily_activity', day: OLD, state: 'failed', checked_at: NOW }])
    expect(await one.sync()).toBe('done')
    const announce = (event: WebhookEvent['event'], object_id: string, collection: DocumentCollection = 'daily_activity') =>
      insertWebhookEvent(db, {
        user_id: one.userId,
        signature: `signature-${signatures++}`,
        collection,
        object_id,
        event,
        received_at: one.clock.now,
      })
    /** Looks whether somebody is to be followed, as the server does every second, and waits for the sync. */
    const follow = async () => {
      const started = await followAnnouncements(one.tools)
      if (started > 0) await syncUser(one.tools, one.userId).end
      return started
    }
    const pass = async (ms: number) => {
      one.clock.now += ms
      return follow()
    }
    const open = async () =>
      (await db.selectFrom('webhook_event').selectAll().where('user_id', '=', one.userId).execute()).filter((row) => row.done_at === null)
    const fetched = () => oura.asked.filter(({ collection }) => collection === 'document').map(({ to }) => to)
    one.clock.now += HOUR
    oura.asked.length = 0
    return { ...one, oura, announce, follow, pass, open, fetched }
  }

  test('an old day that was edited is read by its id, and its numbers are derived anew', async () => {
    const one = await archive()
    one.oura.put('daily_activity', OLD, activity(OLD, 'old', 4321))
    expect(await one.sync()).toBe('done')
    expect(await readMetrics(db, one.userId, ['steps'], OLD, OLD)).toMatchObject([{ steps: 1000 }])
    await one.announce('update', 'old')
    expect(await one.pass(20 * SECOND)).toBe(1)
    expect(await readMetrics(db, one.userId, ['steps'], OLD, OLD)).toMatchObject([{ steps: 4321 }])
    expect(await readRevisions(db, one.userId, 'daily_activity', 'old')).toHaveLength(1)
    expect(await one.open()).toEqual([])
    // Heart rate has no announcements of its own: the sync that was brought forward asks for it.
    expect(one.oura.asked.map(({ collection }) => collection)).toContain('heartrate')
    expect(await one.pass(MINUTE)).toBe(0)
    expect(one.fetched()).toEqual(['old'])
  })

  test('a document of a day that was never asked for is kept, and the day stays to be asked for', async () => {
    const one = await archive()
    const day = addDays(TODAY, -600)
    one.oura.put('workout', day, {
      id: 'run',
      activity: 'running',
      start_datetime: `${day}T10:00:00+01:00`,
      end_datetime: `${day}T11:00:00+01:00`,
    })
    await one.announce('create', 'run', 'workout')
    await one.pass(MINUTE)
    expect(await findDocument(db, one.userId, 'workout', 'run')).not.toBeNull()
    expect(await readCoverage(db, one.userId, day, day, ['workout'])).toEqual([])
  })

  test('what was deleted is buried, its day says so, and what it said is kept', async () => {
    const one = await archive()
    one.oura.remove('daily_activity', 'old')
    await one.announce('delete', 'old')
    await one.pass(MINUTE)
    expect(await findDocument(db, one.userId, 'daily_activity', 'old')).toBeNull()
    expect(await readCoverage(db, one.userId, OLD, OLD, ['daily_activity'])).toMatchObject([{ state: 'none' }])
    expect(await readMetrics(db, one.userId, ['steps'], OLD, OLD)).toMatchObject([{ steps: null }])
    expect(await readRevisions(db, one.userId, 'daily_activity', 'old')).toHaveLength(1)
    expect(await one.open()).toEqual([])
  })

  test('what Oura does not show though it announced it is asked for again, and buried only when it stays away', async () => {
    const one = await archive()
    const held = one.oura.all('daily_activity')[0]
    one.oura.remove('daily_activity', 'old')
    await one.announce('update', 'old')
    await one.pass(MINUTE)
    expect(await findDocument(db, one.userId, 'daily_activity', 'old')).not.toBeNull()
    // It comes back: all was well.
    one.oura.put('daily_activity', OLD, JSON.parse(held?.body ?? ''))
    expect(await one.pass(29 * SECOND)).toBe(0)
    expect(await one.pass(2 * SECOND)).toBe(1)
    expect(await one.open()).toEqual([])
    one.oura.remove('daily_activity', 'old')
    await one.announce('update', 'old')
    for (let tries = 0; tries < 6; tries++) {
      expect(await findDocument(db, one.userId, 'daily_activity', 'old')).not.toBeNull()
      await one.pass(HOUR)
    }
    expect(await findDocument(db, one.userId, 'daily_activity', 'old')).toBeNull()
    expect(await one.open()).toEqual([])
  })

  test('what is still there though it was deleted stays, and is asked for a few times more', async () => {
    const one = await archive()
    await one.announce('delete', 'old')
    for (let tries = 0; tries < 8; tries++) await one.pass(HOUR)
    expect(one.fetched()).toHaveLength(6)
    expect(await findDocument(db, one.userId, 'daily_activity', 'old')).not.toBeNull()
    expect(await one.open()).toEqual([])
  })

  test('events of one document that come together, in any order, are one question', async () => {
    const one = await archive()
    one.oura.remove('daily_activity', 'old')
    for (const event of ['delete', 'create', 'update', 'update'] as const) {
      await one.announce(event, 'old')
      expect(await one.pass(4 * SECOND)).toBe(0)
    }
    expect(await one.pass(SECOND)).toBe(1)
    expect(one.fetched()).toEqual(['old'])
    expect(await findDocument(db, one.userId, 'daily_activity', 'old')).toBeNull()
    expect(await one.open()).toEqual([])
  })

  test('a document that never comes to rest is read all the same after a minute', async () => {
    const one = await archive()
    let started = 0
    for (let tries = 0; tries < 16; tries++) {
      await one.announce('update', 'old')
      started += await one.pass(4 * SECOND)
    }
    expect(started).toBe(1)
  })

  test('the same signature counts once, also when it is done', async () => {
    const one = await archive()
    const event = {
      user_id: one.userId,
      signature: `twice-${one.userId}`,
      collection: 'daily_activity',
      object_id: 'old',
      event: 'update',
      received_at: one.clock.now,
    } as const
    expect(await insertWebhookEvent(db, event)).toBe(true)
    expect(await insertWebhookEvent(db, { ...event, received_at: one.clock.now + 1 })).toBe(false)
    await one.pass(MINUTE)
    expect(await insertWebhookEvent(db, event)).toBe(false)
    expect(await one.open()).toEqual([])
    await pruneWebhookEvents(db, { done: one.clock.now - 24 * HOUR, open: 0 })
    expect(await insertWebhookEvent(db, event)).toBe(false)
    await pruneWebhookEvents(db, { done: one.clock.now + 1, open: 0 })
    expect(await insertWebhookEvent(db, event)).toBe(true)
  })

  test('one person’s event leaves another with the same ids alone', async () => {
    const [ann, bob] = [await archive(), await archive()]
    for (const one of [ann, bob]) one.oura.put('daily_activity', OLD, activity(OLD, 'old', 9999))
    await ann.announce('update', 'old')
    await ann.pass(MINUTE)
    bob.clock.now += MINUTE
    expect(await bob.follow()).toBe(0)
    expect(await readMetrics(db, ann.userId, ['steps'], OLD, OLD)).toMatchObject([{ steps: 9999 }])
    expect(await readMetrics(db, bob.userId, ['steps'], OLD, OLD)).toMatchObject([{ steps: 1000 }])
    expect(bob.oura.asked).toEqual([])
  })

  test('a day of announcements one after the other costs a sync each quarter of a minute at most', async () => {
    const one = await archive()
    let started = 0
    for (let second = 0; second < 120; second += 2) {
      await one.announce('update', `object-${second}`, 'workout')
      started += await one.pass(2 * SECOND)
    }
    expect(started).toBeGreaterThan(4)
    expect(started).toBeLessThanOrEqual(8)
  })

  test('a dead token, a 429, an outage: nothing is asked for before its time, and nothing is lost', async () => {
    const one = await archive()
    await one.announce('update', 'old')
    one.oura.fault = () => {
      throw new OuraError('limited', 'wait', { status: 429, retryAt: one.clock.now + 600 * SECOND })
    }
    expect(await one.pass(20 * SECOND)).toBe(1)
    one.oura.asked.length = 0
    for (let tries = 0; tries < 19; tries++) expect(await one.pass(30 * SECOND)).toBe(0)
    expect(one.oura.asked).toEqual([])
    one.oura.fault = (collection) => {
      if (collection === 'document') throw new OuraError('token', 'dead', { status: 401 })
    }
    expect(await one.pass(MINUTE)).toBe(1)
    expect(await findConnection(db, one.userId)).toMatchObject({ state: 'token' })
    for (let tries = 0; tries < 5; tries++) expect(await one.pass(24 * HOUR)).toBe(0)
    expect(await one.open()).toHaveLength(1)
    // Connected anew, it goes on.
    one.oura.fault = () => {}
    await replaceConnection(db, one.userId, { kind: 'token' }, one.clock.now)
    expect(await one.pass(SECOND)).toBe(1)
    expect(await one.open()).toEqual([])
  })

  test('a collection that is not shared waits with its announcements, the others go on', async () => {
    const one = await archive()
    await one.announce('update', 'secret', 'enhanced_tag')
    await one.announce('update', 'old')
    one.oura.fault = (collection) => {
      const last = one.oura.asked.at(-1)
      if (collection === 'enhanced_tag' || (collection === 'document' && last?.from === 'enhanced_tag'))
        throw new OuraError('scope', 'no', { status: 401, scope: 'tag' })
    }
    await one.pass(MINUTE)
    expect(await one.open()).toMatchObject([{ collection: 'enhanced_tag', attempts: 0 }])
    // The sync before it met the refusal: it is not asked again for the sake of one document.
    expect(one.fetched()).toEqual(['old'])
    one.oura.asked.length = 0
    for (let tries = 0; tries < 5; tries++) await one.pass(HOUR)
    expect(one.oura.asked).toEqual([])
    expect(await one.open()).toHaveLength(1)
  })

  test('a document that Oura refuses or does not send is given up after a few tries, and costs its collection nothing', async () => {
    const one = await archive()
    one.oura.fault = (collection) => {
      if (collection === 'document') throw new OuraError('refused', 'odd', { status: 422 })
    }
    await one.announce('update', 'odd')
    for (let tries = 0; tries < 8; tries++) await one.pass(HOUR)
    expect(await one.open()).toEqual([])
    expect(one.fetched()).toHaveLength(6)
    expect((await readCoverage(db, one.userId, TODAY, TODAY, ['daily_activity'])).map(({ state }) => state)).not.toContain('failed')
  })

  test('nobody is followed who is kept out, has no connection, or whose sync another process has', async () => {
    const one = await archive()
    await one.announce('update', 'old')
    one.clock.now += MINUTE
    await takeLease(db, one.userId, 'another machine', one.clock.now, one.clock.now + MINUTE)
    expect(await one.follow()).toBe(0)
    await updateUser(db, one.userId, { removed_at: one.clock.now })
    expect(await one.pass(2 * MINUTE)).toBe(0)
    await updateUser(db, one.userId, { removed_at: null })
    await deleteConnection(db, one.userId)
    expect(await one.pass(MINUTE)).toBe(0)
    await replaceConnection(db, one.userId, { kind: 'token' }, one.clock.now)
    await updateConnection(db, one.userId, { last_attempt_at: one.clock.now }, one.clock.now)
    expect(await one.pass(14 * SECOND)).toBe(0)
    expect(await one.pass(SECOND)).toBe(1)
    expect(await one.open()).toEqual([])
  })

  test('an event that is missed is made good by the next sync', async () => {
    const one = await archive()
    const day = addDays(TODAY, -3)
    one.oura.put('daily_activity', day, activity(day, 'late', 777))
    one.clock.now += HOUR
    expect(await one.sync()).toBe('done')
    expect(await findDocument(db, one.userId, 'daily_activity', 'late')).not.toBeNull()
  })
})
