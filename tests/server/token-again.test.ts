import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConnection } from '@/lib/server/connection'
import { OuraError } from '@/lib/server/oura-source'
import { stopSyncs } from '@/lib/server/sync'
import { readOff, turnOff } from '@/lib/server/sync-off'
import { connectByToken, replaceToken } from '@/lib/server/token-sign-in'
import { provideDatabase, testDatabase } from '../setup/databases'
import { ouraWithApps } from './oauth-bench'

// Before anything has read the environment, which is read once.
process.env.LOG_LEVEL = 'silent'
const oura = await ouraWithApps()
const db = await testDatabase('sqlite')
beforeAll(async () => {
  provideDatabase(db)
  // What a sync would find out is written down here; none is to run.
  await stopSyncs()
  for (const token of ['token-that-sees-little', 'token-that-sees-all']) oura.accounts[0]?.tokens.add(token)
})
afterAll(() => oura.close())
const ENTRY = { mayOwn: true, signUps: 'invited', inviteHash: null } as const

test.each(['replaced on the page of data', 'signed in with again'])(
  'with a token that sees more, %s, what the old one was not shown is asked for at once',
  async (how) => {
    const now = Date.now()
    const userId = await connectByToken(db, 'token-that-sees-little', ENTRY, now)
    await turnOff(db, userId, 'heartrate', new OuraError('scope', 'not authorized', { status: 401, scope: 'heartrate' }), now)
    await turnOff(db, userId, 'session', new OuraError('refused', 'no', { status: 418 }), now)
    expect(await readConnection(db, userId, now)).toMatchObject({ missing_scopes: ['heartrate'] })
    if (how.startsWith('replaced')) await replaceToken(db, { userId, headers: new Headers() }, 'token-that-sees-all', now)
    else expect(await connectByToken(db, 'token-that-sees-all', ENTRY, now)).toBe(userId)
    expect((await readOff(db, userId)).map(({ collection }) => collection)).toEqual(['session'])
    expect(await readConnection(db, userId, now)).toMatchObject({ missing_scopes: [] })
  },
)
