import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { openDatabase } from '@/lib/server/db/kysely'
import type { Database } from '@/lib/server/db/schema'
import { ensureUser } from '@/lib/server/db/users'

export const DIALECTS = ['sqlite', 'postgres'] as const
export type Dialect = (typeof DIALECTS)[number]
export type DatabaseOptions = Parameters<typeof openDatabase>[0]

async function serverUrl(): Promise<string> {
  const answer = await new Promise<string>((resolve, reject) => {
    let text = ''
    const socket = connect(inject('postgresPort'), '127.0.0.1')
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
    socket.once('end', () => resolve(text)).once('error', reject)
  })
  if (!answer.startsWith('postgres://')) throw new Error(answer)
  return answer
}

async function onServer(statement: string): Promise<string> {
  const url = await serverUrl()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
  return url
}

// A hook that is made inside of a hook is never run: the file's own, made while it is read, ends what its tests have opened.
const finish: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const end of finish.splice(0)) await end()
})

/** Where a new, empty database of a dialect is to be opened: a temporary folder, or a database of its own in the run's cluster. */
export async function emptyDatabase(dialect: Dialect): Promise<{ options: DatabaseOptions; remove: () => Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ringside-data-'))
  const remove = async () => rmSync(dataDir, { recursive: true, force: true })
  if (dialect === 'sqlite') return { options: { dataDir }, remove }
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const url = await onServer(`create database ${name}`)
  return {
    options: { dataDir, databaseUrl: url.replace(/[^/]*$/, name) },
    remove: async () => {
      await remove()
      await onServer(`drop database ${name} with (force)`)
    },
  }
}

/** An open database for the tests of one file, closed and removed after them; with a user for each of the ids. */
export async function testDatabase(dialect: Dialect, userIds: readonly string[] = []): Promise<Kysely<Database>> {
  const { options, remove } = await emptyDatabase(dialect)
  const db = await openDatabase(options)
  for (const id of userIds) await ensureUser(db, { id, oura_user_id: null, role: 'member' }, 0)
  finish.push(async () => {
    await db.destroy()
    await remove()
  })
  return db
}

/** Makes a database the one of this process, as the server's reads take it. */
export function provideDatabase(db: Kysely<Database>): void {
  Object.assign(globalThis, { ringsideDatabase: Promise.resolve(db) })
}
