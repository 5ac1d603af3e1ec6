import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConnection } from '@/lib/server/connection'
import { bearerOf } from '@/lib/server/connection-token'
import { findConnection } from '@/lib/server/db/connections'
import { findDocument } from '@/lib/server/db/documents'
import { openDatabase } from '@/lib/server/db/kysely'
import type { RefreshPoint } from '@/lib/server/oauth-refresh'
import { startChild } from '../setup/child'
import { type DatabaseOptions, DIALECTS, emptyDatabase } from '../setup/databases'
import type { StandIn } from '../stand-in/stand-in'
import { connected, DOCUMENT, ouraWithApps } from './oauth-bench'

// The figures of the promise take minutes: OAUTH_ROUNDS=50 OAUTH_KILLS=30 npx vitest run tests/server/oauth-processes.test.ts
const ROUNDS = Number(process.env.OAUTH_ROUNDS ?? 4)
const KILLS = Number(process.env.OAUTH_KILLS ?? 1)
const POINTS: readonly RefreshPoint[] = ['begin', 'intent', 'sent', 'answered', 'sealed', 'kept']
const CHILD = 'tests/server/oauth-child.ts'
let oura: StandIn
beforeAll(async () => {
  oura = await ouraWithApps()
})
afterAll(() => oura.close())
const refreshes = () => oura.oauth.calls.filter(({ what }) => what === 'refresh_token')

/** A child that answers each line it is sent with one of its own. */
async function worker(options: DatabaseOptions) {
  const child = startChild(CHILD, [JSON.stringify(options), 'rounds'], 'pipe')
  const lines: string[] = []
  const next = async () => {
    while (lines.length === 0) {
      if (child.process.exitCode !== null) throw new Error(child.output())
      await once(child.process.stdout ?? child.process, 'data')
    }
    return lines.shift() ?? ''
  }
  child.process.stdout?.on('data', (text: string) => lines.push(...text.split('\n').filter(Boolean)))
  if ((await next()) !== 'ready') throw new Error(child.output())
  return {
    go: () => {
      child.process.stdin?.write('go\n')
      return next()
    },
    end: async () => {
      child.process.stdin?.end()
      await child.ended
    },
  }
}

describe.each(DIALECTS)('on %s', (dialect) => {
  test(`two processes, 200 requests each, at expiry: one refresh a round, in each of ${ROUNDS}`, async () => {
    const { options, remove } = await emptyDatabase(dialect)
    const db = await openDatabase(options)
    await connected(db, oura)
    const workers = [await worker(options), await worker(options)]
    const counts: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      oura.oauth.calls.length = 0
      const row = await findConnection(db, 'ann')
      // By the clock, and, every other time, because Oura says so.
      if (round % 2 === 0)
        await db
          .updateTable('connection')
          .set({ issued_at: 0, expires_at: Date.now() + 60_000 })
          .execute()
      else if (row) oura.oauth.expire(bearerOf(row))
      expect(await Promise.all(workers.map(({ go }) => go()))).toEqual(
        round % 2 === 0 ? ['1 0', '1 0'] : [expect.stringMatching(/^[12] 0$/), expect.stringMatching(/^[12] 0$/)],
      )
      counts.push(refreshes().length)
      expect((await readConnection(db, 'ann', Date.now())).state).toBe('fresh')
    }
    expect(counts).toEqual(Array.from({ length: ROUNDS }, () => 1))
    for (const { end } of workers) await end()
    await db.destroy()
    await remove()
  }, 600_000)
})

test.each(POINTS)(
  `killed at “%s”, ${KILLS} times: usable again, or named; never a lost archive`,
  async (point) => {
    const { options, remove } = await emptyDatabase('sqlite')
    for (let kill = 0; kill < KILLS; kill++) {
      const before = await openDatabase(options)
      await connected(before, oura)
      oura.oauth.calls.length = 0
      await before.destroy()
      const dying = startChild(CHILD, [JSON.stringify(options), point])
      await dying.ended
      expect(dying.process.signalCode, dying.output()).toBe('SIGKILL')
      // One cycle later, in another process.
      const next = startChild(CHILD, [JSON.stringify(options), 'none'])
      expect((await next.ended).split('\n').at(-1)).toBe('used')
      const db = await openDatabase(options)
      const { state, reason } = await readConnection(db, 'ann', Date.now())
      const spent = point === 'answered' || point === 'sealed'
      // At “sent” the request may or may not have left before the process died.
      if (point === 'sent') expect(['fresh null', 'reconnect refresh_interrupted']).toContain(`${state} ${reason}`)
      else expect([state, reason]).toEqual(spent ? ['reconnect', 'refresh_interrupted'] : ['fresh', null])
      expect((await findDocument(db, 'ann', 'daily_sleep', DOCUMENT.id))?.body).toBe(DOCUMENT.body)
      expect(refreshes().length).toBeLessThanOrEqual(2)
      // Connecting again mends it.
      await connected(db, oura, { lifeMs: 86_000_000 })
      expect((await readConnection(db, 'ann', Date.now())).state).toBe('limited')
      await db.destroy()
    }
    await remove()
  },
  600_000,
)
