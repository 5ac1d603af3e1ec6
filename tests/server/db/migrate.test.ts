import { copyFileSync, existsSync, readdirSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { type Kysely, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { METRIC_NAMES } from '@/lib/domain/metrics'
import { openDatabase } from '@/lib/server/db/kysely'
import { MIGRATIONS, migrate } from '@/lib/server/db/migrate'
import { ensureUser, findUser } from '@/lib/server/db/users'
import { DIALECTS, emptyDatabase, testDatabase } from '../../setup/databases'

const GROWN = {
  ...MIGRATIONS,
  '900-grown': { up: async (db: Kysely<unknown>) => void (await sql`create table grown (id text primary key)`.execute(db)) },
}
const BROKEN = {
  ...MIGRATIONS,
  '900-grown': GROWN['900-grown'],
  '901-broken': { up: async (db: Kysely<unknown>) => void (await sql`create table user_of_nothing (id no such type (`.execute(db)) },
}
const tablesOf = async (db: Kysely<never> | Awaited<ReturnType<typeof openDatabase>>) =>
  (await db.introspection.getTables()).map((table) => table.name)

describe.each(DIALECTS)('migrations on %s', (dialect) => {
  test('every charted metric has its column, and no other', async () => {
    const db = await testDatabase(dialect)
    const table = (await db.introspection.getTables()).find(({ name }) => name === 'daily_metric')
    expect(table?.columns.map((column) => column.name).sort()).toEqual(['day', 'user_id', ...METRIC_NAMES].sort())
  })

  test('a migration that fails leaves nothing behind, not even those before it', async () => {
    const { options, remove } = await emptyDatabase(dialect)
    const db = await openDatabase(options)
    await expect(migrate(db, null, BROKEN)).rejects.toThrow()
    expect(await tablesOf(db)).not.toContain('grown')
    await migrate(db, null, GROWN)
    expect(await tablesOf(db)).toContain('grown')
    await db.destroy()
    await remove()
  })
})

test('an older SQLite file is copied before it is migrated, once, for this user’s eyes only', async () => {
  const { options, remove } = await emptyDatabase('sqlite')
  const file = join(options.dataDir, 'ringside.db')
  const db = await openDatabase(options)
  expect(readdirSync(options.dataDir).filter((name) => name.endsWith('.bak'))).toEqual([])
  await ensureUser(db, { id: 'ann', oura_user_id: null, role: 'owner' }, 0)
  await migrate(db, file, GROWN)
  const copy = `${file}.before-${Object.keys(MIGRATIONS).at(-1)}.bak`
  expect(existsSync(copy)).toBe(true)
  expect(statSync(copy).mode & 0o777).toBe(0o600)
  const copied = new Sqlite(copy, { readonly: true })
  expect(copied.prepare('select id from user').all()).toEqual([{ id: 'ann' }])
  expect(copied.prepare("select name from sqlite_master where name = 'grown'").all()).toEqual([])
  copied.close()
  expect(await findUser(db, 'ann')).not.toBeNull()
  await db.destroy()
  await remove()
})

test('after an update that was gone back on the next one makes a copy of its own', async () => {
  const { options, remove } = await emptyDatabase('sqlite')
  const file = join(options.dataDir, 'ringside.db')
  const people = (copy: string) => {
    const copied = new Sqlite(join(options.dataDir, copy), { readonly: true })
    const ids = copied.prepare('select id from user order by id').pluck().all()
    copied.close()
    return ids
  }
  const copies = () => readdirSync(options.dataDir).filter((name) => name.endsWith('.bak'))
  let db = await openDatabase(options)
  await ensureUser(db, { id: 'ann', oura_user_id: null, role: 'owner' }, 0)
  await migrate(db, file, GROWN)
  await db.destroy()
  const [first = ''] = copies()
  copyFileSync(join(options.dataDir, first), file)
  db = await openDatabase(options)
  await ensureUser(db, { id: 'bob', oura_user_id: null, role: 'member' }, 0)
  const longAgo = Date.now() / 1000 - 30 * 86_400
  utimesSync(join(options.dataDir, first), longAgo, longAgo)
  await migrate(db, file, GROWN)
  const [second = '', ...more] = copies().filter((name) => name !== first)
  expect(more).toEqual([])
  expect([people(first), people(second)]).toEqual([['ann'], ['ann', 'bob']])
  await db.destroy()
  await remove()
})
