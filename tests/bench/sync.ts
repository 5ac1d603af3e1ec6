import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { replaceConnection } from '@/lib/server/db/connections'
import { openDatabase } from '@/lib/server/db/kysely'
import { ensureUser } from '@/lib/server/db/users'
import { createLog } from '@/lib/server/log'
import { ouraClient } from '@/lib/server/oura-client'
import { syncUser } from '@/lib/server/sync'
import { demoStore } from '../stand-in/demo-store'
import { overlayStore } from '../stand-in/document-store'
import { startStandIn } from '../stand-in/stand-in'
import { removeFolder } from './app'
import { type Row, ratio } from './report'

const LATENCY_MS = 50
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

/** The first sync of a ring against the stand-in: until the last 30 days are there, and until all of four years are. */
export async function timeSyncs(): Promise<Row[]> {
  const store = overlayStore(demoStore({ seed: 5, now: Date.now, years: 4 }))
  const standIn = await startStandIn({ accounts: [{ name: 'bench', tokens: ['bench'], store }] })
  standIn.fault({ kind: 'latency', ms: LATENCY_MS })
  const dataDir = mkdtempSync(join(tmpdir(), 'ringside-sync-'))
  const db = await openDatabase({ dataDir })
  try {
    const { id } = await ensureUser(db, { id: 'bench', oura_user_id: 'bench', role: 'owner' }, Date.now())
    await replaceConnection(db, id, { kind: 'token' }, Date.now())
    const source = ouraClient({ baseUrl: standIn.url, token: async () => 'bench' })
    const tools = { db, sourceOf: () => source, now: Date.now, random: Math.random, log: createLog('silent', { write: () => {} }) }
    const start = performance.now()
    const { today, end } = syncUser(tools, id)
    await today
    const recent = performance.now() - start
    const recentCalls = standIn.requests.length
    const ended = await end
    const whole = performance.now() - start
    const calls = standIn.requests.length
    if (ended !== 'done') throw new Error(`the sync ended as ${ended}`)
    // Four requests at a time, each as late as every answer: less is not possible.
    const least = (count: number) => Math.ceil(count / 4) * LATENCY_MS
    const row = (what: string, ms: number, count: number, budget: string): Row => ({
      what,
      ours: `${seconds(ms)} in ${count} requests`,
      yardstick: `waiting alone ${seconds(least(count))}`,
      ratio: ratio(ms, least(count)),
      budget,
    })
    return [
      row('First sync until the last 30 days are there', recent, recentCalls, '≤ 3 s'),
      row('First sync of four years', whole, calls, '–'),
    ]
  } finally {
    await db.destroy()
    await standIn.close()
    removeFolder(dataDir)
  }
}
