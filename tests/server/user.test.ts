import { describe, expect, test } from 'vitest'
import { ensureUser } from '@/lib/server/db/users'
import { admitUser, DEMO_USER, isOwned } from '@/lib/server/user'
import { DIALECTS, testDatabase } from '@/tests/setup/databases'

describe.each(DIALECTS)('on %s', (dialect) => {
  test('the first to connect owns the server, the demo ring owns nothing', async () => {
    const db = await testDatabase(dialect)
    await ensureUser(db, { id: DEMO_USER, oura_user_id: null, role: 'demo' }, 0)
    expect(await isOwned(db)).toBe(false)
    const owner = await admitUser(db, 'oura-ann', false, 1)
    expect(owner).not.toBeNull()
    expect(await isOwned(db)).toBe(true)
    expect(await admitUser(db, 'oura-ann', false, 2)).toBe(owner)
    expect(await admitUser(db, 'oura-bob', false, 3)).toBeNull()
    const member = await admitUser(db, 'oura-bob', true, 4)
    expect(member).not.toBeNull()
    expect(member).not.toBe(owner)
    expect(await admitUser(db, 'oura-bob', false, 5)).toBe(member)
    const roles = await db.selectFrom('user').select(['id', 'role']).execute()
    expect(Object.fromEntries(roles.map(({ id, role }) => [id, role]))).toEqual({
      demo: 'demo',
      [owner ?? '']: 'owner',
      [member ?? '']: 'member',
    })
  })

  test('twenty first sign-ins at once end with one owner', async () => {
    const db = await testDatabase(dialect)
    const admitted = await Promise.all(Array.from({ length: 20 }, (_, index) => admitUser(db, `oura-${index % 10}`, false, index)))
    expect(new Set(admitted.filter((id) => id !== null)).size).toBe(1)
    expect(await db.selectFrom('user').selectAll().execute()).toHaveLength(1)
  })
})
