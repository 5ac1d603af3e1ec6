// A server's work without its pages, to be killed: node --import ./tests/setup/resolve.mjs <this> <now> on | once
// Syncs Ann, renews her grant, moves everything to the newest key and writes documents of Bob's, whose batches it says once they are kept.
import { writeSync } from 'node:fs'
import { upsertDocuments } from '@/lib/server/db/documents'
import { database } from '@/lib/server/db/kysely'
import { moveToActiveKey } from '@/lib/server/key-rotation'
import { createLog } from '@/lib/server/log'
import { freshBearer } from '@/lib/server/oauth-refresh'
import { takeUpKeys } from '@/lib/server/secrets'
import { syncUser } from '@/lib/server/sync'
import { sourceOf } from '@/lib/server/sync-source'

const [now = '0', mode = ''] = process.argv.slice(2)
const say = (line: string) => writeSync(1, `${line}\n`)
const begun = performance.now()
const db = await database()
say(`open ${Math.round(performance.now() - begun)}`)
const log = createLog('silent', { write: () => undefined })
const sync = () => syncUser({ db, sourceOf, now: () => Number(now), random: Math.random, log }, 'ann').end
const pause = () => new Promise((resolve) => setTimeout(resolve, 5))

async function forever(step: () => Promise<unknown>): Promise<never> {
  for (;;) {
    await step()
    await pause()
  }
}

async function renew(): Promise<void> {
  const due = { issued_at: 0, expires_at: Date.now() + 60_000 }
  await db.updateTable('connection').set(due).where('user_id', '=', 'ann').execute()
  // After a refresh that was interrupted there is none until somebody connects again.
  await freshBearer({ db, now: Date.now, log }, 'ann').catch(() => undefined)
}

async function rotate(): Promise<void> {
  takeUpKeys()
  await moveToActiveKey(db, Date.now())
}

let batch = Date.now() * 1000
async function write(): Promise<void> {
  const documents = [0, 1, 2, 3, 4].map((item) => ({ id: `${batch}-${item}`, day: '2026-03-01', body: `{"id":"${batch}-${item}"}` }))
  await upsertDocuments(db, 'bob', 'tag', documents, Date.now())
  say(`kept ${batch++}`)
}

if (mode === 'on') await Promise.all([forever(sync), forever(renew), forever(rotate), forever(write)])
takeUpKeys()
say(`moved ${(await moveToActiveKey(db, Date.now())).lost}`)
say(`synced ${await sync()}`)
await db.destroy()
process.exit(0)
