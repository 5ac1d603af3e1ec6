import { describe, expect, test } from 'vitest'
import { createKey, listKeys, newKeySchema, revokeKey, userOfKey } from '@/lib/server/api-keys'
import { DIALECTS, testDatabase } from '@/tests/setup/databases'

describe.each(DIALECTS)('on %s', async (dialect) => {
  const db = await testDatabase(dialect, ['ann', 'bob'])

  test('a key opens its owner’s archive until it is revoked, by its owner alone', async () => {
    const { id, key } = await createKey(db, 'ann', 'curl', 1000)
    expect(key).toMatch(/^rs_[\w-]{43}$/)
    expect(await userOfKey(db, key, 2000)).toBe('ann')
    expect(await listKeys(db, 'ann')).toEqual([
      { id, name: 'curl', created_at: '1970-01-01T00:00:01.000Z', last_used_at: '1970-01-01T00:00:02.000Z' },
    ])
    expect(await listKeys(db, 'bob')).toEqual([])
    await expect(revokeKey(db, 'bob', id, 3000)).rejects.toMatchObject({ code: 'not_found' })
    expect(await userOfKey(db, key, 3000)).toBe('ann')
    await revokeKey(db, 'ann', id, 4000)
    expect(await userOfKey(db, key, 4000)).toBeNull()
    expect(await listKeys(db, 'ann')).toEqual([])
    await expect(revokeKey(db, 'ann', id, 5000)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('of a key only its hash is stored', async () => {
    const { key } = await createKey(db, 'ann', 'other', 0)
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

  test('fifty keys are enough', async () => {
    for (let count = 0; count < 50; count++) await createKey(db, 'bob', `key ${count}`, count)
    await expect(createKey(db, 'bob', 'one more', 99)).rejects.toMatchObject({ code: 'invalid' })
  })
})

test('a name is 1 to 60 visible characters', () => {
  expect(newKeySchema.parse({ name: '  Home Assistant リビング ' })).toEqual({ name: 'Home Assistant リビング' })
  for (const name of [undefined, 5, '', '  ', 'x'.repeat(61), 'a\u0000b', 'a\nb'])
    expect(newKeySchema.safeParse({ name }).success).toBe(false)
})
