import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { findDocument, upsertDocuments } from '@/lib/server/db/documents'
import { clientOf, openDatabase } from '@/lib/server/db/kysely'
import type { Database } from '@/lib/server/db/schema'
import { StorageError } from '@/lib/server/db/storage-error'
import { ensureUser } from '@/lib/server/db/users'
import { startChild } from '../../setup/child'
import { DIALECTS, emptyDatabase } from '../../setup/databases'

const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean()
})
const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'ringside-open-'))
  cleanUp.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}
const opened = async (options: Parameters<typeof openDatabase>[0]): Promise<Kysely<Database>> => {
  const db = await openDatabase(options)
  cleanUp.push(() => db.destroy())
  return db
}
const problemOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: unknown) => (error instanceof StorageError ? error.problem : error),
  )
const sqliteOf = (db: Kysely<Database>) => {
  const { kind, client } = clientOf(db)
  if (kind !== 'sqlite') throw new Error('not SQLite')
  return client
}
const document = { id: 'a', day: '2026-03-01', body: '{"id":"a"}' }

describe.each(DIALECTS)('opening on %s', (dialect) => {
  test('four processes that start at once on an empty database all come up, and it is migrated once', async () => {
    const { options, remove } = await emptyDatabase(dialect)
    cleanUp.push(remove)
    const children = [1, 2, 3, 4].map(() => startChild('tests/server/db/open-child.ts', [JSON.stringify(options)]))
    expect(await Promise.all(children.map((child) => child.ended))).toEqual(['ok', 'ok', 'ok', 'ok'])
    const db = await opened(options)
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
    expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length)
  })

  test('a database of a newer version is refused and left as it is', async () => {
    const { options, remove } = await emptyDatabase(dialect)
    cleanUp.push(remove)
    const db = await openDatabase(options)
    await sql`insert into kysely_migration (name, timestamp) values ('999-future', '2030-01-01T00:00:00.000Z')`.execute(db)
    await db.destroy()
    expect(await problemOf(openDatabase(options))).toBe('newer')
    expect(await problemOf(openDatabase(options))).toBe('newer')
  })
})

describe('the SQLite file', () => {
  test('is for this user’s eyes only, survives a power cut and forgets what is erased', async () => {
    const dataDir = join(folder(), 'new', 'data')
    const db = await opened({ dataDir })
    await ensureUser(db, { id: 'ann', oura_user_id: null, role: 'owner' }, 0)
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    for (const ending of ['', '-wal', '-shm']) expect(statSync(join(dataDir, `ringside.db${ending}`)).mode & 0o777).toBe(0o600)
    const pragma = (name: string) => sqliteOf(db).pragma(name, { simple: true })
    expect(['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete', 'busy_timeout'].map(pragma)).toEqual(['wal', 2, 1, 1, 5000])
  })

  test('that others could read is closed to them', async () => {
    const dataDir = folder()
    await (await openDatabase({ dataDir })).destroy()
    chmodSync(join(dataDir, 'ringside.db'), 0o644)
    await opened({ dataDir })
    expect(statSync(join(dataDir, 'ringside.db')).mode & 0o777).toBe(0o600)
  })

  test('that is no database is refused and not touched', async () => {
    const dataDir = folder()
    const text = 'this is not a database, whatever its name says. '.repeat(200)
    writeFileSync(join(dataDir, 'ringside.db'), text)
    expect(await problemOf(openDatabase({ dataDir }))).toBe('corrupt')
    expect(readFileSync(join(dataDir, 'ringside.db'), 'utf8')).toBe(text)
  })

  test('with a damaged page says so when the page is met', async () => {
    const dataDir = folder()
    const db = await openDatabase({ dataDir })
    await ensureUser(db, { id: 'ann', oura_user_id: null, role: 'owner' }, 0)
    const documents = Array.from({ length: 500 }, (_, index) => ({
      ...document,
      id: `${index}`,
      body: JSON.stringify({ pad: 'x'.repeat(500) }),
    }))
    await upsertDocuments(db, 'ann', 'tag', documents, 1)
    await db.destroy()
    const path = join(dataDir, 'ringside.db')
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.fill(0xa5, bytes.length / 2))
    const again = await opened({ dataDir })
    expect(await problemOf(again.selectFrom('document').selectAll().execute())).toBe('corrupt')
  })

  test('in a place that is no folder, or in none that may be made', async () => {
    const place = join(folder(), 'file')
    writeFileSync(place, '')
    expect(await problemOf(openDatabase({ dataDir: place }))).toBe('unwritable')
    expect(await problemOf(openDatabase({ dataDir: join(place, 'below') }))).toBe('unwritable')
  })

  test('that may only be read is refused, and is whole afterwards', async () => {
    const dataDir = folder()
    await (await openDatabase({ dataDir })).destroy()
    const file = join(dataDir, 'ringside.db')
    // Modes do not stop root: there the attempt is made as nobody.
    const asRoot = process.getuid?.() === 0
    if (asRoot) chownSync(file, 65_534, 65_534)
    chmodSync(file, 0o400)
    chmodSync(dataDir, 0o755)
    const before = readFileSync(file)
    const child = startChild('tests/server/db/open-child.ts', [JSON.stringify({ dataDir }), ...(asRoot ? ['nobody'] : [])])
    expect(['read_only', 'unwritable']).toContain(await child.ended)
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  test('that was put there by somebody else, as a restored copy often is, is refused by its name', async () => {
    const dataDir = folder()
    await (await openDatabase({ dataDir })).destroy()
    const file = join(dataDir, 'ringside.db')
    const asRoot = process.getuid?.() === 0
    if (asRoot) chownSync(dataDir, 65_534, 65_534)
    for (const mode of [0o444, 0o000]) {
      chmodSync(file, asRoot && mode === 0o444 ? 0o644 : mode)
      const child = startChild('tests/server/db/open-child.ts', [JSON.stringify({ dataDir }), ...(asRoot ? ['nobody'] : [])])
      expect(await child.ended).toBe('read_only')
    }
  })

  test('in a folder where nothing may be made', async () => {
    const parent = folder()
    chmodSync(parent, 0o555)
    const child = startChild('tests/server/db/open-child.ts', [
      JSON.stringify({ dataDir: join(parent, 'data') }),
      ...(process.getuid?.() === 0 ? ['nobody'] : []),
    ])
    expect(await child.ended).toBe('unwritable')
  })

  test('on a full disk: writes are refused, reads go on, and it recovers without a restart', async () => {
    const db = await opened({ dataDir: folder() })
    await ensureUser(db, { id: 'ann', oura_user_id: null, role: 'owner' }, 0)
    await upsertDocuments(db, 'ann', 'tag', [document], 1)
    const pages = Number(sqliteOf(db).pragma('page_count', { simple: true }))
    sqliteOf(db).pragma(`max_page_count = ${pages + 2}`)
    const large = Array.from({ length: 200 }, (_, index) => ({
      ...document,
      id: `${index}`,
      body: JSON.stringify({ pad: 'x'.repeat(2000) }),
    }))
    const error = await upsertDocuments(db, 'ann', 'tag', large, 2).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ problem: 'full', code: 'storage_full' })
    expect(await findDocument(db, 'ann', 'tag', 'a')).toMatchObject({ body: document.body })
    expect(await findDocument(db, 'ann', 'tag', '0')).toBeNull()
    sqliteOf(db).pragma('max_page_count = 1000000')
    expect(await upsertDocuments(db, 'ann', 'tag', large, 3)).toMatchObject({ added: 200 })
    expect(sqliteOf(db).pragma('integrity_check', { simple: true })).toBe('ok')
  })

  test('where SQLite has rolled back by itself, what made it do so is told', async () => {
    const db = await opened({ dataDir: folder() })
    const full = db.transaction().execute(async (transaction) => {
      await ensureUser(transaction, { id: 'ann', oura_user_id: null, role: 'owner' }, 0)
      sqliteOf(db).exec('rollback')
      throw new StorageError('full')
    })
    expect(await full.catch((caught: unknown) => caught)).toMatchObject({ problem: 'full' })
    expect(await ensureUser(db, { id: 'ann', oura_user_id: null, role: 'owner' }, 1)).toMatchObject({ id: 'ann' })
  })

  test('locked by another program: writes are refused, reads go on, and it recovers without a restart', async () => {
    const dataDir = folder()
    const db = await opened({ dataDir })
    await ensureUser(db, { id: 'ann', oura_user_id: null, role: 'owner' }, 0)
    const patience = () => sqliteOf(db).pragma('busy_timeout', { simple: true })
    expect(patience()).toBe(5000)
    sqliteOf(db).pragma('busy_timeout = 200')
    const other = await opened({ dataDir })
    sqliteOf(other).exec('begin immediate')
    expect(await problemOf(upsertDocuments(db, 'ann', 'tag', [document], 1))).toBe('locked')
    expect(await findDocument(db, 'ann', 'tag', 'a')).toBeNull()
    // A wait stops everybody: once one was in vain, the next ones are short, whatever is read in between, until a write gets through.
    expect(patience()).toBe(100)
    expect(await problemOf(ensureUser(db, { id: 'bob', oura_user_id: null, role: 'member' }, 0))).toBe('locked')
    expect(patience()).toBe(100)
    sqliteOf(other).exec('rollback')
    expect(await upsertDocuments(db, 'ann', 'tag', [document], 1)).toMatchObject({ added: 1 })
    expect(patience()).toBe(5000)
  })
})

describe('the Postgres server', () => {
  const changed = async (change: (url: URL) => void) => {
    const { options, remove } = await emptyDatabase('postgres')
    cleanUp.push(remove)
    const url = new URL(options.databaseUrl ?? '')
    change(url)
    return { ...options, databaseUrl: url.href }
  }

  test('says what is wrong with its address', async () => {
    const wrongPassword = await changed((url) => {
      url.password = 'wrong'
    })
    expect(await problemOf(openDatabase(wrongPassword))).toBe('password')
    const wrongUser = await changed((url) => {
      url.username = 'stranger'
    })
    expect(await problemOf(openDatabase(wrongUser))).toBe('password')
    const noDatabase = await changed((url) => {
      url.pathname = '/missing'
    })
    expect(await problemOf(openDatabase(noDatabase))).toBe('no_database')
    const closedPort = await changed((url) => {
      url.port = '1'
    })
    expect(await problemOf(openDatabase(closedPort))).toBe('unreachable')
  })

  test('may forbid making tables', async () => {
    const { options, remove } = await emptyDatabase('postgres')
    cleanUp.push(remove)
    const name = `guest_${Date.now()}`
    const owner = new Kysely({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: options.databaseUrl ?? '' }) }) })
    await sql`create role ${sql.ref(name)} login password 'guest'`.execute(owner)
    await sql`revoke create on schema public from public`.execute(owner)
    await owner.destroy()
    const url = new URL(options.databaseUrl ?? '')
    url.username = name
    url.password = 'guest'
    expect(await problemOf(openDatabase({ ...options, databaseUrl: url.href }))).toBe('forbidden')
  })

  test('that drops every connection is found again', async () => {
    const { options, remove } = await emptyDatabase('postgres')
    cleanUp.push(remove)
    const db = await opened(options)
    const other = await opened(options)
    await ensureUser(db, { id: 'ann', oura_user_id: null, role: 'owner' }, 0)
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
      other,
    )
    await vi.waitFor(async () => expect(await upsertDocuments(db, 'ann', 'tag', [document], 1)).toMatchObject({ added: 1 }))
  })
})

describe('the database of this process', () => {
  test('is opened once, and anew after it could not be', async () => {
    const place = join(folder(), 'data')
    writeFileSync(place, '')
    vi.stubEnv('DATA_DIR', place)
    vi.resetModules()
    const { database } = await import('@/lib/server/db/kysely')
    await expect(database()).rejects.toMatchObject({ problem: 'unwritable' })
    rmSync(place)
    mkdirSync(place)
    const db = await database()
    expect(await database()).toBe(db)
    await db.destroy()
    vi.unstubAllEnvs()
  })
})
