import 'server-only'
import { readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Kysely } from 'kysely'
import { dailyCopies } from './backups'
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

type Erased = 'not_there' | 'cleared' | 'alone'

/** Removes a person from one copy of the database, of whatever version. Where nobody else is in it, it is left to be removed as a whole. */
function eraseFromCopy(file: string, userId: string): Erased {
  const copy = new Sqlite(file, { timeout: 5000 })
  try {
    const people = copy.prepare<[], { id: string; role: string }>('select id, role from "user"').all()
    if (!people.some(({ id }) => id === userId)) return 'not_there'
    if (!people.some(({ id, role }) => id !== userId && role !== 'demo')) return 'alone'
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
    return 'cleared'
  } finally {
    copy.close()
  }
}

/**
 * Removes a person from the daily copies and from those that were made before an update. Other people's archives stay in them; a copy of
 * nobody else, and one that cannot be cleared and so is none that could be gone back to, is removed. Answers how many of them there were.
 */
export async function eraseFromCopies(db: Kysely<Database>, userId: string): Promise<number> {
  const { kind, client } = clientOf(db)
  if (kind === 'postgres') return 0
  const folder = dirname(client.name)
  const before = readdirSync(folder).filter((name) => name.startsWith(`${basename(client.name)}.`) && name.endsWith('.bak'))
  let count = 0
  for (const file of [...dailyCopies(db), ...before.map((name) => join(folder, name))]) {
    let erased: Erased | 'broken' = 'broken'
    try {
      erased = eraseFromCopy(file, userId)
    } catch (error) {
      log().warn('copy_removed', { user: userId, file: basename(file), error })
    }
    if (erased === 'alone' || erased === 'broken') rmSync(file, { force: true })
    if (erased !== 'not_there') count += 1
    // Each may take seconds: between two of them the server answers.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return count
}
