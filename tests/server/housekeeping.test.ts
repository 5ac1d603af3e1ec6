import { describe, expect, test } from 'vitest'
import { appendAudit } from '@/lib/server/db/audit'
import { insertDeviceCode } from '@/lib/server/db/device-codes'
import { insertGuestLink } from '@/lib/server/db/guest-links'
import { insertInvite } from '@/lib/server/db/invites'
import { deleteLocalTag, insertLocalTag } from '@/lib/server/db/local-tags'
import { insertSession, revokeSession } from '@/lib/server/db/sessions'
import { forgetOld } from '@/lib/server/housekeeping'
import { DIALECTS, testDatabase } from '../setup/databases'

const DAY = 86_400_000

describe.each(DIALECTS)('housekeeping on %s', (dialect) => {
  test('forgets events after a year and ended sessions and deleted tags after a month, and nothing younger', async () => {
    const db = await testDatabase(dialect, ['ann'])
    const now = 1000 * DAY
    for (const age of [366, 364]) await appendAudit(db, 'ann', `age-${age}`, null, now - age * DAY)
    const session = (id_hash: string, ends: number) => ({
      user_id: 'ann',
      id_hash,
      provider: 'token',
      name: null,
      created_at: 0,
      ends_at: ends,
    })
    await insertSession(db, session('over-long-ago', now - 31 * DAY))
    await insertSession(db, session('over', now - 29 * DAY))
    await insertSession(db, session('alive', now + DAY))
    await insertSession(db, session('revoked-long-ago', now + DAY))
    await revokeSession(db, 'ann', 'revoked-long-ago', now - 31 * DAY)
    const tag = { day: '1972-01-01', at: 0, utc_offset: 0, code: null, name: 'x', note: null }
    for (const id of ['kept', 'deleted', 'deleted-long-ago']) await insertLocalTag(db, 'ann', { ...tag, id }, 0)
    await deleteLocalTag(db, 'ann', 'deleted', now - 29 * DAY)
    await deleteLocalTag(db, 'ann', 'deleted-long-ago', now - 31 * DAY)
    await forgetOld(db, now)
    expect((await db.selectFrom('local_tag').select('id').orderBy('id').execute()).map((row) => row.id)).toEqual(['deleted', 'kept'])
    expect((await db.selectFrom('audit').select('event').execute()).map((row) => row.event)).toEqual(['age-364'])
    const left = await db.selectFrom('session').select('id_hash').orderBy('id_hash').execute()
    expect(left.map((row) => row.id_hash)).toEqual(['alive', 'over'])
  })

  test('forgets invitations and links a month after their end, however old they are, and codes of devices after a day', async () => {
    const db = await testDatabase(dialect, ['ann'])
    const now = 1000 * DAY
    const row = (id: string, ends: number) => ({ user_id: 'ann', id, hash: id, created_at: now - 90 * DAY, ends_at: ends })
    const ends = [
      ['alive', now + DAY],
      ['over', now - 29 * DAY],
      ['over-long-ago', now - 31 * DAY],
    ] as const
    for (const [id, at] of ends) {
      await insertInvite(db, { ...row(id, at), name: 'Mia' })
      await insertGuestLink(db, { ...row(id, at), name: 'a', shown_name: 'b', pages: 'day' })
    }
    await insertDeviceCode(db, { ...row('today', now - DAY / 2), origin: 'http://x' })
    await insertDeviceCode(db, { ...row('before', now - 2 * DAY), origin: 'http://x' })
    await forgetOld(db, now)
    const left = async (table: 'invite' | 'guest_link' | 'device_code') =>
      (await db.selectFrom(table).select('id').orderBy('id').execute()).map(({ id }) => id)
    expect([await left('invite'), await left('guest_link'), await left('device_code')]).toEqual([
      ['alive', 'over'],
      ['alive', 'over'],
      ['today'],
    ])
  })
})
