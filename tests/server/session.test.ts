import { describe, expect, test } from 'vitest'
import { beginSession, endSession, isLiveSession } from '@/lib/server/session'
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
    expect(await isLiveSession(db, 'ann', sid, NOW)).toBe(true)
    expect(await isLiveSession(db, 'bob', sid, NOW)).toBe(false)
    expect(await isLiveSession(db, 'ann', `${sid}x`, NOW)).toBe(false)
    expect(await isLiveSession(db, 'ann', '', NOW)).toBe(false)
  })

  test('ninety days without a visit end it, visits keep it, a year ends it all the same', async () => {
    const idle = await begin()
    expect(await isLiveSession(db, 'ann', idle, NOW + 91 * DAY)).toBe(false)
    const kept = await begin()
    for (let day = 80; day <= 320; day += 80) expect(await isLiveSession(db, 'ann', kept, NOW + day * DAY)).toBe(true)
    expect(await isLiveSession(db, 'ann', kept, NOW + 364 * DAY)).toBe(true)
    expect(await isLiveSession(db, 'ann', kept, NOW + 365 * DAY)).toBe(false)
  })

  test('ended is ended, for this session alone', async () => {
    const [one, other] = [await begin(), await begin()]
    await endSession(db, 'bob', one, NOW)
    expect(await isLiveSession(db, 'ann', one, NOW)).toBe(true)
    await endSession(db, 'ann', one, NOW)
    expect(await isLiveSession(db, 'ann', one, NOW)).toBe(false)
    expect(await isLiveSession(db, 'ann', other, NOW)).toBe(true)
  })
})
