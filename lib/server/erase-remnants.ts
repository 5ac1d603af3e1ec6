import 'server-only'
import { readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Kysely } from 'kysely'
import { clientOf } from './db/kysely'
import type { Database } from './db/schema'
import { log } from './log'

const AGAIN_MS = 5_000
const TRIES = 60

/**
 * Empties SQLite's write-ahead log, in which old pages would live on; what was deleted in the file itself is overwritten there
 * (`secure_delete`). Answers `log` while a long read holds it up: it is tried again by itself. `postgres`: there, old row versions stay
 * until its own vacuum and log have passed over them.
 */
export function emptyLog(db: Kysely<Database>, triesLeft = TRIES): 'nothing' | 'log' | 'postgres' {
  const { kind, client } = clientOf(db)
  if (kind === 'postgres') return 'postgres'
  const busy = client.open ? client.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) : 0
  if (busy === 0) return 'nothing'
  if (triesLeft > 0) setTimeout(() => emptyLog(db, triesLeft - 1), AGAIN_MS).unref()
  return 'log'
}

/** Removes a person from one copy of the database, of whatever version. */
function eraseFromCopy(file: string, userId: string): void {
  const copy = new Sqlite(file, { timeout: 5000 })
  try {
    copy.pragma('secure_delete = ON')
    copy.pragma('foreign_keys = ON')
    const tables = copy.prepare<[], { name: string }>("select name from sqlite_master where type = 'table'").all()
    copy.transaction(() => {
      for (const { name } of tables) {
        const columns = copy.prepare<[string], { name: string }>('select name from pragma_table_info(?)').all(name)
        if (columns.some((column) => column.name === 'user_id')) copy.prepare(`delete from "${name}" where user_id = ?`).run(userId)
      }
      // As in `eraseRows`.
      if (tables.some(({ name }) => name === 'rate_limit')) copy.prepare('delete from rate_limit where key like ?').run(`%:${userId}`)
      copy.prepare('delete from "user" where id = ?').run(userId)
    })()
    copy.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    copy.close()
  }
}

/**
 * Removes a person from the copies that were made beside the database before an update. Answers how many there are. One that cannot be
 * cleared is no database that could be gone back to: it is removed.
 */
export function eraseFromCopies(db: Kysely<Database>, userId: string): number {
  const { kind, client } = clientOf(db)
  if (kind === 'postgres') return 0
  const folder = dirname(client.name)
  const copies = readdirSync(folder).filter((name) => name.startsWith(`${basename(client.name)}.`) && name.endsWith('.bak'))
  for (const name of copies) {
    try {
      eraseFromCopy(join(folder, name), userId)
    } catch (error) {
      rmSync(join(folder, name), { force: true })
      log().warn('copy_removed', { user: userId, file: name, error })
    }
  }
  return copies.length
}
