import 'server-only'
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { chmod, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Kysely } from 'kysely'
import { keptBackups } from '@/lib/domain/backup-days'
import { type Day, isDay, utcDay, utcMidnight } from '@/lib/domain/day'
import { clientOf } from './db/kysely'
import type { Database } from './db/schema'
import { findOwner, listUsers } from './db/users'
import { LITTLE_ROOM } from './little-room'
import { log } from './log'
import { makeFolder } from './make-folder'

const HOUR_MS = 3_600_000
/** Without a new copy for so long, something keeps them from being made. */
const LATE_MS = 48 * HOUR_MS
/** When the copies were last removed with somebody who was erased: for two hours after it none is expected. */
const shared = globalThis as typeof globalThis & { ringsideCopiesGone?: number }
/** Copied at a time, in pages of 4 kB: between two times the server answers. */
const PAGES = 250
const NAME = /^ringside-(\d{4}-\d{2}-\d{2})\.db$/
/** Of a copy that is being made, or was when its process ended: its process, then SQLite's own files beside it. */
const UNFINISHED = /^ringside-\d{4}-\d{2}-\d{2}\.db\.(\d+)(?:-journal|-wal|-shm)?$/

const folderOf = (file: string) => join(dirname(file), 'backups')
const pathOf = (file: string, day: Day) => join(folderOf(file), `ringside-${day}.db`)
const fileOf = (db: Kysely<Database>) => {
  const { kind, client } = clientOf(db)
  return kind === 'sqlite' ? client.name : null
}

/** The days of the copies beside a database file, oldest first. */
function backupDays(file: string): Day[] {
  if (!existsSync(folderOf(file))) return []
  return readdirSync(folderOf(file))
    .map((name) => NAME.exec(name)?.[1] ?? '')
    .filter(isDay)
    .sort()
}

/** Removes what was left of copies whose making was cut off, where `isLeft` says so of one: its process and its path. */
function sweep(file: string, isLeft: (pid: number, path: string) => boolean): void {
  if (!existsSync(folderOf(file))) return
  for (const name of readdirSync(folderOf(file))) {
    const pid = Number(UNFINISHED.exec(name)?.[1])
    const path = join(folderOf(file), name)
    if (pid && isLeft(pid, path)) rmSync(path, { force: true })
  }
}
// By the clock that the file system writes down, whatever day a copy is made for.
const age = (path: string) => Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0)

/**
 * A whole copy of the database as it is at this moment; reads and writes go on meanwhile. A half-made one never takes the name. Answers
 * who is in it.
 */
async function copyTo(file: string, target: string): Promise<string[]> {
  const { bavail, bsize } = await statfs(dirname(target))
  // A copy never takes the last room that the archive itself needs.
  if (bavail * bsize < (await stat(file)).size + LITTLE_ROOM) throw Object.assign(new Error('no room for a backup'), { code: 'ENOSPC' })
  const unfinished = `${target}.${process.pid}`
  const reader = new Sqlite(file, { readonly: true, timeout: 5000 })
  try {
    // Within a read of its own the copy is of one moment, and is not begun anew at every write.
    reader.exec('begin')
    const people = reader.prepare<[], string>('select id from "user"').pluck().all()
    await reader.backup(unfinished, { progress: () => PAGES })
    await chmod(unfinished, 0o600)
    await rename(unfinished, target)
    return people
  } finally {
    reader.close()
    await rm(unfinished, { force: true })
  }
}

/**
 * Makes today's copy where there is none yet (SQLite, and only once somebody lives here: the demo ring can be made anew), then removes
 * those that need not be kept, and what a process that was killed has left. Answers whether it made one. `now` is epoch ms; days are UTC.
 * Rejects with what the disk or SQLite says.
 */
export async function backUp(db: Kysely<Database>, now: number): Promise<boolean> {
  const file = fileOf(db)
  const today = utcDay(now)
  if (file === null) return false
  // Another process that starts on the same files may be making one right now; this one is not.
  sweep(file, (pid, path) => pid === process.pid || age(path) > HOUR_MS)
  if (backupDays(file).includes(today) || !(await findOwner(db))) return false
  makeFolder(folderOf(file))
  const people = await copyTo(file, pathOf(file, today))
  const here = new Set((await listUsers(db)).map(({ id }) => id))
  // Erased while it was copied: `removeBackups` may have looked before the copy had its name.
  if (!people.every((id) => here.has(id))) await rm(pathOf(file, today), { force: true })
  const days = backupDays(file)
  const kept = keptBackups(days)
  for (const day of days) if (!kept.has(day)) await rm(pathOf(file, day), { force: true })
  return true
}

/** Removes every copy, as one of them holds somebody who is erased; the next one is made within the hour. Answers how many there were. */
export function removeBackups(db: Kysely<Database>, now: number): number {
  const file = fileOf(db)
  if (file === null) return 0
  shared.ringsideCopiesGone = now
  const days = backupDays(file)
  for (const day of days) rmSync(pathOf(file, day), { force: true })
  // One that this process is making looks for itself who is gone.
  sweep(file, (pid) => pid !== process.pid)
  return days.length
}

/** The newest copy, and whether there should have been another by now. On Postgres, copies are its keeper's: `day` is null, never late. */
export async function backupState(db: Kysely<Database>, now: number): Promise<{ day: Day | null; isLate: boolean }> {
  const file = fileOf(db)
  const owner = file === null ? null : await findOwner(db)
  if (file === null || owner === null) return { day: null, isLate: false }
  const day = backupDays(file).at(-1) ?? null
  if (now - (shared.ringsideCopiesGone ?? 0) < 2 * HOUR_MS) return { day, isLate: false }
  return { day, isLate: now - Math.max(day === null ? 0 : utcMidnight(day), owner.created_at) > LATE_MS }
}

/** Does so now and every hour, for as long as the process lives. */
export function keepBackups(db: Kysely<Database>, clock: () => number): void {
  const once = () => {
    backUp(db, clock()).then(
      (made) => made && log().change('backup', 'ok', 'info', 'backed_up'),
      (error: unknown) => log().change('backup', 'failing', 'error', 'backup.failed', { error }),
    )
  }
  once()
  setInterval(once, HOUR_MS).unref()
}
