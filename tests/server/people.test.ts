import { describe, expect, test } from 'vitest'
import { listConnections, replaceConnection } from '@/lib/server/db/connections'
import { ensureUser } from '@/lib/server/db/users'
import { createGuestLink, openGuestLink } from '@/lib/server/guest-links'
import { createInvite, listOpenInvites, newInviteSchema, withdrawInvite } from '@/lib/server/invites'
import { accessSchema, readPeople, removalSchema, removePerson, setAccess } from '@/lib/server/people'
import { beginSession, liveSession } from '@/lib/server/session'
import { DIALECTS, type Dialect, testDatabase } from '@/tests/setup/databases'

const NOW = Date.UTC(2026, 10, 23)
const DAY = 86_400_000

async function household(dialect: Dialect) {
  const db = await testDatabase(dialect)
  await ensureUser(db, { id: 'ann', oura_user_id: 'oura-ann', role: 'owner' }, 1)
  await ensureUser(db, { id: 'bob', oura_user_id: 'oura-bob', role: 'member', name: 'Bob' }, 2)
  await ensureUser(db, { id: 'demo', oura_user_id: null, role: 'demo' }, 0)
  for (const user of ['ann', 'bob']) await replaceConnection(db, user, { kind: 'token' }, 3)
  return db
}

describe.each(DIALECTS)('on %s', (dialect) => {
  test('the owner sees who is here and when they last were, and nothing of Oura’s', async () => {
    const db = await household(dialect)
    await beginSession(db, { userId: 'bob', provider: 'token', device: null }, NOW)
    const { people } = await readPeople(db, 'ann', NOW)
    expect(people).toEqual([
      { id: 'ann', name: null, role: 'owner', joined_at: '1970-01-01T00:00:00.001Z', last_seen_at: null, removed_at: null },
      {
        id: 'bob',
        name: 'Bob',
        role: 'member',
        joined_at: '1970-01-01T00:00:00.002Z',
        last_seen_at: '2026-11-23T00:00:00.000Z',
        removed_at: null,
      },
    ])
  })

  test('fifty invitations are enough; one that is withdrawn or ran out makes room', async () => {
    const db = await household(dialect)
    const invite = (now = NOW) => createInvite(db, 'ann', { name: 'Eve', days: 7 }, 'http://x', now)
    const made = []
    for (let count = 0; count < 50; count++) made.push(await invite())
    await expect(invite()).rejects.toMatchObject({ code: 'invalid' })
    await withdrawInvite(db, 'ann', made[0]?.id ?? '', NOW)
    await invite()
    await expect(invite()).rejects.toMatchObject({ code: 'invalid' })
    await invite(NOW + 7 * DAY)
  })

  test('who is kept out is out everywhere and not synced; given back, all of it works again', async () => {
    const db = await household(dialect)
    const sid = await beginSession(db, { userId: 'bob', provider: 'token', device: null }, NOW)
    const { url } = await createGuestLink(db, 'bob', { name: 'a', shown_name: 'b', pages: ['day'], days: 3 }, 'http://x', NOW)
    const secret = url.split('#')[1]
    await setAccess(db, 'ann', { id: 'bob', access: false }, NOW + 1)
    expect(await liveSession(db, 'bob', sid, NOW + 2)).toBeNull()
    // One that was just being begun, by a code of a device or an answer of Oura's, is of no use either.
    const late = await beginSession(db, { userId: 'bob', provider: 'device', device: null }, NOW + 1)
    expect(await liveSession(db, 'bob', late, NOW + 2)).toBeNull()
    await expect(openGuestLink(db, secret, NOW + 2)).rejects.toMatchObject({ code: 'code_unknown' })
    expect((await listConnections(db)).map(({ user_id }) => user_id)).toEqual(['ann'])
    await setAccess(db, 'ann', { id: 'bob', access: true }, NOW + 3)
    // A device that was signed in then is not signed in again.
    expect(await liveSession(db, 'bob', sid, NOW + 4)).toBeNull()
    expect(await openGuestLink(db, secret, NOW + 4)).toMatchObject({ id: 'bob' })
    expect((await listConnections(db)).map(({ user_id }) => user_id)).toEqual(['ann', 'bob'])
    const events = await db.selectFrom('audit').select(['user_id', 'event']).where('event', 'like', 'access%').orderBy('at').execute()
    expect(events).toEqual([
      { user_id: 'ann', event: 'access_removed' },
      { user_id: 'ann', event: 'access_given' },
    ])
  })

  test.each(['ann', 'demo', 'nobody'])('%s is nobody whom the owner could keep out or remove', async (id) => {
    const db = await household(dialect)
    await expect(setAccess(db, 'ann', { id, access: false }, NOW)).rejects.toMatchObject({ code: 'not_found' })
    await expect(removePerson(db, 'ann', id, NOW)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('invitations are listed while they can be used', async () => {
    const db = await household(dialect)
    const one = await createInvite(db, 'ann', newInviteSchema.parse({ name: ' Mia ' }), 'http://x', NOW)
    const two = await createInvite(db, 'ann', { name: 'Jo', days: 1 }, 'http://x', NOW + 1)
    expect(one.url).toMatch(/^http:\/\/x\/connect#invite=[\w-]{32}$/)
    expect((await listOpenInvites(db, 'ann', NOW + 2)).map(({ name }) => name)).toEqual(['Jo', 'Mia'])
    expect((await listOpenInvites(db, 'ann', NOW + 2 * DAY)).map(({ name }) => name)).toEqual(['Mia'])
    await expect(withdrawInvite(db, 'bob', two.id, NOW)).rejects.toMatchObject({ code: 'not_found' })
    await withdrawInvite(db, 'ann', one.id, NOW)
    expect((await listOpenInvites(db, 'ann', NOW + 2)).map(({ name }) => name)).toEqual(['Jo'])
  })
})

test('what cannot be asked is refused in words', () => {
  for (const bad of [{}, { id: 'x' }, { id: 'x', access: 'yes' }]) expect(accessSchema.safeParse(bad).success).toBe(false)
  for (const bad of [{ id: 'x' }, { id: 'x', confirm: 'delete' }, { confirm: 'DELETE' }])
    expect(removalSchema.safeParse(bad).success).toBe(false)
  for (const bad of [{}, { name: '' }, { name: 'x', days: 0 }, { name: 'x', days: 91 }])
    expect(newInviteSchema.safeParse(bad).success).toBe(false)
})
