import { describe, expect, test } from 'vitest'
import { replaceConnection } from '@/lib/server/db/connections'
import { beginRefresh } from '@/lib/server/db/refreshes'
import { DIALECTS, testDatabase } from '../../setup/databases'

describe.each(DIALECTS)('on %s', (dialect) => {
  test('a refresh token that is no longer the one is not sent, nor one that somebody else is sending', async () => {
    const db = await testDatabase(dialect, ['ann'])
    await replaceConnection(db, 'ann', { kind: 'oauth', refresh_ct: 'new' }, 1)
    const begin = (refresh_ct: string, owner: string, now: number, dead: string | null = null) =>
      beginRefresh(db, { user_id: 'ann', refresh_ct }, { owner, dead, now, until: now + 10 })
    expect(await begin('spent', 'a', 2)).toBe(false)
    expect(await begin('new', 'a', 2)).toBe(true)
    expect([await begin('new', 'b', 3), await begin('new', 'b', 3, 'a'), await begin('new', 'c', 13)]).toEqual([false, true, true])
  })
})
