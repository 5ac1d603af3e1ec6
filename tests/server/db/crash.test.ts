import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { openDatabase } from '@/lib/server/db/kysely'
import { ensureUser } from '@/lib/server/db/users'
import { startChild } from '../../setup/child'
import { DIALECTS, emptyDatabase } from '../../setup/databases'

const ROUNDS = 6
const cleanUp: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const clean of cleanUp.splice(0)) await clean()
})

/** Waits until the writer has been acknowledged `count` batches, then `delay` ms more, and ends it without warning. */
async function killWhileWriting(args: readonly string[], count: number, delay: number): Promise<number[]> {
  const child = startChild('tests/server/db/write-child.ts', args)
  const acknowledged = () => child.output().split('\n').slice(0, -1).map(Number)
  const deadline = Date.now() + 20_000
  while (acknowledged().length < count) {
    if (child.process.exitCode !== null || Date.now() > deadline) throw new Error(`the writer did not write: ${child.output()}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  await new Promise((resolve) => setTimeout(resolve, delay))
  child.process.kill('SIGKILL')
  await child.ended
  return acknowledged()
}

describe.each(DIALECTS)('a writer killed on %s', (dialect) => {
  test('has lost nothing that was acknowledged, and left no half of a batch', async () => {
    const { options, remove } = await emptyDatabase(dialect)
    cleanUp.push(remove)
    const first = await openDatabase(options)
    await ensureUser(first, { id: 'writer', oura_user_id: null, role: 'member' }, 0)
    await first.destroy()
    const acknowledged = new Set<number>()
    for (let round = 0; round < ROUNDS; round++) {
      const args = [JSON.stringify(options), String(round * 1_000_000)]
      for (const batch of await killWhileWriting(args, 3 + round * 5, round * 3)) acknowledged.add(batch)
      const db = await openDatabase(options)
      if (dialect === 'sqlite') {
        const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)
        expect(rows).toEqual([{ integrity_check: 'ok' }])
      }
      const stored = await db.selectFrom('document').select(['id', 'body']).where('user_id', '=', 'writer').execute()
      const batches = new Map<number, number>()
      for (const { id, body } of stored) {
        expect(body).toBe(`{"id":"${id}"}`)
        const batch = Number(id.split('-')[0])
        batches.set(batch, (batches.get(batch) ?? 0) + 1)
      }
      expect([...acknowledged].filter((batch) => !batches.has(batch))).toEqual([])
      expect([...batches.values()].every((size) => size === 5)).toBe(true)
      await db.destroy()
    }
    expect(acknowledged.size).toBeGreaterThan(ROUNDS * 3)
  })
})
