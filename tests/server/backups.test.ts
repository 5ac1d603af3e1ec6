import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { afterEach, expect, test, vi } from 'vitest'
import { addDays, utcMidnight } from '@/lib/domain/day'
import { backUp, backupState, removeBackups } from '@/lib/server/backups'
import { upsertDocuments } from '@/lib/server/db/documents'
import { openDatabase } from '@/lib/server/db/kysely'
import type { Database } from '@/lib/server/db/schema'
import { ensureUser } from '@/lib/server/db/users'
import { erase } from '@/lib/server/erase'
import { emptyDatabase, testDatabase } from '@/tests/setup/databases'

const HOUR = 3_600_000
const NOON = utcMidnight('2026-11-20') + 12 * HOUR
const CANARY = 'canary-in-a-copy-'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  for (const end of ends.splice(0)) await end()
})

async function lived(documents = 3000) {
  const { options, remove } = await emptyDatabase('sqlite')
  const db = await openDatabase(options)
  ends.push(async () => {
    await db.destroy()
    await remove()
  })
  await ensureUser(db, { id: 'ann', oura_user_id: null, role: 'owner' }, NOON)
  const bodies = Array.from({ length: documents }, (_, index) => ({
    id: `d${index}`,
    day: addDays('2020-01-01', index % 2000),
    body: `{"note":"${CANARY}${index} ${'x'.repeat(1500)}"}`,
  }))
  await upsertDocuments(db, 'ann', 'tag', bodies, 1)
  return { db, folder: options.dataDir, copies: join(options.dataDir, 'backups') }
}
const count = async (db: Kysely<Database>) => (await db.selectFrom('document').select('id').execute()).length

test('once a day, closed to others; what is written meanwhile neither hinders it nor is half in it', async () => {
  const { db, copies, folder } = await lived()
  let [writes, during] = [0, true]
  const writing = (async () => {
    while (during) {
      await upsertDocuments(db, 'ann', 'tag', [{ id: `later${writes++}`, day: '2026-01-01', body: '{"note":"later"}' }], 2)
      await new Promise((next) => setTimeout(next))
    }
  })()
  await backUp(db, NOON)
  during = false
  await writing
  expect(writes).toBeGreaterThan(3)
  expect(await backUp(db, NOON + HOUR)).toBe(false)
  expect(readdirSync(copies)).toEqual(['ringside-2026-11-20.db'])
  const copy = join(copies, 'ringside-2026-11-20.db')
  expect(statSync(copy).mode & 0o777).toBe(0o600)
  expect(statSync(copies).mode & 0o777).toBe(0o700)

  // Going back to it is putting it in the place of the database.
  const elsewhere = await emptyDatabase('sqlite')
  mkdirSync(elsewhere.options.dataDir, { recursive: true })
  await copyFile(copy, join(elsewhere.options.dataDir, 'ringside.db'))
  const restored = await openDatabase(elsewhere.options)
  const later = await restored.selectFrom('document').select('id').where('id', 'like', 'later%').execute()
  expect(later.length).toBeLessThan(writes)
  expect(new Set(later.map(({ id }) => id))).toEqual(new Set(Array.from(later, (_, index) => `later${index}`)))
  expect(await count(restored)).toBe(3000 + later.length)
  await restored.destroy()
  await elsewhere.remove()
  expect(existsSync(join(folder, 'ringside.db'))).toBe(true)
})

test('of sixty days those are kept that are to be kept; what is not a copy is left alone', async () => {
  const { db, copies } = await lived(1)
  mkdirSync(copies)
  writeFileSync(join(copies, 'mine.db'), 'mine')
  for (let day = 0; day < 60; day++) await backUp(db, NOON + day * 24 * HOUR)
  const names = readdirSync(copies).filter((name) => name !== 'mine.db')
  const days = names.map((name) => name.slice('ringside-'.length, -'.db'.length)).sort()
  // 2027-01-18 is a Monday.
  expect(days).toEqual(
    [12, 13, 14, 15, 16, 17, 18].map((date) => `2027-01-${date}`).toSpliced(0, 0, '2026-12-28', '2027-01-04', '2027-01-11'),
  )
  expect(readFileSync(join(copies, 'mine.db'), 'utf8')).toBe('mine')
})

test('late after 48 hours at the most, once there is somebody; not before, and not on Postgres', async () => {
  const { db } = await lived(1)
  expect(await backupState(db, NOON + 47 * HOUR)).toEqual({ day: null, isLate: false })
  expect(await backupState(db, NOON + 49 * HOUR)).toEqual({ day: null, isLate: true })
  await backUp(db, NOON + 49 * HOUR)
  expect(await backupState(db, NOON + 49 * HOUR)).toEqual({ day: '2026-11-22', isLate: false })
  expect(await backupState(db, NOON + 97 * HOUR)).toEqual({ day: '2026-11-22', isLate: true })
  const postgres = await testDatabase('postgres', ['ann'])
  await backUp(postgres, NOON)
  expect(await backupState(postgres, NOON + 1000 * HOUR)).toEqual({ day: null, isLate: false })
})

test('the demo ring alone is not copied', async () => {
  const { options, remove } = await emptyDatabase('sqlite')
  const db = await openDatabase(options)
  ends.push(async () => {
    await db.destroy()
    await remove()
  })
  await ensureUser(db, { id: 'demo', oura_user_id: null, role: 'demo' }, 1)
  await backUp(db, NOON)
  expect(existsSync(join(options.dataDir, 'backups'))).toBe(false)
  expect(await backupState(db, NOON)).toEqual({ day: null, isLate: false })
})

test('where none can be made it says so, and makes one as soon as it can', async () => {
  const { db, copies } = await lived(1)
  writeFileSync(copies, 'no folder')
  await expect(backUp(db, NOON)).rejects.toThrow(/EEXIST|ENOTDIR/)
  rmSync(copies)
  await backUp(db, NOON + HOUR)
  expect(readdirSync(copies)).toEqual(['ringside-2026-11-20.db'])
})

test('what a killed process left of a copy goes at the next start, and with whoever is erased', async () => {
  const { db, copies } = await lived(1)
  await backUp(db, NOON)
  const left = (name: string, hoursAgo: number) => {
    const at = Date.now() / 1000 - hoursAgo * 3600
    writeFileSync(join(copies, name), CANARY)
    utimesSync(join(copies, name), at, at)
  }
  const young = 'ringside-2026-11-19.db.999999'
  left(young, 0.1)
  left('ringside-2026-11-19.db.999998', 2)
  left('ringside-2026-11-19.db.999998-journal', 2)
  left(`ringside-2026-11-19.db.${process.pid}`, 0)
  expect(await backUp(db, NOON + HOUR)).toBe(false)
  // The young one may be in the making, by another process.
  expect(readdirSync(copies)).toEqual([young, 'ringside-2026-11-20.db'])
  await erase(db, 'ann', NOON + HOUR)
  expect(readdirSync(copies)).toEqual([])
})

test('who is erased is in no copy, not even in one that is just being made', async () => {
  const { db, copies } = await lived()
  await ensureUser(db, { id: 'bob', oura_user_id: null, role: 'member' }, NOON)
  await backUp(db, NOON)
  const making = backUp(db, NOON + 24 * HOUR)
  while (!readdirSync(copies).includes(`ringside-2026-11-21.db.${process.pid}`)) await new Promise((next) => setImmediate(next))
  const { copies: gone } = await erase(db, 'ann', NOON + 24 * HOUR)
  await making
  expect(gone).toBe(1)
  const holding = readdirSync(copies).filter((name) => readFileSync(join(copies, name)).includes(CANARY))
  expect(holding).toEqual([])
  await backUp(db, NOON + 24 * HOUR)
  expect(readdirSync(copies)).toEqual(['ringside-2026-11-21.db'])
  expect(removeBackups(db, NOON + 24 * HOUR)).toBe(1)
})

test('none is late right after all were removed with somebody who is erased: the next is made within the hour', async () => {
  const { db } = await lived(1)
  const later = NOON + 90 * HOUR
  await backUp(db, later)
  removeBackups(db, later)
  expect(await backupState(db, later + HOUR)).toEqual({ day: null, isLate: false })
  expect(await backupState(db, later + 3 * HOUR)).toEqual({ day: null, isLate: true })
})
