import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ouraClient } from '@/lib/server/oura-client'
import { connectionLimits, type Host, host } from '@/lib/server/oura-client-limits'
import { OuraError } from '@/lib/server/oura-source'
import { ouraDocument } from '../fixtures/oura-document'
import { virtualClock } from '../setup/virtual-clock'
import { overlayStore } from '../stand-in/document-store'
import { type StandIn, startStandIn } from '../stand-in/stand-in'

const MINUTE = 60_000
const clock = virtualClock()
const store = overlayStore()
store.put('daily_sleep', ouraDocument('daily_sleep', '2026-10-05'))

let standIn: StandIn
beforeAll(async () => {
  standIn = await startStandIn({ now: clock.now, accounts: ['a', 'b', 'c', 'd'].map((name) => ({ name, tokens: [name], store })) })
})
beforeEach(() => {
  standIn.clearFaults()
  standIn.requests.length = 0
})
afterAll(() => standIn.close())

const clientOf = (token: string, on: Host = host(clock)) =>
  ouraClient({ baseUrl: standIn.url, token: async () => token, clock, random: () => 1, host: on })
const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof OuraError ? error.kind : String(error)),
  )

describe('429', () => {
  test.each([
    ['seconds', 30, 30_000],
    ['date', 90, 90_000],
    ['reset', 45, 45_000],
    ['none', 5, MINUTE],
    ['seconds', 86_400, 15 * MINUTE],
    ['date', 86_400, 15 * MINUTE],
    ['seconds', 0, 1000],
    ['date', -500, 1000],
  ] as const)('by %s of %i s: no call for %i ms, then again', async (how, seconds, wait) => {
    standIn.fault({ kind: 'rate-limit', how, seconds, times: 1 })
    const client = clientOf('a')
    const at = clock.now()
    const error = await client.personalInfo().catch((reason: unknown) => reason)
    expect(error).toMatchObject({ kind: 'limited', status: 429 })
    const retryAt = (error as OuraError).retryAt ?? 0
    // Dates have whole seconds: up to one later, never earlier.
    expect(retryAt - at - wait).toBeGreaterThanOrEqual(0)
    expect(retryAt - at - wait).toBeLessThanOrEqual(1000)
    clock.advance(retryAt - at - 1)
    expect(await kindOf(client.documents('daily_sleep', '2026-10-05', '2026-10-05'))).toBe('limited')
    expect(standIn.requests).toHaveLength(1)
    clock.advance(1)
    expect(await kindOf(client.personalInfo())).toBe('ok')
  })

  test.each(['date', 'reset'] as const)('by %s, while the clocks differ by ten minutes: the wait is the same', async (how) => {
    for (const skew of [-10 * MINUTE, 10 * MINUTE]) {
      const ahead = await startStandIn({ now: () => clock.now() + skew, accounts: [{ name: 'a', tokens: ['a'], store }] })
      ahead.fault({ kind: 'rate-limit', how, seconds: 120 })
      const client = ouraClient({ baseUrl: ahead.url, token: async () => 'a', clock, host: host(clock) })
      const error = await client.personalInfo().catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(OuraError)
      const wait = ((error as OuraError).retryAt ?? 0) - clock.now()
      expect(wait).toBeGreaterThanOrEqual(120_000)
      expect(wait).toBeLessThanOrEqual(121_000)
      await ahead.close()
    }
  })

  test('is the matter of one token: another connection goes on', async () => {
    standIn.fault({ kind: 'rate-limit', account: 'a' })
    const shared = host(clock)
    expect(await kindOf(clientOf('a', shared).personalInfo())).toBe('limited')
    expect(await kindOf(clientOf('b', shared).personalInfo())).toBe('ok')
  })

  test('200 random schedules: not one call before its time', async () => {
    let early = 0
    let waits = 0
    const step = fc.record({
      how: fc.constantFrom('seconds', 'date', 'reset', 'none'),
      seconds: fc.integer({ min: 1, max: 1200 }),
      limited: fc.boolean(),
      calls: fc.integer({ min: 1, max: 5 }),
      pause: fc.integer({ min: 0, max: 20 * MINUTE }),
    } as const)
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 5 }), async (steps) => {
        const client = clientOf('a')
        let notBefore = 0
        for (const { how, seconds, limited, calls, pause } of steps) {
          standIn.clearFaults()
          standIn.requests.length = 0
          if (limited) standIn.fault({ kind: 'rate-limit', how, seconds, times: 1 })
          await Promise.all(Array.from({ length: calls }, () => kindOf(client.personalInfo())))
          early += standIn.requests.filter(({ at }) => at < notBefore).length
          if (limited && standIn.requests.length > 0) {
            notBefore = clock.now() + Math.min(how === 'none' ? MINUTE : seconds * 1000, 15 * MINUTE)
            waits++
          }
          clock.advance(pause)
        }
      }),
      { numRuns: 200 },
    )
    expect(early).toBe(0)
    expect(waits).toBeGreaterThan(100)
  })
})

describe('the breaker', () => {
  test('opens after five failures, lets one probe through after 30 s, and closes when that answers', async () => {
    const off = standIn.fault({ kind: 'status', status: 503 })
    const shared = host(clock)
    expect(await kindOf(clientOf('a', shared).personalInfo())).toBe('unreachable')
    expect(standIn.requests).toHaveLength(5)
    clock.advance(29_999)
    const resting = { kind: 'unreachable', retryAt: clock.now() + 1 }
    await expect(clientOf('b', shared).personalInfo()).rejects.toMatchObject(resting)
    expect(standIn.requests).toHaveLength(5)

    clock.advance(1)
    const all = () => Promise.all(['a', 'b', 'c', 'd'].map((name) => kindOf(clientOf(name, shared).personalInfo())))
    expect(await all()).toEqual(['unreachable', 'unreachable', 'unreachable', 'unreachable'])
    expect(standIn.requests).toHaveLength(6)
    clock.advance(29_999)
    await expect(clientOf('b', shared).personalInfo()).rejects.toMatchObject({ kind: 'unreachable', retryAt: clock.now() + 1 })

    clock.advance(1)
    off()
    // Three of them wait for what the probe finds.
    expect(await all()).toEqual(['ok', 'ok', 'ok', 'ok'])
    expect(standIn.requests).toHaveLength(10)
  })

  test('counts failures in a row only, and a refusal is no failure', async () => {
    const shared = host(clock)
    const client = clientOf('a', shared)
    for (let round = 0; round < 4; round++) {
      standIn.fault({ kind: 'status', status: 503, times: 4 })
      expect(await kindOf(client.personalInfo())).toBe('ok')
    }
    standIn.fault({ kind: 'status', status: 418, times: 9 })
    for (let round = 0; round < 9; round++) expect(await kindOf(client.personalInfo())).toBe('refused')
    expect(await kindOf(client.personalInfo())).toBe('ok')
  })

  test('an aborted probe gives its place back', async () => {
    const off = standIn.fault({ kind: 'status', status: 500 })
    const client = clientOf('a')
    await kindOf(client.personalInfo())
    off()
    clock.advance(30_000)
    const stall = standIn.fault({ kind: 'header-stall' })
    const stop = new AbortController()
    setTimeout(() => stop.abort(new Error('left')), 20)
    expect(await kindOf(client.personalInfo(stop.signal))).toBe('Error: left')
    stall()
    await expect.poll(() => kindOf(client.personalInfo())).toBe('ok')
  })
})

/** A breaker that has opened, and whose time to rest is over. */
async function rested() {
  const time = virtualClock()
  const { breaker } = host(time)
  const straggler = await breaker.enter()
  for (let failure = 0; failure < 5; failure++) breaker.leave('failure', await breaker.enter())
  time.advance(30_000)
  return { breaker, straggler }
}

test('a call from before the outage, ending late, neither ends the probe nor lets a second one through', async () => {
  const { breaker, straggler } = await rested()
  const probe = await breaker.enter()
  expect([straggler, probe]).toEqual([false, true])
  let entered: boolean | null = null
  const second = breaker.enter().then((isProbe) => {
    entered = isProbe
  })
  breaker.leave('neither', straggler)
  await new Promise((resolve) => setImmediate(resolve))
  expect(entered).toBeNull()
  breaker.leave('success', probe)
  await second
  expect(entered).toBe(false)
  expect(breaker.isOpen()).toBe(false)
})

test('who waits beside a probe takes its place where it is given up, and rests where it fails', async () => {
  const { breaker } = await rested()
  const probe = await breaker.enter()
  const [second, third] = [breaker.enter(), breaker.enter()]
  breaker.leave('neither', probe)
  expect(await second).toBe(true)
  breaker.leave('failure', true)
  await expect(third).rejects.toMatchObject({ kind: 'unreachable', retryAt: expect.any(Number) })
})

test('who gives up beside a probe asks nothing afterwards', async () => {
  const time = virtualClock()
  const shared = host(time)
  for (let failure = 0; failure < 5; failure++) shared.breaker.leave('failure', await shared.breaker.enter())
  time.advance(30_000)
  const probe = await shared.breaker.enter()
  const stop = new AbortController()
  let calls = 0
  const call = async () => void calls++
  const given = kindOf(connectionLimits(shared, time, () => 1)(async () => null, call, { signal: stop.signal, urgent: true }))
  await new Promise((resolve) => setImmediate(resolve))
  stop.abort(new Error('left'))
  expect(await given).toBe('Error: left')
  shared.breaker.leave('neither', probe)
  await new Promise((resolve) => setImmediate(resolve))
  expect(calls).toBe(0)
  // Its place as the next probe was given back too.
  expect(await shared.breaker.enter()).toBe(true)
})

test('of two answers that ask to wait the later moment counts, in whichever order they come', async () => {
  for (const waits of [
    [600_000, 2000],
    [2000, 600_000],
  ]) {
    const time = virtualClock()
    const run = connectionLimits(host(time), time, () => 1)
    const ask = (call: () => Promise<string>) => kindOf(run(async () => null, call, { signal: undefined, urgent: true }))
    const limited = (ms: number) => {
      const retryAt = time.now() + ms
      return ask(() => Promise.reject(new OuraError('limited', 'slow down', { status: 429, retryAt })))
    }
    expect(await Promise.all(waits.map(limited))).toEqual(['limited', 'limited'])
    time.advance(599_999)
    expect(await ask(async () => 'answered')).toBe('limited')
    time.advance(1)
    expect(await ask(async () => 'answered')).toBe('ok')
  }
})

test('who no longer wants an answer waits neither for a turn nor for the next try', async () => {
  const time = { now: () => 0, sleep: () => new Promise<void>(() => {}) }
  const spent = host(time)
  for (let turn = 0; turn < 4000; turn++) spent.turn()
  const asked = (shared: Host, signal: AbortSignal) => {
    const call = () => Promise.reject(new OuraError('unreachable', 'no answer'))
    const work = kindOf(connectionLimits(shared, time, () => 1)(async () => null, call, { signal, urgent: false }))
    return Promise.race([work, new Promise((resolve) => setTimeout(resolve, 1000, 'still waiting'))])
  }
  const stop = new AbortController()
  const waiting = [spent, host(time)].map((shared) => asked(shared, stop.signal))
  await new Promise((resolve) => setImmediate(resolve))
  stop.abort(new Error('left'))
  expect(await Promise.all([...waiting, asked(spent, stop.signal)])).toEqual(['Error: left', 'Error: left', 'Error: left'])
})

test('a day of outage: one probe a sync, not a storm', async () => {
  standIn.fault({ kind: 'status', status: 502 })
  const shared = host(clock)
  const client = clientOf('a', shared)
  for (let sync = 0; sync < 96; sync++) {
    await Promise.all(Array.from({ length: 18 }, () => kindOf(client.documents('daily_sleep', '2026-10-05', '2026-10-05'))))
    clock.advance(15 * MINUTE)
  }
  expect(standIn.requests.length).toBeLessThanOrEqual(150)
})

test('at most 4 calls of a connection and 8 of the host are under way', async () => {
  for (const [names, most] of [
    [['a'], 4],
    [['a', 'b', 'c', 'd'], 8],
  ] as const) {
    const own = await startStandIn({ accounts: names.map((name) => ({ name, tokens: [name], store })) })
    own.fault({ kind: 'latency', ms: 15 })
    const shared = host(clock)
    const clients = names.map((name) => ouraClient({ baseUrl: own.url, token: async () => name, host: shared }))
    await Promise.all(clients.flatMap((client) => Array.from({ length: 20 }, () => client.personalInfo())))
    expect(own.peak()).toBe(most)
    expect(own.requests).toHaveLength(20 * names.length)
    await own.close()
  }
})

test('by default all connections of the process share the eight', async () => {
  const own = await startStandIn({ accounts: ['a', 'b', 'c', 'd'].map((name) => ({ name, tokens: [name], store })) })
  own.fault({ kind: 'latency', ms: 10 })
  const clients = ['a', 'b', 'c', 'd'].map((name) => ouraClient({ baseUrl: own.url, token: async () => name }))
  await Promise.all(clients.flatMap((client) => Array.from({ length: 8 }, () => client.personalInfo())))
  expect(own.peak()).toBe(8)
  await own.close()
})

test('a long first sync spends its 4,000 calls in five minutes and waits for more; a person does not', async () => {
  const time = virtualClock()
  const began = time.now()
  const { turn } = host(time)
  const starts = Array.from({ length: 9000 }, () => {
    time.advance(20)
    return time.now() + turn()
  })
  expect(starts.slice(0, 4000).every((at, index) => at === began + 20 * (index + 1))).toBe(true)
  expect(starts.every((at, index) => index < 4000 || at - (starts[index - 4000] ?? 0) >= 5 * MINUTE)).toBe(true)
  expect((starts.at(-1) ?? 0) - began).toBeLessThan(11 * MINUTE)

  const shared = host(clock)
  for (let spent = 0; spent < 4000; spent++) shared.turn()
  const asked = clock.now()
  expect(await kindOf(clientOf('a', shared).personalInfo())).toBe('ok')
  expect(clock.now()).toBe(asked)
  expect(await kindOf(clientOf('a', shared).document('daily_sleep', 'daily_sleep-2026-10-05'))).toBe('ok')
  expect(clock.now() - asked).toBe(5 * MINUTE)
})
