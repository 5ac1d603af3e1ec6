import type { Kysely } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '@/lib/server/db/schema'
import { updateUser } from '@/lib/server/db/users'
import { makeDeviceCode, userOfDeviceCode } from '@/lib/server/device-codes'
import { DIALECTS, testDatabase } from '../setup/databases'

const NOW = Date.UTC(2026, 10, 23)
const HERE = 'http://192.0.2.7:3000'

describe.each(DIALECTS)('codes for one more device on %s', (dialect) => {
  let db: Kysely<Database>
  beforeAll(async () => {
    db = await testDatabase(dialect, ['ann', 'bob'])
  })
  const make = async (user: string, at = NOW) => (await makeDeviceCode(db, user, HERE, at)).code
  const use = (code: string, at = NOW + 1, origin: string | null = HERE) => userOfDeviceCode(db, code, origin, at)

  test('a newer code ends the one before it, of the same person alone', async () => {
    const [first, other] = [await make('ann'), await make('bob')]
    const second = await make('ann', NOW + 1)
    await expect(use(first, NOW + 2)).rejects.toMatchObject({ code: 'code_expired' })
    expect(await use(second, NOW + 2)).toBe('ann')
    expect(await use(other, NOW + 2)).toBe('bob')
  })

  test('a code works once, for two minutes, and where it was made', async () => {
    const code = await make('ann')
    await expect(use(code, NOW + 1, 'http://elsewhere')).rejects.toMatchObject({ code: 'code_elsewhere' })
    await expect(use(code, NOW + 1, null)).rejects.toMatchObject({ code: 'code_elsewhere' })
    expect(await use(code, NOW + 119_999)).toBe('ann')
    await expect(use(code)).rejects.toMatchObject({ code: 'code_used' })
    await expect(use(await make('ann'), NOW + 120_000)).rejects.toMatchObject({ code: 'code_expired' })
    await expect(use('no-code-at-all')).rejects.toMatchObject({ code: 'code_unknown' })
  })

  test('of somebody who is kept out it opens nothing, and is not spent by that', async () => {
    const code = await make('bob')
    await updateUser(db, 'bob', { removed_at: NOW })
    await expect(use(code)).rejects.toMatchObject({ code: 'access_removed' })
    await updateUser(db, 'bob', { removed_at: null })
    expect(await use(code)).toBe('bob')
  })
})
