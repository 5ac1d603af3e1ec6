import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { upsertDocuments } from '@/lib/server/db/documents'
import { openDatabase } from '@/lib/server/db/kysely'
import { openSnapshot } from '@/lib/server/db/snapshot'
import { ensureUser, findOwner, findUser, updateUser } from '@/lib/server/db/users'
import { erase } from '@/lib/server/erase'
import { countTry, countUse } from '@/lib/server/rate-limit'
import { DIALECTS, type Dialect, emptyDatabase, testDatabase } from '@/tests/setup/databases'

async function household(dialect: Dialect) {
  const db = await testDatabase(dialect)
  for (const [id, role, at] of [
    ['ann', 'owner', 1],
    ['kept-out', 'member', 2],
    ['bob', 'member', 3],
    ['carl', 'member', 4],
    ['demo', 'demo', 0],
  ] as const)
    await ensureUser(db, { id, oura_user_id: null, role }, at)
  await updateUser(db, 'kept-out', { removed_at: 5 })
  return db
}

describe.each(DIALECTS)('on %s', (dialect) => {
  test('an owner hands the server on to who has been here longest and is not kept out, the last one to nobody', async () => {
    const db = await household(dialect)
    expect(await erase(db, 'carl', 10)).toMatchObject({ owner: null, oura: null })
    expect(await erase(db, 'ann', 11)).toMatchObject({ owner: 'passed_on' })
    expect(await findOwner(db)).toMatchObject({ id: 'bob' })
    expect(await erase(db, 'bob', 12)).toMatchObject({ owner: 'none' })
    expect(await findOwner(db)).toBeNull()
    expect(await findUser(db, 'kept-out')).not.toBeNull()
    const events = await db.selectFrom('audit').select(['user_id', 'event']).orderBy('at').orderBy('event').execute()
    expect(events).toEqual(['erased', 'erased', 'erased', 'owner_left'].map((event) => ({ user_id: '', event })))
  })

  test('what was counted of somebody’s tries goes too', async () => {
    const db = await household(dialect)
    for (const session of ['ann', 'bob']) await countTry(db, 'paste', { session, address: '198.51.100.1' })
    for (const userId of ['ann', 'bob']) await countUse(db, { userId, keyId: `of-${userId}`, perMinute: 5 })
    await erase(db, 'ann', Date.now())
    const keys = (await db.selectFrom('rate_limit').select('key').execute()).map(({ key }) => key)
    expect(keys).toContain('paste-session:bob')
    expect(keys).toContain('key:of-bob:bob')
    expect(keys.filter((key) => key.endsWith(':ann'))).toEqual([])
  })

  test('erasing somebody twice, or nobody, removes nothing of others', async () => {
    const db = await household(dialect)
    await erase(db, 'bob', 10)
    expect(await erase(db, 'bob', 11)).toMatchObject({ removed: {}, owner: null })
    expect(await findUser(db, 'ann')).toMatchObject({ role: 'owner' })
  })
})

test('what lies beside it in the same Postgres is left alone', async () => {
  const db = await household('postgres')
  await sql`create schema beside`.execute(db)
  await sql`create table beside.diary (user_id text, words text)`.execute(db)
  await sql`create table numbered (user_id integer)`.execute(db)
  await sql`insert into beside.diary values ('bob', 'mine')`.execute(db)
  expect(await erase(db, 'bob', 1)).toMatchObject({ remains: 'postgres', copies: 0 })
  expect((await sql`select * from beside.diary`.execute(db)).rows).toEqual([{ user_id: 'bob', words: 'mine' }])
})

const CANARY = 'canary-of-the-erased-'
const holds = (folder: string) => readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(CANARY))

test('a long read keeps remnants in the log, which is said; after it they go', async () => {
  const { options, remove } = await emptyDatabase('sqlite')
  const db = await openDatabase(options)
  await ensureUser(db, { id: 'ann', oura_user_id: null, role: 'owner' }, 1)
  const bodies = Array.from({ length: 500 }, (_, index) => ({ id: `d${index}`, day: '2026-01-01', body: `{"note":"${CANARY}${index}"}` }))
  await upsertDocuments(db, 'ann', 'tag', bodies, 1)
  await countUse(db, { userId: 'ann', keyId: `${CANARY}key`, perMinute: 5 })
  await sql`vacuum into ${join(options.dataDir, 'ringside.db.before-000.bak')}`.execute(db)
  writeFileSync(join(options.dataDir, 'ringside.db.before-001.bak'), `no database, but ${CANARY}`)
  expect(holds(options.dataDir).length).toBeGreaterThan(2)
  const reader = await openSnapshot(db)
  await reader.db.selectFrom('document').select('id').limit(1).execute()
  expect(await erase(db, 'ann', 2)).toMatchObject({ remains: 'log', copies: 2, removed: { document: 500 } })
  await reader.close()
  const other = await openSnapshot(db)
  await other.close()
  await ensureUser(db, { id: 'bob', oura_user_id: null, role: 'owner' }, 3)
  expect(await erase(db, 'bob', 4)).toMatchObject({ remains: 'nothing' })
  expect(holds(options.dataDir)).toEqual([])
  await db.destroy()
  await remove()
})
