import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'

const STALE_MS = 300_000

/** Does `work` alone: of all processes that come to the same lock, one after the other. */
export async function alone<T>(lock: string, work: () => T | Promise<T>): Promise<T> {
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch {
      if (Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) > STALE_MS) rmSync(lock, { recursive: true, force: true })
      await wait(200)
    }
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

/**
 * Puts an archive with all years of the demo ring into `dataDir`, for a server to start on. Four years take a server half a minute of a
 * processor: the first who asks has `make` do that in a data folder of its own, everybody after gets a copy. `key` tells one build and one
 * moment from the next.
 */
export async function takeDemo(key: string, dataDir: string, make: () => Promise<{ dataDir: string; done: () => void }>): Promise<void> {
  const kept = join(process.env.RINGSIDE_DEMO_SHELF ?? tmpdir(), `ringside-demo-${key}.db`)
  await alone(`${kept}.lock`, async () => {
    if (existsSync(kept)) return
    const made = await make()
    const file = join(made.dataDir, 'ringside.db')
    const db = new Sqlite(file)
    // What is left is the ring; who came to look while it was made is not.
    for (const table of ['session', 'audit', 'rate_limit']) db.exec(`delete from ${table}`)
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
    renameSync(file, kept)
    made.done()
  })
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  copyFileSync(kept, join(dataDir, 'ringside.db'))
}
