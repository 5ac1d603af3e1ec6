import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { clientOf, openDatabase } from '@/lib/server/db/kysely'
import type { Database } from '@/lib/server/db/schema'
import { openSnapshot } from '@/lib/server/db/snapshot'
import { asStorageError } from '@/lib/server/db/storage-error'
import { ensureUser, listUsers } from '@/lib/server/db/users'
import { type DatabaseOptions, emptyDatabase } from '../../setup/databases'

const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean()
})
async function empty(): Promise<DatabaseOptions> {
  const { options, remove } = await emptyDatabase('postgres')
  cleanUp.push(remove)
  return options
}
async function opened(options: DatabaseOptions): Promise<Kysely<Database>> {
  const db = await openDatabase(options)
  cleanUp.push(() => db.destroy())
  return db
}
async function onDatabase({ databaseUrl }: DatabaseOptions, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl ?? '' })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}
const ann = { id: 'ann', oura_user_id: null, role: 'owner' } as const

describe('a Postgres that goes away and comes back', () => {
  const ENDS = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`

  test('in the middle of a long read does not take the process along', async () => {
    const uncaught: unknown[] = []
    const note = (error: unknown) => void uncaught.push(error)
    const before = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException').on('uncaughtException', note)
    cleanUp.push(() => {
      process.removeListener('uncaughtException', note)
      for (const listener of before) process.on('uncaughtException', listener)
    })
    const options = await empty()
    const db = await opened(options)
    await ensureUser(db, ann, 0)
    const snapshot = await openSnapshot(db)
    expect(await listUsers(snapshot.db)).toHaveLength(1)
    const { client } = clientOf(db)
    await onDatabase(options, ENDS)
    await vi.waitFor(() => expect((client as pg.Pool).idleCount).toBe(0))
    await expect(listUsers(snapshot.db)).rejects.toMatchObject({ problem: 'unreachable' })
    await snapshot.close().catch(() => undefined)
    expect(await listUsers(db)).toHaveLength(1)
    expect(uncaught).toEqual([])
  })
})

describe('an address that lacks something', () => {
  test('the password: said as plainly as a wrong one', () => {
    // Of a real server the connection would stay open until its patience ends: pg does not close one that it cannot answer.
    const lacking = new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string')
    expect(asStorageError(lacking)).toMatchObject({ problem: 'password' })
  })

  test('a TLS that both can do, or a certificate that anybody vouches for', async () => {
    const { databaseUrl, ...options } = await empty()
    await expect(openDatabase({ ...options, databaseUrl: `${databaseUrl}?sslmode=verify-full` })).rejects.toMatchObject({ problem: 'tls' })
    for (const code of ['SELF_SIGNED_CERT_IN_CHAIN', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'])
      expect(asStorageError(Object.assign(new Error('what the library says'), { code }))).toMatchObject({ problem: 'tls' })
  })
})

describe('a Postgres that others use too', () => {
  const within = ({ databaseUrl, ...options }: DatabaseOptions, schema: string): DatabaseOptions => {
    const url = new URL(databaseUrl ?? '')
    url.searchParams.set('options', `-c search_path=${schema}`)
    return { ...options, databaseUrl: url.href }
  }

  test('holds two of us in schemas of their own', async () => {
    const options = await empty()
    await onDatabase(options, 'create schema one', 'create schema two')
    const one = await opened(within(options, 'one'))
    await ensureUser(one, ann, 0)
    const two = await opened(within(options, 'two'))
    expect(await listUsers(two)).toEqual([])
    expect((await listUsers(one)).map(({ id }) => id)).toEqual(['ann'])
    await (await openDatabase(within(options, 'one'))).destroy()
    const { rows } = await sql<{ name: string }>`select name from two.kysely_migration where name = '999-future'`.execute(two)
    expect(rows).toEqual([])
  })

  test('with tables of the same names in our schema is refused in plain words, and left as it is', async () => {
    const options = await empty()
    await onDatabase(options, 'create table session (id text primary key)')
    await expect(openDatabase(options)).rejects.toMatchObject({ problem: 'taken' })
    await onDatabase(options, 'insert into session (id) values ($$theirs$$)')
  })
})
