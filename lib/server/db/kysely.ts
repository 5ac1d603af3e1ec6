import 'server-only'
import { join } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { Kysely } from 'kysely'
import type { Pool } from 'pg'
import { env } from '@/lib/server/env'
import { migrate } from './migrate'
import { openPostgres, postgresDialect } from './postgres'
import type { Database } from './schema'
import { DATABASE_FILE, openSqlite, sqliteDialect } from './sqlite'
import { asStorageError, StorageError } from './storage-error'

/** The raw client below a database, for a library that brings its own queries (rate-limiter-flexible). */
export type Client = { kind: 'sqlite'; client: Sqlite.Database } | { kind: 'postgres'; client: Pool }

// The server's bundles hold this module more than once; the process has one database all the same.
const shared = globalThis as typeof globalThis & {
  ringsideDatabase?: Promise<Kysely<Database>> | undefined
  ringsideDatabaseClients?: WeakMap<Kysely<Database>, Client>
}
shared.ringsideDatabaseClients ??= new WeakMap()
const clients = shared.ringsideDatabaseClients

/**
 * Opens the SQLite file in `dataDir`, or Postgres where a URL is given, and brings it up to this version.
 * Throws a StorageError when it cannot be used.
 */
export async function openDatabase(options: { dataDir: string; databaseUrl?: string | undefined }): Promise<Kysely<Database>> {
  let db: Kysely<Database> | undefined
  try {
    if (options.databaseUrl) {
      const pool = openPostgres(options.databaseUrl)
      db = new Kysely<Database>({ dialect: postgresDialect(pool) })
      clients.set(db, { kind: 'postgres', client: pool })
      await migrate(db, null)
    } else {
      const file = openSqlite(options.dataDir)
      db = new Kysely<Database>({ dialect: sqliteDialect(file) })
      clients.set(db, { kind: 'sqlite', client: file })
      await migrate(db, join(options.dataDir, DATABASE_FILE))
    }
    return db
  } catch (error) {
    await db?.destroy()
    // A path that leads nowhere (a link to a disk that is not there) is no server that does not answer.
    if (!options.databaseUrl && error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new StorageError('unwritable', error)
    throw asStorageError(error)
  }
}

/** The raw client of a database made by openDatabase. */
export function clientOf(db: Kysely<Database>): Client {
  const client = clients.get(db)
  if (!client) throw new Error('this database was not opened by openDatabase')
  return client
}

/** This process's database, opened at the first call; one that could not be opened is tried anew at the next. Throws a StorageError. */
export function database(): Promise<Kysely<Database>> {
  shared.ringsideDatabase ??= openDatabase({ dataDir: env().DATA_DIR, databaseUrl: env().DATABASE_URL }).catch((error) => {
    shared.ringsideDatabase = undefined
    throw error
  })
  return shared.ringsideDatabase
}
