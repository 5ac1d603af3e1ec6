import { describe, expect, test } from 'vitest'
import { addDays, eachDay, utcMidnight } from '@/lib/domain/day'
import { readConnection } from '@/lib/server/connection'
import { coverageRows } from '@/lib/server/coverage'
import { deleteConnection, findConnection, replaceConnection, takeLease, updateConnection } from '@/lib/server/db/connections'
import { listDocuments } from '@/lib/server/db/documents'
import { metricBounds, readMetrics } from '@/lib/server/db/metrics'
import { forgetWindows } from '@/lib/server/db/sync-windows'
import { ensureUser } from '@/lib/server/db/users'
import { demoSource } from '@/lib/server/demo-source'
import { self } from '@/lib/server/lease-owner'
import { OuraError, type OuraErrorKind, type OuraSource } from '@/lib/server/oura-source'
import { setAccess } from '@/lib/server/people'
import { retryAt, syncUser, turnSync } from '@/lib/server/sync'
import { rebuildMetrics } from '@/lib/server/sync-metrics'
import { turnOff } from '@/lib/server/sync-off'
import { dueAt, schedule } from '@/lib/server/sync-scheduler'
import { syncStatus } from '@/lib/server/sync-status'
import { testDatabase } from '../setup/databases'
import { MemoryOura } from './memory-oura'
import { HOUR, NOW, person, withoutDisk } from './sync-bench'

const TODAY = '2026-11-23'
const MINUTE = 60_000
const db = await testDatabase('sqlite')
withoutDisk(db)

const small = () => {
  const oura = new MemoryOura()
  for (const day of eachDay(addDays(TODAY, -5), TODAY)) oura.put('sleep', day)
  return oura
}
const fails =
  (kind: OuraErrorKind, more: { retryAt?: number } = {}) =>
  () => {
    throw new OuraError(kind, 'as told', more)
  }

describe('how a connection is said to be', () => {
  test('without one, to be reconnected', async () => {
    expect(await readConnection(db, 'nobody', NOW)).toMatchObject({ kind: null, state: 'reconnect', last_sync_at: null })
  })

  test.each([
    ['token', 'reconnect', 'token_rejected'],
    ['membership', 'limited', 'membership_lapsed'],
    ['unreachable', 'stale', 'upstream_unreachable'],
    ['limited', 'limited', 'upstream_limited'],
  ] as const)('after %s: %s, and the sync has given up for now', async (kind, state, reason) => {
    const oura = small()
    const one = await person(db, oura)
    await one.sync()
    oura.fault = fails(kind, { retryAt: NOW + HOUR })
    one.clock.now += MINUTE
    expect(await one.sync()).toBe(kind)
    expect(await readConnection(db, one.userId, one.clock.now)).toMatchObject({ state, reason, last_sync_at: new Date(NOW).toISOString() })
    expect(await syncStatus(db, one.userId, one.clock.now)).toMatchObject({ state: 'idle', error: reason })
  })

  test('while Oura asks to wait, until when; then no longer', async () => {
    const oura = small()
    const one = await person(db, oura)
    await one.sync()
    oura.fault = fails('limited', { retryAt: NOW + HOUR })
    await one.sync()
    const retry_at = new Date(NOW + HOUR).toISOString()
    expect(await readConnection(db, one.userId, NOW + HOUR - 1)).toMatchObject({ state: 'limited', retry_at })
    expect(await readConnection(db, one.userId, NOW + HOUR)).toMatchObject({ state: 'fresh', retry_at: null })
  })

  test('when Oura goes away in the middle of a window, what met silence is no more left alone than all the rest', async () => {
    const oura = small()
    const one = await person(db, oura)
    oura.fault = (collection) => {
      // The fifth silence opens the breaker; what comes after it is not asked at all.
      if (collection === 'sleep_time') throw new OuraError('unreachable', 'silence')
      if (collection === 'vO2_max') throw new OuraError('unreachable', 'our own breaker', { retryAt: NOW + 30_000 })
      if (collection === 'daily_sleep') throw new OuraError('refused', 'no')
    }
    expect(await one.sync()).toBe('unreachable')
    expect((await readConnection(db, one.userId, NOW)).left_out.map(({ collection }) => collection)).toEqual(['daily_sleep'])
  })

  test('what Oura did not send of one collection is said beside all that came; a clock that was ahead leaves none alone', async () => {
    const oura = small()
    const one = await person(db, oura)
    await one.sync()
    const silent = { collection: 'vO2_max', reason: 'upstream_unreachable' }
    await turnOff(db, one.userId, 'vO2_max', new OuraError('unreachable', 'silence'), NOW)
    expect(await readConnection(db, one.userId, NOW)).toMatchObject({ state: 'limited', reason: silent.reason, left_out: [silent] })
    expect(await readConnection(db, one.userId, NOW + HOUR)).toMatchObject({ state: 'fresh', left_out: [] })
    await turnOff(db, one.userId, 'vO2_max', new OuraError('refused', 'no'), NOW + 48 * HOUR)
    expect(await readConnection(db, one.userId, NOW + HOUR)).toMatchObject({ state: 'fresh', left_out: [] })
    oura.asked.length = 0
    one.clock.now = NOW + HOUR
    await one.sync()
    expect(oura.asked.some(({ collection }) => collection === 'vO2_max')).toBe(true)
  })

  test('a membership that ended is said before a sign-in that will not be renewed: nothing arrives until then', async () => {
    const one = await person(db, small())
    await one.sync()
    const lapsed = { state: 'membership', refresh_failure: 'refused', expires_at: NOW + 24 * HOUR } as const
    await updateConnection(db, one.userId, lapsed, NOW)
    expect(await readConnection(db, one.userId, NOW)).toMatchObject({ state: 'limited', reason: 'membership_lapsed', works_until: null })
    await updateConnection(db, one.userId, { state: null }, NOW)
    expect(await readConnection(db, one.userId, NOW)).toMatchObject({ state: 'misconfigured', works_until: expect.any(String) })
  })

  test('a clock that was ahead when Oura asked to wait keeps nobody waiting once it is right', async () => {
    const oura = small()
    const one = await person(db, oura)
    one.clock.now = NOW + 48 * HOUR
    oura.fault = fails('limited', { retryAt: NOW + 49 * HOUR })
    expect(await one.sync()).toBe('limited')
    oura.fault = () => {}
    one.clock.now = NOW
    expect(await one.sync()).toBe('done')
  })

  test('stale after a day without a success, whatever the cause', async () => {
    const one = await person(db, small())
    await one.sync()
    expect(await readConnection(db, one.userId, NOW + 24 * HOUR)).toMatchObject({ state: 'fresh' })
    expect(await readConnection(db, one.userId, NOW + 24 * HOUR + 1)).toMatchObject({
      state: 'stale',
      since: new Date(NOW).toISOString(),
      reason: 'not_synced',
    })
  })

  test('a sync that left a collection alone says why; not for what is not shared', async () => {
    const oura = small()
    oura.fault = (collection) => {
      if (collection === 'daily_spo2') throw new OuraError('scope', 'spo2', { scope: 'spo2' })
      if (collection === 'workout') throw new OuraError('unreachable', 'no answer')
    }
    const one = await person(db, oura)
    await one.sync()
    expect(await syncStatus(db, one.userId, NOW)).toMatchObject({ state: 'idle', error: 'upstream_unreachable' })
    oura.fault = (collection) => {
      if (collection === 'daily_spo2') throw new OuraError('scope', 'spo2', { scope: 'spo2' })
    }
    one.clock.now += HOUR
    await one.sync()
    expect(await syncStatus(db, one.userId, one.clock.now)).toMatchObject({ state: 'idle', error: null })
    await deleteConnection(db, one.userId)
    expect(await syncStatus(db, one.userId, one.clock.now)).toMatchObject({ state: 'idle', error: 'disconnected' })
  })

  test('a lapsed membership is looked at once a day', async () => {
    const oura = small()
    const one = await person(db, oura)
    oura.fault = fails('membership')
    await one.sync()
    const asked = oura.asked.length
    one.clock.now += 23 * HOUR
    expect(await one.sync()).toBe('waiting')
    expect(oura.asked).toHaveLength(asked)
    one.clock.now += HOUR
    oura.fault = () => {}
    expect(await one.sync()).toBe('done')
  })

  test('a grant of the time when spo2 had another name shares it', async () => {
    const one = await person(db, small())
    await updateConnection(db, one.userId, { kind: 'oauth', scopes: 'daily spo2Daily' }, NOW)
    const { missing_scopes } = await readConnection(db, one.userId, NOW)
    expect(missing_scopes).toContain('stress')
    expect(missing_scopes.join()).not.toContain('spo2')
  })

  test('a collection whose request was refused is off for a day, and says so', async () => {
    const oura = small()
    oura.fault = (collection) => {
      if (collection === 'session') throw new OuraError('refused', 'unprocessable', { status: 422 })
    }
    const one = await person(db, oura)
    expect(await one.sync()).toBe('done')
    expect(await readConnection(db, one.userId, NOW)).toMatchObject({ state: 'limited', reason: 'upstream_refused', missing_scopes: [] })
    expect((await readConnection(db, one.userId, NOW)).left_out).toEqual([
      { collection: 'session', reason: 'upstream_refused', retry_at: new Date(NOW + 24 * HOUR).toISOString() },
    ])
    expect((await readConnection(db, one.userId, NOW + 24 * HOUR)).left_out).toEqual([])
    const logged = () => one.lines.filter(({ event }) => event === 'oura.refused')
    expect(logged()).toMatchObject([{ level: 'warn', collection: 'session', kind: 'refused', status: 422 }])
    oura.asked.length = 0
    one.clock.now += 23 * HOUR
    await one.sync()
    expect(oura.asked.filter(({ collection }) => collection === 'session')).toEqual([])
    one.clock.now += 2 * HOUR
    await one.sync()
    expect(logged()).toHaveLength(1)
    one.clock.now += 23 * HOUR
    oura.fault = () => {}
    one.clock.now += 2 * HOUR
    await one.sync()
    expect(oura.asked.filter(({ collection }) => collection === 'session').length).toBeGreaterThan(0)
    expect(await readConnection(db, one.userId, one.clock.now)).toMatchObject({ state: 'fresh' })
  })
})

test('a sync is about to start before the first attempt of a process, then idle', async () => {
  const one = await person(db, small())
  expect(await syncStatus(db, one.userId, NOW)).toMatchObject({ state: 'running', error: null, last_success_at: null })
  const running = one.sync()
  expect(await syncStatus(db, one.userId, NOW)).toMatchObject({ state: 'running' })
  await running
  const after = await syncStatus(db, one.userId, NOW)
  expect(after).toMatchObject({ state: 'idle', error: null, collection: null, oldest_day: addDays(TODAY, -5) })
  expect(after.done).toBe(after.total)
})

describe('one sync a person', () => {
  test('another process that holds the lease is left to it; a dead one is not waited for', async () => {
    const oura = small()
    const one = await person(db, oura)
    await takeLease(db, one.userId, 'other-machine 1 x', NOW, NOW + MINUTE)
    expect(await one.sync()).toBe('elsewhere')
    expect(oura.asked).toEqual([])
    one.clock.now += MINUTE + 1
    expect(await one.sync()).toBe('done')
    const [here] = self().split(' ')
    await takeLease(db, one.userId, `${here} ${process.pid} an earlier life`, one.clock.now, one.clock.now + HOUR)
    expect(await one.sync()).toBe('done')
    expect((await findConnection(db, one.userId))?.lease_owner).toBeNull()
  })

  test('a new token takes over from a sync with the old one, and what the old one met does not count', async () => {
    const old = small()
    const fresh = small()
    const one = await person(db, old)
    let release = () => {}
    const waiting = new Promise<void>((resolve) => {
      release = resolve
    })
    old.documents = async (_collection, _from, _to, signal) => {
      await waiting
      signal?.throwIfAborted()
      throw new OuraError('token', 'expired')
    }
    const tools = { ...one.tools, sourceOf: ({ created_at }: { created_at: number }) => (created_at === NOW ? old : fresh) }
    const flight = syncUser(tools, one.userId)
    await new Promise((resolve) => setTimeout(resolve, 30))
    await forgetWindows(db, one.userId)
    await replaceConnection(db, one.userId, { kind: 'token' }, NOW + MINUTE)
    await turnSync(tools, one.userId)
    release()
    expect(await flight.end).toBe('done')
    expect(await readConnection(db, one.userId, NOW)).toMatchObject({ state: 'fresh', reason: null })
    expect(await listDocuments(db, one.userId, 'sleep', null)).toHaveLength(6)
  })

  test('a sync of somebody who is being kept out lets go, and nothing begins until the access is back', async () => {
    const oura = small()
    const one = await person(db, oura)
    await ensureUser(db, { id: 'owner', oura_user_id: null, role: 'owner' }, 0)
    const held = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const ask = oura.documents.bind(oura)
    let asked = 0
    oura.documents = async (...what) => {
      asked += 1
      begun.resolve()
      await held.promise
      return ask(...what)
    }
    const flight = syncUser(one.tools, one.userId)
    await begun.promise
    await setAccess(db, 'owner', { id: one.userId, access: false }, NOW)
    held.resolve()
    expect(await flight.end).toBe('waiting')
    expect(await listDocuments(db, one.userId, 'sleep', null)).toEqual([])
    const before = asked
    expect(await one.sync()).toBe('waiting')
    expect(asked).toBe(before)
    await setAccess(db, 'owner', { id: one.userId, access: true }, NOW)
    expect(await one.sync()).toBe('done')
  })

  test('eight requests at most are under way for everybody, four for one', async () => {
    let open = 0
    let peak = 0
    const people = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const oura = small()
        const ask = oura.documents.bind(oura)
        let mine = 0
        oura.documents = async (...what) => {
          peak = Math.max(peak, ++open)
          expect(++mine).toBeLessThanOrEqual(4)
          await new Promise((resolve) => setTimeout(resolve, 1))
          open -= 1
          mine -= 1
          return ask(...what)
        }
        const one = await person(db, oura)
        await one.prepare()
        return one
      }),
    )
    expect(await Promise.all(people.map((one) => one.sync()))).toEqual(people.map(() => 'done'))
    expect(peak).toBe(8)
  }, 60_000)
})

describe('when the next one is due', () => {
  test('the wait after an outage grows to forty minutes, with jitter, and never for a dead token', () => {
    const waits = Array.from({ length: 12 }, (_, failures) =>
      [0, 0.999].map((random) => (retryAt('unreachable', null, failures, 0, () => random) ?? 0) / MINUTE),
    )
    expect(waits[0]).toEqual([0.5, expect.closeTo(1, 2)])
    expect(waits.at(-1)).toEqual([20, expect.closeTo(40, 1)])
    expect(retryAt('limited', 123, 0, 0, () => 0)).toBe(123)
    expect(retryAt('token', null, 0, 0, () => 0)).toBeNull()
  })

  test('fifty people after a start begin within a minute, not at once; a dead token is not due', async () => {
    const many = await testDatabase('sqlite')
    withoutDisk(many)
    const oura = new MemoryOura()
    oura.fault = fails('limited', { retryAt: NOW + 10 * HOUR })
    const clock = { now: NOW }
    const people = await Promise.all(Array.from({ length: 50 }, () => person(many, oura)))
    const [first, dead] = people
    if (!first || !dead) throw new Error('fifty people')
    await updateConnection(many, dead.userId, { state: 'token' }, NOW)
    let turn = 0
    const { tick, stop } = schedule({ ...first.tools, now: () => clock.now, random: () => (turn++ % 50) / 50 }, 15 * MINUTE)
    const started: number[] = []
    for (let second = 0; second <= 60; second += 5) {
      clock.now = NOW + second * 1000
      started.push(await tick())
      await Promise.all(people.map(({ userId, tools }) => syncUser({ ...tools, now: () => clock.now }, userId).end))
    }
    stop()
    const connection = await findConnection(many, dead.userId)
    expect(connection && dueAt(connection, MINUTE, NOW)).toBeNull()
    expect(started[0]).toBeLessThan(10)
  }, 60_000)

  test('every interval from the last attempt, the demo ring every five minutes', async () => {
    const one = await person(db, small())
    await one.sync()
    const connection = await findConnection(db, one.userId)
    if (!connection) throw new Error('a connection')
    expect(dueAt(connection, 15 * MINUTE, NOW)).toBe(NOW + 15 * MINUTE)
    expect(dueAt({ ...connection, kind: 'demo' }, 15 * MINUTE, NOW)).toBe(NOW + 5 * MINUTE)
    expect(dueAt({ ...connection, state: 'unreachable', retry_at: NOW + 7 }, 15 * MINUTE, NOW)).toBe(NOW + 7)
    // A clock that was two days ahead wrote this, and is right again.
    const ahead = { ...connection, last_attempt_at: NOW + 48 * HOUR }
    expect(dueAt(ahead, 15 * MINUTE, NOW)).toBe(0)
    expect(dueAt({ ...ahead, state: 'unreachable', retry_at: NOW + 49 * HOUR }, 15 * MINUTE, NOW)).toBe(0)
  })
})

describe('every kind of gap', () => {
  test('has its own word', async () => {
    const oura = new MemoryOura()
    const days = eachDay(addDays(TODAY, -40), TODAY)
    const off = addDays(TODAY, -10)
    const silent = addDays(TODAY, -12)
    const unlucky = addDays(TODAY, -14)
    for (const day of days) {
      if (day === silent) continue
      if (day !== off) oura.put('sleep', day)
      oura.put('daily_activity', day, activity(day, day === off ? 86_000 : 600))
    }
    oura.fault = (collection) => {
      if (collection === 'daily_spo2') throw new OuraError('scope', 'spo2', { scope: 'spo2' })
      if (collection === 'workout') throw new OuraError('unreachable', 'no answer')
    }
    const one = await person(db, oura)
    await one.sync()
    const rows = await coverageRows(db, one.userId, addDays(TODAY, -40), addDays(TODAY, 1), [
      'sleep',
      'daily_activity',
      'daily_spo2',
      'workout',
      'tag',
    ])
    const word = (collection: string, day: string) => rows.find((row) => row.collection === collection && row.day === day)?.state
    expect(word('sleep', TODAY)).toBe('have')
    expect(word('sleep', off)).toBe('not_worn')
    expect(word('daily_activity', off)).toBe('have')
    expect(word('sleep', silent)).toBe('not_worn')
    expect(word('daily_activity', silent)).toBe('not_worn')
    expect(word('tag', unlucky)).toBe('none')
    expect(word('tag', off)).toBe('none')
    expect(word('daily_spo2', unlucky)).toBe('no_scope')
    expect(word('workout', unlucky)).toBe('failed')
    expect(word('sleep', addDays(TODAY, 1))).toBeUndefined()
  })
})

describe('the demo ring', () => {
  test('syncs as everybody does, and its today goes on', async () => {
    const clock = { now: Date.UTC(2026, 10, 23, 9, 30) }
    const one = await person(
      db,
      lately(() => clock.now),
    )
    await one.prepare()
    const flight = syncUser({ ...one.tools, now: () => clock.now }, one.userId)
    await flight.today
    const [first] = await readMetrics(db, one.userId, ['steps', 'total_sleep', 'sleep_score'], TODAY, TODAY)
    expect(first).toMatchObject({ steps: expect.any(Number), total_sleep: expect.any(Number) })
    await flight.end
    clock.now += 6 * HOUR
    await syncUser({ ...one.tools, now: () => clock.now }, one.userId).end
    const [later] = await readMetrics(db, one.userId, ['steps'], TODAY, TODAY)
    expect(later?.steps).toBeGreaterThan(first?.steps ?? Number.POSITIVE_INFINITY)
  }, 120_000)

  test('its numbers can be derived anew from its documents', async () => {
    const one = await person(
      db,
      lately(() => NOW),
    )
    await one.prepare()
    await one.sync()
    const bounds = await metricBounds(db, one.userId)
    const all = await db.selectFrom('daily_metric').selectAll().where('user_id', '=', one.userId).orderBy('day').execute()
    expect(all.length).toBeGreaterThan(10)
    await db.deleteFrom('daily_metric').where('user_id', '=', one.userId).execute()
    await rebuildMetrics(db, one.userId)
    expect(await metricBounds(db, one.userId)).toEqual(bounds)
    expect(await db.selectFrom('daily_metric').selectAll().where('user_id', '=', one.userId).orderBy('day').execute()).toEqual(all)
  }, 120_000)
})

/** The demo ring, first worn forty days ago: its years are made elsewhere. */
function lately(now: () => number): OuraSource {
  const ring = demoSource(now)
  const first = addDays(TODAY, -40)
  return {
    ...ring,
    documents: (collection, from, to, signal) => ring.documents(collection, from < first ? first : from, to, signal),
    samples: (collection, from, to, signal) => ring.samples(collection, Math.max(from, utcMidnight(first)), to, signal),
  }
}

function activity(day: string, nonWear: number): Record<string, unknown> {
  const numbers = [
    'active_calories',
    'average_met_minutes',
    'equivalent_walking_distance',
    'high_activity_met_minutes',
    'high_activity_time',
    'inactivity_alerts',
    'low_activity_met_minutes',
    'low_activity_time',
    'medium_activity_met_minutes',
    'medium_activity_time',
    'meters_to_target',
    'resting_time',
    'sedentary_met_minutes',
    'steps',
    'target_calories',
    'target_meters',
    'total_calories',
  ]
  return {
    ...Object.fromEntries(numbers.map((name) => [name, 0])),
    timestamp: `${day}T04:00:00+01:00`,
    contributors: {},
    met: { interval: 60, items: [], timestamp: `${day}T04:00:00+01:00` },
    non_wear_time: nonWear,
    sedentary_time: 86_400 - nonWear,
  }
}
