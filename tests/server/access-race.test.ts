import type { Kysely } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '@/lib/server/db/schema'
import { ensureUser } from '@/lib/server/db/users'
import { makeDeviceCode, userOfDeviceCode } from '@/lib/server/device-codes'
import { setAccess } from '@/lib/server/people'
import { beginSession, liveSession } from '@/lib/server/session'
import { DIALECTS, testDatabase } from '../setup/databases'

describe.each(DIALECTS)('on %s', (dialect) => {
  let db: Kysely<Database>
  beforeAll(async () => {
    db = await testDatabase(dialect, ['bob'])
    await ensureUser(db, { id: 'ann', oura_user_id: null, role: 'owner' }, 0)
  })

  test('who is kept out while a device of theirs signs in is out', async () => {
    const now = Date.now()
    let signedIn = 0
    const still: number[] = []
    for (let round = 0; round < 60; round++) {
      await setAccess(db, 'ann', { id: 'bob', access: true }, now)
      const { code } = await makeDeviceCode(db, 'bob', 'http://localhost:3000', now)
      // As `auth-options.ts` does one after the other.
      const enter = async () => {
        const userId = await userOfDeviceCode(db, code, 'http://localhost:3000', now)
        return beginSession(db, { userId, provider: 'device', device: null }, now)
      }
      const removed = new Promise((resolve) => setTimeout(resolve, (round % 12) / 2)).then(() =>
        setAccess(db, 'ann', { id: 'bob', access: false }, now),
      )
      const sid = await enter().catch(() => null)
      await removed
      if (sid === null) continue
      signedIn += 1
      if (await liveSession(db, 'bob', sid, now)) still.push(round)
    }
    expect(signedIn).toBeGreaterThan(0)
    expect(still).toEqual([])
  })
})
