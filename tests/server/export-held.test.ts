import type { Kysely } from 'kysely'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { upsertDocuments } from '@/lib/server/db/documents'
import type { Database } from '@/lib/server/db/schema'
import { findUser } from '@/lib/server/db/users'
import { exportEverything } from '@/lib/server/export'
import { DIALECTS, provideDatabase, testDatabase } from '../setup/databases'

// Each reader takes one part and then no more, as a phone does that has lost its network, or somebody who means harm.
describe.each(DIALECTS)('downloads that nobody goes on reading, from %s', (dialect) => {
  let db: Kysely<Database>
  const readers: ReadableStreamDefaultReader<Uint8Array>[] = []
  beforeAll(async () => {
    db = await testDatabase(dialect, ['demo', 'ann', 'bob'])
    provideDatabase(db)
    for (const user of ['demo', 'ann'])
      for (let from = 0; from < 40; from += 20)
        await upsertDocuments(
          db,
          user,
          'tag',
          Array.from({ length: 20 }, (_, at) => ({
            id: `t${from + at}`,
            day: '2026-03-01',
            body: JSON.stringify({ note: 'x'.repeat(1000) }),
          })),
          1,
        )
  })
  afterEach(async () => {
    await Promise.all(readers.splice(0).map((reader) => reader.cancel()))
  })
  const begin = async (user: string) => {
    const reader = exportEverything(user).getReader()
    readers.push(reader)
    await reader.read()
  }

  test('do not keep the server from everything else', async () => {
    const begun = Array.from({ length: 12 }, () => begin('demo').catch(() => undefined))
    await Promise.race([Promise.all(begun), new Promise((resolve) => setTimeout(resolve, 2000))])
    const asked = performance.now()
    expect((await findUser(db, 'ann'))?.id).toBe('ann')
    expect(performance.now() - asked).toBeLessThan(2000)
    await Promise.all(begun)
    // Somebody else takes theirs along meanwhile.
    await begin('ann')
  }, 60_000)

  test('of all together are six at most: the next is refused until one of them has ended', async () => {
    for (const user of ['demo', 'demo', 'demo', 'ann', 'ann', 'ann']) await begin(user)
    expect(() => exportEverything('bob')).toThrow(/still going on/)
    await readers.pop()?.cancel()
    await begin('bob')
    expect(() => exportEverything('ann')).toThrow(/still going on/)
  })

  test('count no longer once they are left, broken or done', async () => {
    for (let round = 0; round < 4; round++) {
      await Promise.all([begin('demo'), begin('demo'), begin('demo')])
      expect(() => exportEverything('demo')).toThrow(/still going on/)
      await Promise.all(readers.splice(0).map((reader) => reader.cancel()))
      for (let whole = 0; whole < 4; whole++) expect(await new Response(exportEverything('demo')).text()).toContain('"kind":"end"')
    }
  })
})
