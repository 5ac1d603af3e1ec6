import 'server-only'
import { accessSync, chmodSync, closeSync, constants, existsSync, openSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { CompiledQuery, type DatabaseConnection, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely'
import { makeFolder } from '../make-folder'
import { PATIENCE_MS, withPatience } from './patience'
import { StorageError } from './storage-error'
import { withStorageErrors } from './storage-errors-of'

export const DATABASE_FILE = 'ringside.db'
const KEPT_STATEMENTS = 200
// Linux's numbers for NFS, SMB and CIFS: file locks there do not hold what WAL needs.
const NETWORK = new Set([0x6969, 0x517b, 0xfe534d42, 0xff534d42])

/** A file for Kysely. Preparing costs more than most reads: statements are kept by their text, the oldest go first. */
export function preparedOnce(file: Sqlite.Database) {
  const statements = new Map<string, Sqlite.Statement>()
  return {
    close: () => file.close(),
    prepare(text: string) {
      const known = statements.get(text)
      if (known) return known
      const [oldest] = statements.keys()
      if (oldest !== undefined && statements.size >= KEPT_STATEMENTS) statements.delete(oldest)
      const statement = file.prepare(text)
      statements.set(text, statement)
      return statement
    },
  }
}

class Driver extends SqliteDriver {
  readonly #file: Sqlite.Database
  constructor(file: Sqlite.Database) {
    super({ database: preparedOnce(file) })
    this.#file = file
  }
  override async acquireConnection(): Promise<DatabaseConnection> {
    return withPatience(withStorageErrors(await super.acquireConnection()), this.#file)
  }
  // A transaction here is one that writes. Taking the write lock at its start lets it wait for another process; a deferred one that
  // has read would be refused at its first write.
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
  // A full disk makes SQLite roll back by itself; a second time would fail, and hide why.
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#file.inTransaction) await super.rollbackTransaction(connection)
  }
}

class Adapter extends SqliteAdapter {
  // SQLite's DDL is transactional; with the write lock above, migrations of two processes then follow each other.
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class Dialect extends SqliteDialect {
  readonly #file: Sqlite.Database
  constructor(file: Sqlite.Database) {
    super({ database: file })
    this.#file = file
  }
  override createDriver() {
    return new Driver(this.#file)
  }
  override createAdapter() {
    return new Adapter()
  }
}

function closeToOthers(path: string): void {
  const mode = statSync(path).mode & 0o777
  if ((mode & 0o077) === 0) return
  try {
    chmodSync(path, mode & 0o700)
  } catch {
    // Somebody else's file, or a disk without modes: not ours to close.
  }
}

/** Opens (or makes) ringside.db in a folder, for this user's eyes only. Throws file system and SQLite errors as they come. */
export function openSqlite(dataDir: string): Sqlite.Database {
  makeFolder(dataDir)
  if (NETWORK.has(statfsSync(dataDir).type)) throw new StorageError('network_disk')
  const path = join(dataDir, DATABASE_FILE)
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
  closeToOthers(path)
  // SQLite opens a file that can only be read without a word, and even begins to write.
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
  } catch (error) {
    throw new StorageError('read_only', error)
  }
  const file = new Sqlite(path, { timeout: PATIENCE_MS })
  try {
    // FULL: what was acknowledged survives a power cut. secure_delete: what was erased is overwritten.
    file.pragma('journal_mode = WAL')
    file.pragma('synchronous = FULL')
    file.pragma('foreign_keys = ON')
    file.pragma('secure_delete = ON')
    file.pragma('cache_size = -16384')
    // Asks for the lock of those who write, and gives it back: another program may keep it.
    file.exec('begin immediate; rollback')
    return file
  } catch (error) {
    file.close()
    throw error
  }
}

export function sqliteDialect(file: Sqlite.Database): SqliteDialect {
  return new Dialect(file)
}
