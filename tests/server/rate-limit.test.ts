import { describe, expect, test } from 'vitest'
import { openDatabase } from '@/lib/server/db/kysely'
import { countTry } from '@/lib/server/rate-limit'
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
