import { describe, expect, test } from 'vitest'
import { addDays } from '@/lib/domain/day'
import { readConnection } from '@/lib/server/connection'
import { findConnection } from '@/lib/server/db/connections'
import { readCoverage } from '@/lib/server/db/coverage'
import { findDocument, listDocuments } from '@/lib/server/db/documents'
import { readMetrics } from '@/lib/server/db/metrics'
import { ouraClient } from '@/lib/server/oura-client'
import { host } from '@/lib/server/oura-client-limits'
import { syncUser } from '@/lib/server/sync'
import { DIALECTS, testDatabase } from '../setup/databases'
import { ALL_SCOPES } from '../stand-in/account'
import { startStandIn } from '../stand-in/stand-in'
import { HOUR, NOW, person } from './sync-bench'
import { expectSame, held, recentStore } from './sync-stand-in'

const TODAY = '2026-11-23'

describe.each(DIALECTS)('from an Oura over HTTP into %s', async (dialect) => {
  const db = await testDatabase(dialect)

  async function account(days: number, scopes = ALL_SCOPES as readonly (typeof ALL_SCOPES)[number][]) {
    const clock = { now: NOW }
    const store = recentStore(NOW, days)
    const standIn = await startStandIn({ now: () => clock.now, accounts: [{ name: 'ann', tokens: ['token'], store, scopes }] })
    const source = ouraClient({ baseUrl: standIn.url, token: async () => 'token' })
    const one = await person(db, source)
    Object.assign(one.tools, { now: () => clock.now })
    return { ...one, clock, store, standIn }
  }

  /** The same on a clock that moves where the client would wait for its next try. */
  async function hasty(days: number) {
    const one = await account(days)
    const sleep = async (ms: number) => {
      one.clock.now += Math.ceil(ms)
    }
    const time = { now: () => one.clock.now, sleep }
    const source = ouraClient({ baseUrl: one.standIn.url, token: async () => 'token', clock: time, host: host(time) })
    Object.assign(one.tools, { sourceOf: () => source })
    return one
  }

  test('all nineteen collections arrive complete, heart rate over many pages, and their numbers are derived', async () => {
    const one = await account(75)
    const day = addDays(TODAY, -20)
    one.store.put('vO2_max', { id: 'vo2', day, timestamp: `${day}T06:00:00+01:00`, vo2_max: 44 })
    one.store.put('rest_mode_period', { id: 'rest', start_day: day, end_day: null, start_time: null, end_time: null, episodes: [] })
    one.store.put('tag', { id: 'note', day, timestamp: `${day}T21:00:00+01:00`, text: 'late coffee', tags: [] })
    try {
      expect(await one.sync()).toBe('done')
      await expectSame(db, one.userId, one.store, NOW)
      expect(Object.keys(held(one.store, NOW))).toHaveLength(16)
      expect(one.standIn.peak()).toBeLessThanOrEqual(4)
      const [metrics] = await readMetrics(db, one.userId, ['steps', 'total_sleep', 'vo2_max', 'battery_lowest'], day, day)
      expect(metrics).toMatchObject({ steps: expect.any(Number), vo2_max: 44, battery_lowest: expect.any(Number) })
    } finally {
      await one.standIn.close()
    }
  })

  test('today is there within three seconds of a paste, fifty milliseconds away from Oura', async () => {
    const one = await account(60)
    one.standIn.fault({ kind: 'latency', ms: 50 })
    try {
      const begun = performance.now()
      const flight = syncUser(one.tools, one.userId)
      while ((await listDocuments(db, one.userId, 'daily_activity', { from: TODAY, to: TODAY })).length === 0) {
        if (performance.now() - begun > 10_000) throw new Error('today never came')
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      expect(performance.now() - begun).toBeLessThan(3000)
      one.standIn.clearFaults()
      expect(await flight.end).toBe('done')
    } finally {
      await one.standIn.close()
    }
  })

  test('scopes that were never given close their collections alone', async () => {
    const one = await account(
      45,
      ALL_SCOPES.filter((scope) => scope !== 'heartrate' && scope !== 'stress'),
    )
    try {
      expect(await one.sync()).toBe('done')
      expect(await readConnection(db, one.userId, NOW)).toMatchObject({
        state: 'limited',
        reason: 'missing_scope',
        missing_scopes: ['heartrate', 'stress'],
      })
      const states = await readCoverage(db, one.userId, addDays(TODAY, -5), TODAY, ['heartrate', 'daily_resilience', 'sleep'])
      expect(new Set(states.map(({ collection, state }) => `${collection} ${state}`))).toEqual(
        new Set(['heartrate no_scope', 'daily_resilience no_scope', 'sleep have']),
      )
    } finally {
      await one.standIn.close()
    }
  })

  test.each([['connections are cut'], ['it answers 503']])('when an outage is over (%s), the next sync goes on', async (how) => {
    const one = await hasty(40)
    const broken = () => one.standIn.fault(how === 'it answers 503' ? { kind: 'status', status: 503 } : { kind: 'cut' })
    try {
      expect(await one.sync()).toBe('done')
      one.clock.now += HOUR
      const mend = broken()
      for (let syncs = 0; syncs < 4; syncs++) {
        expect(await one.sync()).toBe('unreachable')
        expect(await readConnection(db, one.userId, one.clock.now)).toMatchObject({ state: 'stale', reason: 'upstream_unreachable' })
        one.clock.now += HOUR
      }
      mend()
      expect(await one.sync()).toBe('done')
      expect(await readConnection(db, one.userId, one.clock.now)).toMatchObject({ state: 'fresh' })
      await expectSame(db, one.userId, one.store, one.clock.now)
    } finally {
      await one.standIn.close()
    }
  })

  test('an outage in the middle of the first sync ends it, and the next one has everything', async () => {
    const one = await hasty(40)
    try {
      const flight = one.sync()
      while (one.standIn.requests.length < 12) await new Promise((resolve) => setTimeout(resolve, 1))
      const mend = one.standIn.fault({ kind: 'status', status: 503 })
      expect(await flight).toBe('unreachable')
      mend()
      // Two that were under way are left alone for half an hour, as two broken collections are.
      one.clock.now += HOUR
      expect(await one.sync()).toBe('done')
      await expectSame(db, one.userId, one.store, one.clock.now)
    } finally {
      await one.standIn.close()
    }
  })

  test('a past that was rewritten, doubled and deleted is what it now is', async () => {
    const one = await account(45)
    try {
      await one.sync()
      const [night] = one.store.documents('sleep', addDays(TODAY, -6), addDays(TODAY, -6))
      const [gone] = one.store.documents('daily_stress', addDays(TODAY, -4), addDays(TODAY, -4))
      if (!night || !gone) throw new Error('a night and a day of stress')
      one.store.put('sleep', {
        ...JSON.parse(night.body),
        id: 'again',
        time_in_bed: JSON.parse(night.body).time_in_bed - 60,
        lowest_heart_rate: 255,
      })
      one.store.put('daily_activity', { ...JSON.parse(one.store.documents('daily_activity', TODAY, TODAY)[0]?.body ?? ''), steps: 12_345 })
      one.store.remove('daily_stress', gone.id)
      one.clock.now += 25 * HOUR
      const [before] = await readMetrics(db, one.userId, ['total_sleep', 'stress_time'], addDays(TODAY, -6), addDays(TODAY, -6))
      expect(await one.sync()).toBe('done')
      expect(await findDocument(db, one.userId, 'sleep', 'again')).not.toBeNull()
      expect(await findDocument(db, one.userId, 'daily_stress', gone.id)).toBeNull()
      const after = await readMetrics(db, one.userId, ['total_sleep', 'stress_time', 'steps'], addDays(TODAY, -6), TODAY)
      expect(after[0]?.total_sleep).toBe(before?.total_sleep)
      expect(after.find(({ day }) => day === addDays(TODAY, -4))?.stress_time).toBeNull()
      expect(after.at(-1)?.steps).toBe(12_345)
    } finally {
      await one.standIn.close()
    }
  })

  test('a token that died is used once more and no more', async () => {
    const one = await account(40)
    try {
      await one.sync()
      one.standIn.accounts[0]?.tokens.delete('token')
      one.standIn.requests.length = 0
      expect(await one.sync()).toBe('token')
      const asked = one.standIn.requests.length
      expect(asked).toBeLessThanOrEqual(4)
      expect(await one.sync()).toBe('waiting')
      expect(one.standIn.requests).toHaveLength(asked)
      expect((await findConnection(db, one.userId))?.retry_at).toBeNull()
    } finally {
      await one.standIn.close()
    }
  })
})
