import { describe, expect, test } from 'vitest'
import type { ApiError } from '@/lib/server/api-error'
import { clientOf, openDatabase } from '@/lib/server/db/kysely'
import { countTry, countUse } from '@/lib/server/rate-limit'
import { DIALECTS, emptyDatabase, testDatabase } from '@/tests/setup/databases'

describe.each(DIALECTS)('on %s', async (dialect) => {
  const db = await testDatabase(dialect)
  const tries = async (count: number, who: (index: number) => { session: string | null; address: string }) => {
    const waits: number[] = []
    for (let index = 0; index < count; index++)
      await countTry(db, 'paste', who(index)).catch((error) => {
        expect(error).toMatchObject({ code: 'too_many_requests', status: 429 })
        waits.push(error.retryAfter)
      })
    return waits
  }

  test('a session has five pastes in a quarter of an hour, an address ten an hour, all together sixty', async () => {
    const one = await tries(7, () => ({ session: 'one', address: '192.0.2.1' }))
    expect(one).toHaveLength(2)
    for (const wait of one) expect(wait).toBeGreaterThan(800)
    expect(await tries(8, (index) => ({ session: `s${index}`, address: '192.0.2.1' }))).toHaveLength(3)
    const spread = await tries(60, (index) => ({ session: null, address: `198.51.100.${index}` }))
    expect(spread).toHaveLength(10)
    for (const wait of spread) expect(wait).toBeGreaterThan(3500)
  })

  test('a key may ask so often a minute, each key for itself, and is told how long to wait', async () => {
    const ask = (keyId: string) => countUse(db, { userId: 'ann', keyId, perMinute: 3 })
    for (let count = 0; count < 3; count++) await ask('one')
    const refused = await ask('one').catch((error: ApiError) => error)
    expect(refused).toMatchObject({ code: 'too_many_requests', status: 429 })
    expect(refused?.retryAfter).toBeGreaterThan(0)
    expect(refused?.retryAfter).toBeLessThanOrEqual(60)
    await ask('other')
    for (let count = 0; count < 100; count++) await countUse(db, { userId: 'ann', keyId: 'one', perMinute: null })
  })

  test('what a key has asked counts in every process, and after a restart', async () => {
    const { options, remove } = await emptyDatabase(dialect)
    const opened = [await openDatabase(options), await openDatabase(options)]
    const asked = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => countUse(opened[index % 2] ?? db, { userId: 'ann', keyId: 'one', perMinute: 7 })),
    )
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(7)
    for (const each of opened) await each.destroy()
    const later = await openDatabase(options)
    await expect(countUse(later, { userId: 'ann', keyId: 'one', perMinute: 7 })).rejects.toMatchObject({ code: 'too_many_requests' })
    await later.destroy()
    await remove()
  })

  test('a key that insists writes nothing', async () => {
    const ask = () => countUse(db, { userId: 'ann', keyId: 'insisting', perMinute: 2 }).catch(() => undefined)
    for (let count = 0; count < 30; count++) await ask()
    const row = await db.selectFrom('rate_limit').select('points').where('key', '=', 'key:insisting:ann').executeTakeFirst()
    expect(row?.points).toBe(3)
  })

  test('what nobody has to wait for any more is forgotten', async () => {
    const expire = [Date.now() - 1, Date.now() + 60_000]
    await db
      .insertInto('rate_limit')
      .values(expire.map((at, index) => ({ key: `left-${index}`, points: 1, expire: at })))
      .execute()
    await countTry(db, 'demo', { session: null, address: '192.0.2.77' })
    const left = await db.selectFrom('rate_limit').select('key').where('key', 'like', 'left-%').execute()
    expect(left).toEqual([{ key: 'left-1' }])
  })

  test('an anonymous address counts for itself as a session does', async () => {
    const fresh = await testDatabase(dialect)
    const results = []
    for (let index = 0; index < 6; index++)
      results.push(
        await countTry(fresh, 'paste', { session: null, address: '192.0.2.9' }).then(
          () => true,
          () => false,
        ),
      )
    expect(results).toEqual([true, true, true, true, true, false])
  })
})

test('a restart forgives nothing', async () => {
  const { options, remove } = await emptyDatabase('sqlite')
  const who = { session: 'same', address: '192.0.2.1' }
  const before = await openDatabase(options)
  for (let index = 0; index < 5; index++) await countTry(before, 'paste', who)
  await before.destroy()
  const after = await openDatabase(options)
  await expect(countTry(after, 'paste', who)).rejects.toMatchObject({ code: 'too_many_requests' })
  await after.destroy()
  await remove()
})

test('a key reads on, and is counted, where nothing can be written', async () => {
  const { options, remove } = await emptyDatabase('sqlite')
  const db = await openDatabase(options)
  const { kind, client } = clientOf(db)
  if (kind === 'sqlite') client.pragma('query_only = ON')
  const ask = () => countUse(db, { userId: 'ann', keyId: 'one', perMinute: 3 })
  for (let count = 0; count < 3; count++) await ask()
  await expect(ask()).rejects.toMatchObject({ code: 'too_many_requests' })
  await db.destroy()
  await remove()
})
