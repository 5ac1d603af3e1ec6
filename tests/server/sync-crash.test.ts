import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openDatabase } from '@/lib/server/db/kysely'
import { startStandIn } from '../stand-in/stand-in'
import { NOW } from './sync-bench'
import { expectSame, recentStore } from './sync-stand-in'

const KILLS = 20

/** Runs the child until it ends, or until it is killed `after` ms into its sync. Answers with its last word; null when it was killed. */
function run(dataDir: string, url: string, after: number | null): Promise<string | null> {
  const child = spawn(
    process.execPath,
    ['--import', './tests/setup/resolve.mjs', 'tests/server/sync-child.ts', dataDir, url, 'token', String(NOW)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (said === '' && after !== null) setTimeout(() => child.kill('SIGKILL'), after)
    said += text
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (_code, signal) => resolve(signal === 'SIGKILL' ? null : (said.trim().split('\n').at(-1) ?? '')))
  })
}

test('a first sync that is killed twenty times ends with what Oura has, and settled months are never asked for again', async () => {
  const store = recentStore(NOW, 120)
  const standIn = await startStandIn({ now: () => NOW, accounts: [{ name: 'ann', tokens: ['token'], store }] })
  const dataDir = mkdtempSync(join(tmpdir(), 'ringside-crash-'))
  try {
    // A little later each time: every part of a sync is hit.
    for (let kill = 0; kill < KILLS; kill++) {
      const end = await run(dataDir, standIn.url, 20 + ((kill * 37) % 160))
      expect([null, 'done']).toContain(end)
      const file = new Sqlite(join(dataDir, 'ringside.db'))
      expect(file.pragma('integrity_check', { simple: true })).toBe('ok')
      file.close()
    }
    expect(await run(dataDir, standIn.url, null)).toBe('done')
    const db = await openDatabase({ dataDir })
    await expectSame(db, 'ann', store, NOW)
    const days = await db
      .selectFrom('daily_metric')
      .select('day')
      .where('user_id', '=', 'ann')
      .where('non_wear_time', 'is not', null)
      .execute()
    expect(days.length).toBe(store.documents('daily_activity', '2020-01-01', '2030-01-01').length)
    await db.destroy()
    // A month that was under way when the process was killed is read again, one that was settled is not.
    const months = standIn.requests
      .flatMap(({ path, query }) => (path.endsWith('/daily_spo2') ? [query.start_date ?? ''] : []))
      .filter((day) => day < '2026-10-20')
    expect(months.length - new Set(months).size).toBeLessThanOrEqual(KILLS)
    standIn.requests.length = 0
    expect(await run(dataDir, standIn.url, null)).toBe('done')
    // Today's window alone: one request a collection, some more for pages of heart rate.
    expect(standIn.requests.length).toBeLessThan(30)
  } finally {
    await standIn.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 240_000)
