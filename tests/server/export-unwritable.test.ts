import { NextRequest } from 'next/server'
import { expect, test, vi } from 'vitest'
import { GET } from '@/app/api/export/route'
import { createKey } from '@/lib/server/api-keys'
import { clientOf } from '@/lib/server/db/kysely'
import { provideDatabase, testDatabase } from '@/tests/setup/databases'

vi.stubEnv('LOG_LEVEL', 'silent')

test('where nothing can be written any more, everything can still be taken along', async () => {
  const db = await testDatabase('sqlite', ['ann'])
  provideDatabase(db)
  const { key } = await createKey(db, 'ann', { name: 'export' }, 0)
  const ask = () =>
    GET(new NextRequest('http://127.0.0.1/api/export', { headers: { authorization: `Bearer ${key}` } }), { params: Promise.resolve({}) })
  const before = await (await ask()).text()
  expect(before).toContain('ringside-export')
  const { kind, client } = clientOf(db)
  if (kind === 'sqlite') client.pragma('query_only = ON')
  const answer = await ask()
  expect(answer.status).toBe(200)
  expect(await answer.text()).toBe(before)
})
