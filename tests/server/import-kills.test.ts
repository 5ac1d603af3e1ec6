import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openDatabase } from '@/lib/server/db/kysely'
import { insertLocalTag } from '@/lib/server/db/local-tags'
import { readImport } from '@/lib/server/import'
import { ouraClient } from '@/lib/server/oura-client'
import { startChild } from '../setup/child'
import { DIALECTS, emptyDatabase, testDatabase } from '../setup/databases'
import { startStandIn } from '../stand-in/stand-in'
import { exported, someone } from './import-bench'
import { NOW, person } from './sync-bench'
import { recentStore } from './sync-stand-in'

vi.stubEnv('LOG_LEVEL', 'silent')

// The figure of the promise takes minutes: IMPORT_KILLS=200 npx vitest run tests/server/import-kills.test.ts
const KILLS = Number(process.env.IMPORT_KILLS ?? 6)
const folder = mkdtempSync(join(tmpdir(), 'ringside-import-'))
const path = join(folder, 'ringside.ndjson')
const ACCOUNT = 'oura-of-the-file'
let file = ''
let numbers = ''

beforeAll(async () => {
  const db = await testDatabase('sqlite')
  const store = recentStore(NOW, 30)
  const standIn = await startStandIn({ now: () => NOW, accounts: [{ name: 'ann', tokens: ['token'], store }] })
  const one = await person(db, ouraClient({ baseUrl: standIn.url, token: async () => 'token' }))
  await one.prepare()
  expect(await one.sync()).toBe('done')
  await standIn.close()
  await db.deleteFrom('document').where('user_id', '=', one.userId).where('collection', '=', 'personal_info').execute()
  await db.updateTable('user').set({ oura_user_id: ACCOUNT }).where('id', '=', one.userId).execute()
  await insertLocalTag(
    db,
    one.userId,
    { id: 'bath-one', day: '2026-11-20', at: NOW, utc_offset: 0, code: null, name: 'Bath', note: null },
    1,
  )
  file = await exported(db, one.userId)
  numbers = await numbersOf(db, one.userId)
  writeFileSync(path, file)
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function numbersOf(db: Awaited<ReturnType<typeof openDatabase>>, userId: string): Promise<string> {
  const rows = []
  for (const table of ['daily_metric', 'rhythm_day'] as const)
    rows.push(await db.selectFrom(table).selectAll().where('user_id', '=', userId).orderBy('day').execute())
  return JSON.stringify(rows).replaceAll(userId, 'ann')
}

describe.each(DIALECTS)('an import into %s that is killed again and again', (dialect) => {
  test(`${KILLS} times at any moment: nothing before all of it has come and is sound, everything in the end, no part sent twice`, async () => {
    const { options, remove } = await emptyDatabase(dialect)
    let db = await openDatabase(options)
    const ann = await someone(db, ACCOUNT)
    await db.destroy()
    const seen = new Set<string>()
    let acknowledged = 0
    let isOver = false
    for (let round = 0; round < KILLS || !isOver; round++) {
      const child = startChild('tests/server/import-child.ts', [JSON.stringify(options), ann, path])
      while (!child.output().includes('open') && child.process.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 2))
      // At another moment each time, also in the middle of writing; then it lives to the end.
      if (round < KILLS || (!seen.has('writing') && !isOver && round < KILLS + 20)) {
        await new Promise((resolve) => setTimeout(resolve, (round * 97) % 400))
        child.process.kill('SIGKILL')
      }
      await child.ended
      const output = child.output()
      expect(output).toMatch(/^open \d+/m)
      expect(Number(/^open (\d+)/m.exec(output)?.[1])).toBeGreaterThanOrEqual(acknowledged)
      for (const [, received] of output.matchAll(/^kept (\d+)$/gm)) acknowledged = Number(received)
      isOver = /^over done$/m.test(output)
      if (dialect === 'sqlite') {
        const raw = new Sqlite(join(options.dataDir, 'ringside.db'))
        expect(raw.pragma('integrity_check', { simple: true })).toBe('ok')
        raw.close()
      }
      db = await openDatabase(options)
      const { state } = await readImport(db, ann)
      seen.add(state)
      const rows = await db.selectFrom('document').select('id').where('user_id', '=', ann).execute()
      if (state === 'none' || state === 'receiving' || state === 'checking') expect(rows).toEqual([])
      await db.destroy()
    }
    db = await openDatabase(options)
    expect(await exported(db, ann)).toBe(file)
    expect(await numbersOf(db, ann)).toBe(numbers)
    const { outcome } = await readImport(db, ann)
    expect(outcome?.documents.added).toBe(file.match(/^\{"kind":"document"/gm)?.length)
    expect(await db.selectFrom('audit').select('event').where('user_id', '=', ann).execute()).toEqual([{ event: 'import' }])
    expect(await db.selectFrom('import_part').select('at').execute()).toEqual([])
    await db.destroy()
    await remove()
    expect([...seen]).toEqual(expect.arrayContaining(['writing', 'done']))
    if (KILLS > 12) console.log(`${dialect}: ${KILLS} kills of an import of ${file.length} bytes, seen in ${[...seen].join(', ')}`)
  }, 1_800_000)
})
