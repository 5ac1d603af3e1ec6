import { expect, test, vi } from 'vitest'

// Next's bundles (instrumentation, each route) evaluate the same module more than once in one process.
async function twice<T>(load: () => Promise<T>): Promise<[T, T]> {
  vi.resetModules()
  const one = await load()
  vi.resetModules()
  return [one, await load()]
}

test('an error of Oura’s is known by every copy of its class, and its kinds stay apart', async () => {
  const [one, other] = await twice(async () => ({
    ...(await import('@/lib/server/oura-source')),
    ...(await import('@/lib/server/oura-client-errors')),
  }))
  expect(one.OuraError).not.toBe(other.OuraError)
  const error = new one.OuraError('token', 'x')
  expect(error instanceof other.OuraError).toBe(true)
  expect(new one.UnusableAnswer('x') instanceof other.OuraError).toBe(true)
  expect(error instanceof one.UnusableAnswer).toBe(false)
  expect(new one.UnusableAnswer('x') instanceof one.UnusableAnswer).toBe(true)
  for (const stranger of [new Error('x'), { name: 'OuraError' }, null, 'OuraError']) expect(stranger instanceof one.OuraError).toBe(false)
})

test('an error of the database’s is known by every copy of its class', async () => {
  const [one, other] = await twice(() => import('@/lib/server/db/storage-error'))
  expect(new one.StorageError('full') instanceof other.StorageError).toBe(true)
  expect(new Error('x') instanceof one.StorageError).toBe(false)
})

test('a database opened by one copy gives its client to the other', async () => {
  const [one, other] = await twice(() => import('@/lib/server/db/kysely'))
  const { mkdtempSync, rmSync } = await import('node:fs')
  const folder = mkdtempSync('/tmp/bundles-')
  const db = await one.openDatabase({ dataDir: folder })
  expect(other.clientOf(db).kind).toBe('sqlite')
  await db.destroy()
  rmSync(folder, { recursive: true })
})
