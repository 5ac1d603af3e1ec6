import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { readConnection } from '@/lib/server/connection'
import { bearerOf } from '@/lib/server/connection-token'
import { findConnection, markFailed } from '@/lib/server/db/connections'
import { findDocument } from '@/lib/server/db/documents'
import { createLog } from '@/lib/server/log'
import { forgiveAtStart } from '@/lib/server/oauth-app-entry'
import { freshBearer, isDue } from '@/lib/server/oauth-refresh'
import { ouraClient } from '@/lib/server/oura-client'
import { DIALECTS, testDatabase } from '../setup/databases'
import { APP, connected, DOCUMENT, OLD_APP, ouraWithApps } from './oauth-bench'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
// Before anything has read the environment, which is read once.
const oura = await ouraWithApps()
beforeEach(() => {
  oura.clearFaults()
  oura.oauth.calls.length = 0
  Object.assign(oura.oauth.rules, { omitScope: false, accessSeconds: 30 * 86_400, reuse: 'refuse' })
})
afterAll(() => oura.close())
const changeSecret = (clientSecret: string) => Object.assign(oura.oauth.apps[0] ?? {}, { clientSecret })
const refreshes = () => oura.oauth.calls.filter(({ what }) => what === 'refresh_token')

describe('when a token is due', () => {
  test.each([
    [30 * DAY, 6 * DAY + 1, false],
    [30 * DAY, 6 * DAY - 1, true],
    [DAY, 5 * 60 * MINUTE, false],
    [60 * MINUTE, 16 * MINUTE, false],
    [60 * MINUTE, 14 * MINUTE, true],
    [10 * MINUTE, 6 * MINUTE, false],
    [10 * MINUTE, 4 * MINUTE, true],
  ])('of a life of %d ms with %d left: %s', (life, left, due) => {
    expect(isDue({ issued_at: 0, expires_at: life }, life - left)).toBe(due)
  })

  test('never when it is new, always when it is over', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 400 * DAY }), fc.integer({ min: 0, max: DAY }), (life, after) => {
        expect(isDue({ issued_at: 0, expires_at: life }, 0)).toBe(false)
        expect(isDue({ issued_at: 0, expires_at: life }, life + after)).toBe(true)
      }),
    )
    expect(isDue({ issued_at: null, expires_at: null }, 0)).toBe(false)
  })
})

describe.each(DIALECTS)('on %s', async (dialect) => {
  const db = await testDatabase(dialect)
  const clock = { ahead: 0 }
  beforeEach(() => {
    clock.ahead = 0
  })
  const lines: string[] = []
  const log = createLog('info', { write: (line: string) => lines.push(line) })
  const tools = { db, now: () => Date.now() + clock.ahead, log }
  const ask = (refused: string | null = null) => freshBearer(tools, 'ann', refused)
  const kindOf = (asked: Promise<unknown>) =>
    asked.then(
      () => 'fine',
      ({ kind }) => kind,
    )
  const told = async () => {
    const { kind, state, reason } = await readConnection(db, 'ann', tools.now())
    expect(kind).toBe('oauth')
    expect((await findDocument(db, 'ann', 'daily_sleep', DOCUMENT.id))?.body).toBe(DOCUMENT.body)
    return [state, reason]
  }

  test('a token that is not due is used as it is', async () => {
    const { accessToken } = await connected(db, oura, { lifeMs: DAY })
    expect(await ask()).toBe(accessToken)
    expect(refreshes()).toEqual([])
  })

  test('one that is due is renewed once, however many ask, and the new pair is kept sealed', async () => {
    const old = await connected(db, oura)
    const got = new Set(await Promise.all(Array.from({ length: 200 }, () => ask())))
    expect(got.size).toBe(1)
    expect(got.has(old.accessToken)).toBe(false)
    expect(refreshes()).toHaveLength(1)
    const row = await findConnection(db, 'ann')
    expect(row).toMatchObject({ refresh_intent_at: null, refresh_owner: null, refresh_failure: null })
    expect((row?.expires_at ?? 0) - Date.now()).toBeGreaterThan(29 * DAY)
    for (const secret of [...got, old.refreshToken]) expect(JSON.stringify(row)).not.toContain(secret)
    await db
      .updateTable('connection')
      .set({ issued_at: Date.now() - DAY, expires_at: Date.now() + MINUTE })
      .execute()
    expect(await ask()).not.toBe([...got][0])
    expect(await told()).toEqual(['fresh', null])
  })

  test('200 calls that Oura refuses at once: one refresh, and each is answered in the end', async () => {
    const { accessToken } = await connected(db, oura, { lifeMs: DAY })
    oura.oauth.expire(accessToken)
    const source = ouraClient({ baseUrl: oura.url, token: () => ask(), renew: ask })
    const all = await Promise.all(Array.from({ length: 200 }, () => source.personalInfo()))
    expect(all).toHaveLength(200)
    expect(refreshes()).toHaveLength(1)
  })

  test('a token that Oura refuses after its refresh too is not tried a third time', async () => {
    await connected(db, oura, { lifeMs: DAY })
    const source = ouraClient({ baseUrl: oura.url, token: () => ask(), renew: ask })
    oura.fault({ kind: 'status', status: 401, collection: 'personal_info' })
    expect(await kindOf(source.personalInfo())).toBe('token')
    expect(refreshes()).toHaveLength(1)
    oura.clearFaults()
  })

  test('a missing scope is no reason to renew', async () => {
    await connected(db, oura, { lifeMs: DAY })
    const [ann] = oura.accounts
    ann?.scopes.delete('workout')
    const source = ouraClient({ baseUrl: oura.url, token: () => ask(), renew: ask })
    expect(await kindOf(source.documents('workout', '2026-11-01', '2026-11-02'))).toBe('scope')
    ann?.scopes.add('workout')
    expect(refreshes()).toEqual([])
  })

  test('withdrawn at Oura: said as such, the access token used to its end, then connect again; Oura is asked once', async () => {
    const { accessToken } = await connected(db, oura)
    oura.oauth.withdraw('ann')
    expect(await ask()).toBe(accessToken)
    expect(await told()).toEqual(['reconnect', 'grant_revoked'])
    const worksUntil = async () => (await readConnection(db, 'ann', tools.now())).works_until
    expect(Date.parse((await worksUntil()) ?? '')).toBeGreaterThan(Date.now())
    clock.ahead = 2 * MINUTE
    expect(await worksUntil()).toBeNull()
    for (let tries = 0; tries < 3; tries++) expect(await kindOf(ask())).toBe('token')
    expect(refreshes()).toHaveLength(1)
    expect(await told()).toEqual(['reconnect', 'grant_revoked'])
    expect(lines.filter((line) => line.includes('oauth.refresh_failed'))).toHaveLength(1)
    const events = await db.selectFrom('audit').selectAll().where('event', '=', 'refresh_failed').where('user_id', '=', 'ann').execute()
    expect(events.at(-1)).toMatchObject({ detail: '{"reason":"revoked"}' })
    lines.length = 0
  })

  test('the answer is lost on the way: not asked again at once, then once more, then connect again', async () => {
    const { accessToken } = await connected(db, oura)
    oura.fault({ kind: 'cut', at: 'headers', collection: 'oauth-token', times: 1 })
    expect(await ask()).toBe(accessToken)
    expect(await ask()).toBe(accessToken)
    expect(refreshes()).toHaveLength(1)
    expect((await findConnection(db, 'ann'))?.refresh_intent_at).not.toBeNull()
    clock.ahead = MINUTE * 0.6
    expect(await ask()).toBe(accessToken)
    expect(refreshes()).toHaveLength(2)
    expect(await told()).toEqual(['reconnect', 'refresh_interrupted'])
    clock.ahead = 2 * MINUTE
    expect(await kindOf(ask())).toBe('token')
    expect(refreshes()).toHaveLength(2)
  })

  test('Oura cannot answer (5xx, html, 429): the pair is there again once it can', async () => {
    for (const fault of [
      { kind: 'status', status: 503 },
      { kind: 'html', status: 502 },
      { kind: 'rate-limit', seconds: 20 },
    ] as const) {
      clock.ahead = 0
      const { accessToken } = await connected(db, oura)
      // The stand-in's own answer must not spend the token: it is refused before it is looked at.
      changeSecret('else')
      const off = oura.fault({ ...fault, collection: 'oauth-token' })
      expect(await ask()).toBe(accessToken)
      off()
      changeSecret(APP.clientSecret)
      clock.ahead = 40_000
      expect(await ask()).not.toBe(accessToken)
      expect((await findConnection(db, 'ann'))?.refresh_failure).toBeNull()
    }
  })

  test('the application is refused: misconfigured, tried ever more seldom, and well again when it is', async () => {
    const { accessToken } = await connected(db, oura)
    changeSecret('changed')
    expect(await ask()).toBe(accessToken)
    expect(await told()).toEqual(['misconfigured', 'app_refused'])
    clock.ahead = 2 * MINUTE
    expect(await kindOf(ask())).toBe('misconfigured')
    for (let minute = 2; minute < 24 * 60; minute++) {
      clock.ahead = minute * MINUTE
      await kindOf(ask())
    }
    expect(refreshes().length).toBeLessThan(40)
    changeSecret(APP.clientSecret)
    clock.ahead = 30 * 60 * MINUTE
    expect(await kindOf(ask())).toBe('fine')
    expect(await told()).toEqual(['stale', 'not_synced'])
  })

  test('another application now: nothing is sent, the reason is named', async () => {
    await connected(db, oura, { app: OLD_APP })
    clock.ahead = 2 * MINUTE
    expect(await kindOf(ask())).toBe('token')
    expect(oura.oauth.calls).toEqual([])
    expect(await told()).toEqual(['reconnect', 'app_changed'])
  })

  test('a start with the wrong application ends nothing for good: the next one with the right one tries again', async () => {
    await connected(db, oura)
    const belongTo = (client_id: string) => db.updateTable('connection').set({ client_id }).execute()
    await belongTo('of-the-start-before')
    clock.ahead = 2 * MINUTE
    expect(await kindOf(ask())).toBe('token')
    await markFailed(db, 'ann', { state: 'token', reason: 'token', retry_at: null }, tools.now())
    await forgiveAtStart(db, tools.now())
    expect(await told()).toEqual(['reconnect', 'app_changed'])
    await belongTo(APP.clientId)
    await forgiveAtStart(db, tools.now())
    expect(await findConnection(db, 'ann')).toMatchObject({ refresh_failure: null, state: null })
    expect(await kindOf(ask())).toBe('fine')
  })

  test('a loser of a race re-reads before it believes that its token is dead', async () => {
    await connected(db, oura)
    const before = await findConnection(db, 'ann')
    const renewed = await ask()
    const after = await findConnection(db, 'ann')
    if (!before || !after) throw new Error('no connection')
    // A process that read the row before the other one won it, and whose lease had run out meanwhile.
    const lost = { ...tools, at: (point: string) => point === 'intent' && db.updateTable('connection').set(after).execute() }
    await db.updateTable('connection').set(before).execute()
    // Oura takes longer to refuse than the other process took to win.
    oura.fault({ kind: 'latency', ms: 150, collection: 'oauth-token', times: 1 })
    expect(await freshBearer(lost, 'ann')).toBe(renewed)
    expect(refreshes().map(({ status }) => status)).toEqual([200, 400])
    expect(await told()).toEqual(['fresh', null])
  })

  test('a holder that hangs is waited for until its lease ends, and no longer', async () => {
    const { accessToken } = await connected(db, oura)
    const until = Date.now() + 300
    await db
      .updateTable('connection')
      .set({ refresh_owner: 'elsewhere 1 x', refresh_until: until, refresh_intent_at: Date.now() })
      .execute()
    expect(await ask()).not.toBe(accessToken)
    expect(Date.now()).toBeGreaterThanOrEqual(until)
  })

  test('somebody connects anew while a refresh is under way: theirs counts', async () => {
    await connected(db, oura)
    oura.fault({ kind: 'latency', ms: 150, collection: 'oauth-token', times: 1 })
    const asked = ask()
    await sleep(60)
    const anew = await connected(db, oura, { lifeMs: DAY })
    expect(await asked).toBe(anew.accessToken)
    const row = await findConnection(db, 'ann')
    expect(row && bearerOf(row)).toBe(anew.accessToken)
  })

  test('an answer without `scope` leaves the granted scopes as they were, one with them replaces them', async () => {
    await connected(db, oura)
    oura.oauth.rules.omitScope = true
    await ask()
    expect((await findConnection(db, 'ann'))?.scopes).toBe('daily')
    oura.oauth.rules.omitScope = false
    await db
      .updateTable('connection')
      .set({ issued_at: Date.now() - DAY, expires_at: Date.now() + MINUTE })
      .execute()
    await ask()
    expect((await findConnection(db, 'ann'))?.scopes?.split(' ')).toHaveLength(11)
  })
})
