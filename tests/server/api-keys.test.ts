import { describe, expect, test } from 'vitest'
import { createKey, listKeys, newKeySchema, revokeKey, userOfKey } from '@/lib/server/api-keys'
import { updateUser } from '@/lib/server/db/users'
import { within } from '@/lib/server/reach'
import { DIALECTS, testDatabase } from '@/tests/setup/databases'

const DAY = 86_400_000

describe.each(DIALECTS)('on %s', async (dialect) => {
  const db = await testDatabase(dialect, ['ann', 'bob', 'carl', 'dora'])

  test('a key opens its owner’s archive until it is revoked, by its owner alone', async () => {
    const { id, key } = await createKey(db, 'ann', { name: 'curl' }, 1000)
    expect(key).toMatch(/^rs_[\w-]{43}$/)
    expect(await userOfKey(db, key, 2000)).toEqual({ userId: 'ann', keyId: id, reach: null, perMinute: null })
    expect(await listKeys(db, 'ann')).toEqual([
      {
        id,
        name: 'curl',
        created_at: '1970-01-01T00:00:01.000Z',
        last_used_at: '1970-01-01T00:00:02.000Z',
        ends_at: null,
        collections: null,
        per_minute: null,
      },
    ])
    expect(await listKeys(db, 'bob')).toEqual([])
    await expect(revokeKey(db, 'bob', id, 3000)).rejects.toMatchObject({ code: 'not_found' })
    expect(await userOfKey(db, key, 3000)).toMatchObject({ userId: 'ann' })
    await revokeKey(db, 'ann', id, 4000)
    expect(await userOfKey(db, key, 4000)).toBeNull()
    expect(await listKeys(db, 'ann')).toEqual([])
    await expect(revokeKey(db, 'ann', id, 5000)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('of a key only its hash is stored', async () => {
    const { key } = await createKey(db, 'ann', { name: 'other' }, 0)
    const stored = JSON.stringify([
      await db.selectFrom('api_key').selectAll().execute(),
      await db.selectFrom('audit').selectAll().execute(),
    ])
    expect(stored).not.toContain(key.slice(3))
  })

  test.each(['', 'rs_', 'rs_short', `rs_${'a'.repeat(43)}`, `rs_${'a'.repeat(44)}`, `RS_${'a'.repeat(43)}`, "rs_' or 1=1"])(
    '%j opens nothing',
    async (key) => {
      expect(await userOfKey(db, key, 0)).toBeNull()
    },
  )

  test('a key with an end opens nothing from then on, and is still listed', async () => {
    const { id, key } = await createKey(db, 'carl', { name: 'short', days: 2 }, 0)
    expect(await userOfKey(db, key, 2 * DAY - 1)).not.toBeNull()
    expect(await userOfKey(db, key, 2 * DAY)).toBeNull()
    expect(await listKeys(db, 'carl')).toMatchObject([{ id, ends_at: '1970-01-03T00:00:00.000Z' }])
  })

  test('a key for some collections reaches them and their numbers, in the order of the table', async () => {
    const wanted = newKeySchema.parse({ name: 'some', collections: ['sleep', 'daily_sleep', 'sleep'] })
    const { key } = await createKey(db, 'carl', wanted, 0)
    const { reach } = (await userOfKey(db, key, 1)) ?? { reach: null }
    expect([...(reach?.collections ?? [])]).toEqual(['daily_sleep', 'sleep'])
    expect(reach?.metrics.has('total_sleep')).toBe(true)
    expect(reach?.metrics.has('steps')).toBe(false)
    expect(() => within(reach, { collection: 'sleep' })).not.toThrow()
    expect(() => within(reach, { metrics: ['sleep_score', 'sleep_score_timing'] })).not.toThrow()
    for (const ask of [{ collection: 'heartrate' }, { metrics: ['sleep_score', 'steps'] }, { other: 'tag_days' as const }])
      expect(() => within(reach, ask)).toThrow('does not reach')
  })

  test('a key of somebody who is kept out opens nothing until they are let in again', async () => {
    const { key } = await createKey(db, 'dora', { name: 'hers' }, 0)
    await updateUser(db, 'dora', { removed_at: 1 })
    expect(await userOfKey(db, key, 2)).toBeNull()
    await updateUser(db, 'dora', { removed_at: null })
    expect(await userOfKey(db, key, 3)).toMatchObject({ userId: 'dora' })
  })

  test('fifty keys are enough', async () => {
    for (let count = 0; count < 50; count++) await createKey(db, 'bob', { name: `key ${count}` }, count)
    await expect(createKey(db, 'bob', { name: 'one more' }, 99)).rejects.toMatchObject({ code: 'invalid' })
  })
})

test('a name is 1 to 60 visible characters', () => {
  expect(newKeySchema.parse({ name: '  Home Assistant リビング ' })).toEqual({ name: 'Home Assistant リビング' })
  for (const name of [undefined, 5, '', '  ', 'x'.repeat(61), 'a\u0000b', 'a\nb'])
    expect(newKeySchema.safeParse({ name }).success).toBe(false)
})

test.each([
  { days: 0 },
  { days: 1.5 },
  { days: 4000 },
  { days: '7' },
  { collections: [] },
  { collections: ['sleeep'] },
  { collections: 'sleep' },
  { per_minute: 0 },
  { per_minute: -1 },
])('%j is no limit of a key', (limit) => {
  expect(newKeySchema.safeParse({ name: 'x', ...limit }).success).toBe(false)
})
