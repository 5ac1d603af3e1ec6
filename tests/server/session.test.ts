import { describe, expect, test } from 'vitest'
import { beginSession, endSession, liveSession } from '@/lib/server/session'
import { DIALECTS, testDatabase } from '@/tests/setup/databases'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 1)

describe.each(DIALECTS)('on %s', async (dialect) => {
  const db = await testDatabase(dialect, ['ann', 'bob'])
  const begin = (userId = 'ann') => beginSession(db, { userId, provider: 'token', device: 'Firefox' }, NOW)

  test('a session is 256 random bits of which nothing is stored', async () => {
    const sid = await begin()
    expect(Buffer.from(sid, 'base64url')).toHaveLength(32)
    expect(JSON.stringify(await db.selectFrom('session').selectAll().execute())).not.toContain(sid)
    expect(await begin()).not.toBe(sid)
  })

  test('it lives for its own user only', async () => {
    const sid = await begin()
    expect(await liveSession(db, 'ann', sid, NOW)).not.toBeNull()
    expect(await liveSession(db, 'bob', sid, NOW)).toBeNull()
    expect(await liveSession(db, 'ann', `${sid}x`, NOW)).toBeNull()
    expect(await liveSession(db, 'ann', '', NOW)).toBeNull()
  })

  test('ninety days without a visit end it, visits keep it, a year ends it all the same', async () => {
    const idle = await begin()
    expect(await liveSession(db, 'ann', idle, NOW + 91 * DAY)).toBeNull()
    const kept = await begin()
    for (let day = 80; day <= 320; day += 80) expect(await liveSession(db, 'ann', kept, NOW + day * DAY)).not.toBeNull()
    expect(await liveSession(db, 'ann', kept, NOW + 364 * DAY)).not.toBeNull()
    expect(await liveSession(db, 'ann', kept, NOW + 365 * DAY)).toBeNull()
  })

  test('a visit is noted every five minutes: in between a read stays a read', async () => {
    const sid = await begin()
    const seen = async (minutes: number) => {
      await liveSession(db, 'ann', sid, NOW + minutes * 60_000)
      return ((await liveSession(db, 'ann', sid, NOW))?.last_seen_at ?? 0) - NOW
    }
    expect([await seen(4), await seen(5), await seen(9), await seen(10)]).toEqual([0, 300_000, 300_000, 600_000])
  })

  test('ended is ended, for this session alone', async () => {
    const [one, other] = [await begin(), await begin()]
    await endSession(db, 'bob', one, NOW)
    expect(await liveSession(db, 'ann', one, NOW)).not.toBeNull()
    await endSession(db, 'ann', one, NOW)
    expect(await liveSession(db, 'ann', one, NOW)).toBeNull()
    expect(await liveSession(db, 'ann', other, NOW)).not.toBeNull()
  })
})
