import { describe, expect, test } from 'vitest'
import { findConnection, replaceConnection } from '@/lib/server/db/connections'
import { beginRefresh, forgiveRefused } from '@/lib/server/db/refreshes'
import { DIALECTS, testDatabase } from '../../setup/databases'

describe.each(DIALECTS)('on %s', (dialect) => {
  test('a refresh token that is no longer the one is not sent, nor one that somebody else is sending', async () => {
    const db = await testDatabase(dialect, ['ann'])
    await replaceConnection(db, 'ann', { kind: 'oauth', refresh_ct: 'new' }, 1)
    const begin = (refresh_ct: string, owner: string, now: number, dead: string | null = null) =>
      beginRefresh(db, { user_id: 'ann', refresh_ct }, { owner, dead, now, lease: 10 })
    expect(await begin('spent', 'a', 2)).toBe(false)
    expect(await begin('new', 'a', 2)).toBe(true)
    expect([await begin('new', 'b', 3), await begin('new', 'b', 3, 'a'), await begin('new', 'c', 13)]).toEqual([false, true, true])
    // A clock that is far behind the one that wrote it: no lease lasts so long.
    expect([await begin('new', 'd', -3_599_000), await begin('new', 'd', -3_600_000)]).toEqual([false, true])
  })

  test('an application that was entered anew forgives those whom it was refused for, and nobody else', async () => {
    const db = await testDatabase(dialect, ['ann', 'bob', 'carl', 'dora', 'emma'])
    const failed = { kind: 'oauth', client_id: 'app', refresh_fail_count: 3, refresh_retry_at: 99, state: 'misconfigured' } as const
    await replaceConnection(db, 'ann', { ...failed, refresh_failure: 'refused' }, 1)
    await replaceConnection(db, 'bob', { ...failed, refresh_failure: 'revoked' }, 1)
    await replaceConnection(db, 'carl', { ...failed, client_id: 'another', refresh_failure: 'refused' }, 1)
    await replaceConnection(db, 'dora', { ...failed, refresh_failure: 'other_app' }, 1)
    // Oura itself asked for this wait, while the access token still worked: a start of the server does not cut it short.
    await replaceConnection(db, 'emma', { ...failed, refresh_failure: 'refused', state: 'limited', retry_at: 98 }, 1)
    expect((await forgiveRefused(db, 'app', 2)).sort()).toEqual(['ann', 'dora', 'emma'])
    expect(await findConnection(db, 'emma')).toMatchObject({ refresh_failure: null, state: 'limited', retry_at: 98 })
    expect(await forgiveRefused(db, 'app', 2)).toEqual([])
    expect(await findConnection(db, 'ann')).toMatchObject({
      refresh_failure: null,
      refresh_fail_count: 0,
      refresh_retry_at: null,
      state: null,
    })
    for (const [who, refresh_failure] of [
      ['bob', 'revoked'],
      ['carl', 'refused'],
    ] as const)
      expect(await findConnection(db, who)).toMatchObject({ refresh_failure, refresh_retry_at: 99, state: 'misconfigured' })
  })
})
