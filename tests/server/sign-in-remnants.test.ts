import type { Kysely } from 'kysely'
import { NextRequest } from 'next/server'
import { beforeAll, expect, test } from 'vitest'
import { readSamples } from '@/lib/server/archive-samples'
import { authOptions } from '@/lib/server/auth-options'
import { eraseRows } from '@/lib/server/db/erasing'
import type { Database } from '@/lib/server/db/schema'
import { answerOuraCallback, answerOuraPaste } from '@/lib/server/oauth-answer'
import { readZone } from '@/lib/server/prefetch'
import { beginSession } from '@/lib/server/session'
import { provideDatabase, testDatabase } from '../setup/databases'

let db: Kysely<Database>
beforeAll(async () => {
  process.env.NEXTAUTH_SECRET = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64')
  process.env.DATA_KEYS = `k1:${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64')}`
  db = await testDatabase('sqlite', ['ann', 'bob'])
  provideDatabase(db)
})

test('a cookie that outlived its person writes nothing of them down again', async () => {
  const signOut = async (sub: string, sid: string) => authOptions().events?.signOut?.({ token: { sub, sid }, session: { expires: '' } })
  const events = async (user: string) =>
    (await db.selectFrom('audit').select('event').where('user_id', '=', user).execute()).map(({ event }) => event)
  const begin = (userId: string) => beginSession(db, { userId, provider: 'token', device: null }, Date.now())
  const [first, second, bobs] = [await begin('ann'), await begin('ann'), await begin('bob')]
  await signOut('ann', first)
  expect(await events('ann')).toEqual(['logout'])
  await db.transaction().execute((transaction) => eraseRows(transaction, 'ann'))
  for (const sid of [first, second]) await signOut('ann', sid)
  expect(await events('ann')).toEqual([])
  for (let times = 0; times < 3; times++) await signOut('bob', bobs)
  expect(await events('bob')).toEqual(['logout'])
})

test('callbacks that another site makes a browser ask for keep nobody from connecting', async () => {
  for (const query of ['code=x&state=y', 'error=access_denied', 'state=y'])
    for (let times = 0; times < 101; times++) {
      const answer = await answerOuraCallback(new NextRequest(`http://localhost:3000/api/auth/callback/oura?${query}`))
      expect(answer.headers.get('location')).toMatch(/^\/connect\?problem=(used|denied|no_code)#oura$/)
    }
  expect(await db.selectFrom('rate_limit').selectAll().execute()).toEqual([])
})

test('Oura not able to is no refusal of the application, and an address without end holds no answer', async () => {
  for (const said of ['server_error', 'temporarily_unavailable']) {
    const answer = await answerOuraCallback(new NextRequest(`http://localhost:3000/api/auth/callback/oura?error=${said}`))
    expect(answer.headers.get('location')).toBe('/connect?problem=upstream_failed#oura')
  }
  const body = JSON.stringify({ address: `http://localhost:3000/api/auth/callback/oura?code=${'x'.repeat(5000)}` })
  const headers = { 'content-type': 'application/json', origin: 'http://localhost:3000' }
  const pasted = await answerOuraPaste(new NextRequest('http://localhost:3000/api/auth/callback/oura', { method: 'POST', body, headers }))
  expect(await pasted.json()).toEqual({ problem: 'no_code' })
})

test('a token for the next page that this server never made is refused, whatever stands in it', async () => {
  for (const [from, to] of [
    [9007199254740990, 9007199254740991],
    [-8e15, 8e15],
    [0, 0.5],
    [null, Date.UTC(2026, 0)],
  ]) {
    const cursor = Buffer.from(JSON.stringify(['heartrate', from, to])).toString('base64url')
    await expect(readSamples('ann', 'heartrate', { from: 0, to: 0, cursor })).rejects.toMatchObject({ name: 'CursorError' })
  }
})

test('a zone that is none is none, percent signs included', async () => {
  for (const zone of ['%', '%25', '%E0%A4%A', 'Nowhere/Town']) expect(await readZone('bob', zone, Date.now())).toBe('UTC')
  expect(await readZone('bob', 'Etc/GMT+5', Date.now())).toBe('Etc/GMT+5')
})
