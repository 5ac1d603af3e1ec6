import { describe, expect, test } from 'vitest'
import { insertInvite, revokeInvite } from '@/lib/server/db/invites'
import { ensureUser, listUsers, updateUser } from '@/lib/server/db/users'
import { admitUser, DEMO_USER, type Entry, isOwned } from '@/lib/server/user'
import { DIALECTS, testDatabase } from '@/tests/setup/databases'

const INVITED: Entry = { mayOwn: true, signUps: 'invited', inviteHash: null }
const OPEN: Entry = { ...INVITED, signUps: 'open' }

describe.each(DIALECTS)('on %s', (dialect) => {
  test('the first to connect owns the server, the demo ring owns nothing', async () => {
    const db = await testDatabase(dialect)
    await ensureUser(db, { id: DEMO_USER, oura_user_id: null, role: 'demo' }, 0)
    expect(await isOwned(db)).toBe(false)
    const owner = await admitUser(db, 'oura-ann', INVITED, 1)
    expect(await isOwned(db)).toBe(true)
    expect(await admitUser(db, 'oura-ann', INVITED, 2)).toBe(owner)
    await expect(admitUser(db, 'oura-bob', INVITED, 3)).rejects.toMatchObject({ code: 'forbidden' })
    const member = await admitUser(db, 'oura-bob', OPEN, 4)
    expect(member).not.toBe(owner)
    expect(await admitUser(db, 'oura-bob', INVITED, 5)).toBe(member)
    const roles = await db.selectFrom('user').select(['id', 'role']).execute()
    expect(Object.fromEntries(roles.map(({ id, role }) => [id, role]))).toEqual({
      demo: 'demo',
      [owner]: 'owner',
      [member]: 'member',
    })
  })

  test('twenty first sign-ins at once end with one owner', async () => {
    const db = await testDatabase(dialect)
    const admitted = await Promise.all(
      Array.from({ length: 20 }, (_, index) => admitUser(db, `oura-${index % 10}`, INVITED, index).catch(() => null)),
    )
    expect(new Set(admitted.filter((id) => id !== null)).size).toBe(1)
    expect(await db.selectFrom('user').selectAll().execute()).toHaveLength(1)
  })

  test('who does not know the setup code owns nothing', async () => {
    const db = await testDatabase(dialect)
    await expect(admitUser(db, 'oura-ann', { ...OPEN, mayOwn: false }, 1)).rejects.toMatchObject({ code: 'setup_code' })
    expect(await db.selectFrom('user').selectAll().execute()).toEqual([])
  })

  test('an invitation lets one person in, once, by the name on it; and nobody when it is over, withdrawn or the server is closed', async () => {
    const db = await testDatabase(dialect)
    const owner = await admitUser(db, 'oura-ann', INVITED, 1)
    const invite = async (id: string, ends_at: number) => {
      await insertInvite(db, { user_id: owner, id, name: `name of ${id}`, hash: id, created_at: 1, ends_at })
      return { ...INVITED, inviteHash: id }
    }
    const one = await invite('one', 100)
    await expect(admitUser(db, 'oura-bob', { ...one, signUps: 'closed' }, 2)).rejects.toMatchObject({ code: 'forbidden' })
    const came = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => admitUser(db, `oura-many-${index}`, one, 3)))
    expect(came.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(admitUser(db, 'oura-late', one, 4)).rejects.toMatchObject({ code: 'code_used' })
    expect((await listUsers(db)).map(({ role, name }) => ({ role, name }))).toEqual([
      { role: 'owner', name: null },
      { role: 'member', name: 'name of one' },
    ])
    const late = await invite('late', 100)
    await expect(admitUser(db, 'oura-carl', late, 100)).rejects.toMatchObject({ code: 'code_expired' })
    const gone = await invite('gone', 100)
    await revokeInvite(db, owner, 'gone', 5)
    await expect(admitUser(db, 'oura-carl', gone, 6)).rejects.toMatchObject({ code: 'code_unknown' })
    await expect(admitUser(db, 'oura-carl', { ...INVITED, inviteHash: 'x' }, 6)).rejects.toMatchObject({ code: 'code_unknown' })
    // On an open server an invitation only brings its name.
    expect(await admitUser(db, 'oura-carl', { ...late, signUps: 'open' }, 200)).not.toBe(owner)
  })

  test('who is kept out stays out, and their archive with them', async () => {
    const db = await testDatabase(dialect)
    await admitUser(db, 'oura-ann', INVITED, 1)
    const bob = await admitUser(db, 'oura-bob', OPEN, 2)
    await updateUser(db, bob, { removed_at: 3 })
    await expect(admitUser(db, 'oura-bob', OPEN, 4)).rejects.toMatchObject({ code: 'access_removed' })
    await updateUser(db, bob, { removed_at: null })
    expect(await admitUser(db, 'oura-bob', INVITED, 5)).toBe(bob)
  })
})
