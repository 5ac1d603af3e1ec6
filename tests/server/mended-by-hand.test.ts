import { mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { findConnection, updateConnection } from '@/lib/server/db/connections'
import { openDatabase } from '@/lib/server/db/kysely'
import { migrate } from '@/lib/server/db/migrate'
import { schedule } from '@/lib/server/sync-scheduler'
import { testDatabase } from '../setup/databases'
import { MemoryOura } from './memory-oura'
import { HOUR, NOW, person, withoutDisk } from './sync-bench'

test('keys that were put back are tried at the next start, not an hour later', async () => {
  const db = await testDatabase('sqlite')
  withoutDisk(db)
  const one = await person(db, new MemoryOura())
  await updateConnection(db, one.userId, { state: 'misconfigured', last_attempt_at: NOW, retry_at: NOW + HOUR }, NOW)
  const clock = { now: NOW + 60_000 }
  const { tick, stop } = schedule({ ...one.tools, now: () => clock.now, random: () => 0 }, 15 * 60_000)
  stop()
  clock.now += 5_000
  expect(await tick()).toBe(1)
  expect(await findConnection(db, one.userId)).toBeDefined()
})

test('a link to a disk that is not there is no server that does not answer', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ringside-link-'))
  symlinkSync(join(dataDir, 'gone', 'ringside.db'), join(dataDir, 'ringside.db'))
  await expect(openDatabase({ dataDir })).rejects.toThrow(/DATA_DIR/)
})

test('a database of a commit that had a later migration and not yet an earlier one is brought up', async () => {
  const db = await testDatabase('sqlite')
  await sql`delete from kysely_migration where name = '005-experiments'`.execute(db)
  for (const table of ['experiment_check', 'experiment']) await sql`drop table if exists ${sql.table(table)}`.execute(db)
  await migrate(db, null)
  expect((await db.introspection.getTables()).map(({ name }) => name)).toContain('experiment')
})
