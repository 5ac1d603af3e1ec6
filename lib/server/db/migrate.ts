import 'server-only'
import { existsSync, statSync } from 'node:fs'
import { chmod, rename, rm } from 'node:fs/promises'
import { type Kysely, PostgresAdapter, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { utcDay } from '@/lib/domain/day'
import { up as archive } from './migrations/001-archive'
import { up as oauth } from './migrations/002-oauth'
import { up as people } from './migrations/003-people'
import { up as localTags } from './migrations/004-local-tags'
import { up as experiments } from './migrations/005-experiments'
import { up as rhythm } from './migrations/008-rhythm'
import { up as webhooks } from './migrations/009-webhooks'
import { up as imports } from './migrations/010-imports'
import type { Database } from './schema'
import { StorageError } from './storage-error'

/** Every migration by name, in order of names. A released one never changes. */
export const MIGRATIONS: Record<string, Migration> = {
  '001-archive': { up: archive },
  '002-oauth': { up: oauth },
  '003-people': { up: people },
  '004-local-tags': { up: localTags },
  '005-experiments': { up: experiments },
  '008-rhythm': { up: rhythm },
  '009-webhooks': { up: webhooks },
  '010-imports': { up: imports },
}

const LEDGER = 'kysely_migration'

/** The schema of our tables in a Postgres, which may have a ledger like ours in each of the others; undefined on SQLite. */
async function schemaOf(db: Kysely<Database>): Promise<string | undefined> {
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return undefined
  const { rows } = await sql<{ schema: string | null }>`select coalesce((select ns.nspname from pg_catalog.pg_class c
    join pg_catalog.pg_namespace ns on ns.oid = c.relnamespace where c.oid = to_regclass(${LEDGER})), current_schema()) as schema`.execute(
    db,
  )
  return rows[0]?.schema ?? undefined
}

/** Names of the migrations this database has had, oldest first. */
async function applied(db: Kysely<Database>, schema: string | undefined): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === LEDGER && (schema === undefined || table.schema === schema))) return []
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(LEDGER)} order by name`.execute(db)
  return rows.map((row) => row.name)
}

const DAY_MS = 86_400_000

/**
 * A copy of the SQLite file beside it, named after the last migration it has had. Made once, and once more under another name where there
 * is one of an earlier update: that was gone back on, and what came since is not in it. A half-made one never takes the name.
 */
async function copyBefore(db: Kysely<Database>, file: string, last: string): Promise<void> {
  const first = `${file}.before-${last}.bak`
  const made = statSync(first, { throwIfNoEntry: false })
  const now = Date.now()
  const copy = made && now - made.mtimeMs > DAY_MS ? `${file}.before-${last}.${utcDay(now)}.bak` : first
  if (existsSync(copy)) return
  const unfinished = `${copy}.${process.pid}`
  await rm(unfinished, { force: true })
  await sql`vacuum into ${unfinished}`.execute(db)
  await chmod(unfinished, 0o600)
  await rename(unfinished, copy)
}

/**
 * Brings the database up to this version, in one transaction, after a backup copy of an older `file` (SQLite). Two processes may do it
 * at once. Throws a StorageError (`newer` when the database has had migrations unknown to this version).
 */
export async function migrate(db: Kysely<Database>, file: string | null, migrations = MIGRATIONS): Promise<void> {
  const schema = await schemaOf(db)
  const had = await applied(db, schema)
  if (had.some((name) => !Object.hasOwn(migrations, name))) throw new StorageError('newer')
  const pending = Object.keys(migrations).some((name) => !had.includes(name))
  if (!pending) return
  const last = had.at(-1)
  if (file !== null && last !== undefined) await copyBefore(db, file, last)
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    // Work that went on side by side landed in another order than that of its names; none of it builds on what it overtook.
    allowUnorderedMigrations: true,
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
  }).migrateToLatest()
  if (error) throw error
}
