import { describe, expect, test } from 'vitest'
import type { GuestPage } from '@/lib/api'
import { updateUser } from '@/lib/server/db/users'
import { makeDeviceCode, userOfDeviceCode } from '@/lib/server/device-codes'
import { listDevices, signOutDevices } from '@/lib/server/devices'
import {
  createGuestLink,
  guestOf,
  listOpenGuestLinks,
  newGuestLinkSchema,
  openGuestLink,
  withdrawGuestLink,
} from '@/lib/server/guest-links'
import { reachOfCollections, reachOfPages, within } from '@/lib/server/reach'
import { beginSession, liveSession } from '@/lib/server/session'
import { DIALECTS, testDatabase } from '@/tests/setup/databases'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 23)
const ORIGIN = 'http://192.168.1.20:3000'
const secretOf = (url: string) => url.split('#')[1] ?? ''

describe.each(DIALECTS)('on %s', async (dialect) => {
  const db = await testDatabase(dialect, ['ann', 'bob'])
  const link = (pages: GuestPage[] = ['day'], days = 7) =>
    createGuestLink(db, 'ann', newGuestLinkSchema.parse({ name: 'Dr. Meyer', shown_name: 'Ann', pages, days }), ORIGIN, NOW)

  test('a link opens as often as it is asked to, until its end, and a session by it ends with it', async () => {
    const { url, id, ends_at } = await link(['trends', 'day'])
    expect(url).toMatch(/^http:\/\/192\.168\.1\.20:3000\/guest#[\w-]{32}$/)
    expect(ends_at).toBe('2026-11-30T00:00:00.000Z')
    for (let time = 0; time < 3; time++)
      expect(await openGuestLink(db, secretOf(url), NOW + 1)).toEqual({ id: 'ann', guest: { linkId: id, endsAt: NOW + 7 * DAY } })
    const sid = await beginSession(
      db,
      { userId: 'ann', provider: 'guest', device: null, guest: { linkId: id, endsAt: NOW + 7 * DAY } },
      NOW,
    )
    const session = await liveSession(db, 'ann', sid, NOW + 2)
    if (!session) throw new Error('the session is not there')
    expect(await guestOf(db, session, NOW + 2)).toEqual({ of: 'ann', name: 'Ann', pages: ['day', 'trends'], until: ends_at })
    expect(await guestOf(db, session, NOW + 7 * DAY)).toBe('over')
    expect(await liveSession(db, 'ann', sid, NOW + 7 * DAY)).toBeNull()
    await expect(openGuestLink(db, secretOf(url), NOW + 7 * DAY)).rejects.toMatchObject({ code: 'code_expired' })
    // A guest is no device of the person whose pages are shown.
    expect(await listDevices(db, 'ann', sid, NOW + 3)).toEqual([])
    await signOutDevices(db, { userId: 'ann', sid: 'x' }, { all: true }, NOW + 3)
    expect(await liveSession(db, 'ann', sid, NOW + 4)).not.toBeNull()
    await expect(withdrawGuestLink(db, 'bob', id, NOW)).rejects.toMatchObject({ code: 'not_found' })
    await withdrawGuestLink(db, 'ann', id, NOW + 5)
    expect(await liveSession(db, 'ann', sid, NOW + 6)).toBeNull()
    await expect(openGuestLink(db, secretOf(url), NOW + 6)).rejects.toMatchObject({ code: 'code_unknown' })
    expect(await listOpenGuestLinks(db, 'ann', NOW)).toEqual([])
  })

  test.each(['', 'short', 'x'.repeat(32), "' or 1=1 --------------", undefined, 7])('%j opens nothing', async (code) => {
    await expect(openGuestLink(db, code, NOW)).rejects.toMatchObject({ code: 'code_unknown' })
    await expect(userOfDeviceCode(db, code, ORIGIN, NOW)).rejects.toMatchObject({ code: 'code_unknown' })
  })

  test('of those who use a device’s code at once, one is let in', async () => {
    const { code, expires_at } = await makeDeviceCode(db, 'bob', ORIGIN, NOW)
    expect(expires_at).toBe('2026-11-23T00:02:00.000Z')
    await expect(userOfDeviceCode(db, code, 'https://evil.example', NOW)).rejects.toMatchObject({ code: 'code_elsewhere' })
    await expect(userOfDeviceCode(db, code, null, NOW)).rejects.toMatchObject({ code: 'code_elsewhere' })
    const came = await Promise.allSettled(Array.from({ length: 10 }, () => userOfDeviceCode(db, code, ORIGIN, NOW + 1)))
    expect(came.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(userOfDeviceCode(db, code, ORIGIN, NOW + 2)).rejects.toMatchObject({ code: 'code_used' })
    const late = await makeDeviceCode(db, 'bob', ORIGIN, NOW)
    await expect(userOfDeviceCode(db, late.code, ORIGIN, NOW + 120_000)).rejects.toMatchObject({ code: 'code_expired' })
    await updateUser(db, 'bob', { removed_at: NOW })
    const kept = await makeDeviceCode(db, 'bob', ORIGIN, NOW)
    await expect(userOfDeviceCode(db, kept.code, ORIGIN, NOW + 1)).rejects.toMatchObject({ code: 'access_removed' })
  })

  test('twenty links are enough, those that ran out not counted', async () => {
    for (let count = 0; count < 20; count++) await link()
    await expect(link()).rejects.toMatchObject({ code: 'invalid' })
    const later = { name: 'Dr. Meyer', shown_name: 'Ann', pages: ['day' as const], days: 7 }
    await expect(createGuestLink(db, 'ann', later, ORIGIN, NOW + 7 * DAY)).resolves.toMatchObject({ url: expect.any(String) })
  })
})

test('rest and activity around the clock are made of sleep and activity: a key for one of them does not reach it', () => {
  const reaches = (...names: string[]) => reachOfCollections(names).others.has('rhythm')
  expect([reaches('daily_activity'), reaches('sleep'), reaches('daily_activity', 'sleep')]).toEqual([false, false, true])
  expect(() => within(reachOfCollections(['sleep']), { metrics: ['total_sleep', 'steps'] })).toThrow()
  expect(() => within(reachOfCollections(['sleep']), { metrics: ['total_sleep'] })).not.toThrow()
})

test('what the guests of each page reach follows from what the page asks for', () => {
  const reach = (...pages: GuestPage[]) => reachOfPages(pages)
  for (const collection of ['daily_activity', 'heartrate', 'sleep', 'enhanced_tag'])
    expect(() => within(reach('day'), { collection })).not.toThrow()
  for (const collection of ['personal_info', 'ring_configuration', 'vO2_max'])
    expect(() => within(reach('day', 'night', 'trends'), { collection })).toThrow()
  expect(() => within(reach('night'), { collection: 'sleep' })).not.toThrow()
  expect(() => within(reach('night'), { collection: 'heartrate' })).toThrow()
  expect(() => within(reach('trends'), { collection: 'sleep' })).toThrow()
  expect(() => within(reach('trends'), { other: 'rhythm' })).not.toThrow()
  expect(() => within(reach('day'), { other: 'rhythm' })).toThrow()
  expect(() => within(reach('trends'), { other: 'tags' })).toThrow()
  expect(() => within(reach(), { metrics: ['sleep_score'] })).toThrow()
  expect(() => within(null, { collection: 'personal_info' })).not.toThrow()
})
