import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import { type Ringside, startRingside } from '@/tests/setup/ringside'
import { type Visitor, visitor } from '@/tests/setup/visitor'
import { emptyStore, overlayStore } from '@/tests/stand-in/document-store'
import { startStandIn } from '@/tests/stand-in/stand-in'

const TOKEN = 'token-of-ann-9c3e'
const store = overlayStore({ ...emptyStore, personalInfo: () => ({ id: 'ann' }) })
const oura = await startStandIn({ accounts: [{ name: 'ann', tokens: [TOKEN], store }] })
afterAll(() => oura.close())

/** Ann, with things of her own to lose. */
async function connected(server: Ringside): Promise<Visitor> {
  const ann = visitor(server.url)
  expect((await ann.signIn('token', { token: TOKEN })).status).toBe(200)
  for (let tag = 0; tag < 30; tag++) {
    const bath = { id: `bath-0000-${tag}`, at: '2026-11-02T01:30:00+09:00', code: null, name: 'Cold bath', note: 'x'.repeat(200) }
    expect((await ann.send('POST', '/api/tags', bath)).status).toBe(201)
  }
  return ann
}

/** What a person can take along, but for what is known of days, to which a sync under way adds, and the sum of it all. */
const kept = async (of: Visitor) =>
  (await (await of.ask('/api/export')).text())
    .replace(/"coverage":\d+/, '')
    .split('\n')
    .filter((line) => !/^\{"kind":"(coverage|end)"/.test(line))
    .join('\n')
const READS = ['/api/connection', '/api/coverage?from=2026-01-01&to=2026-11-02', '/', '/api/health', '/api/export']

/** A disk of its own of so many megabytes; null where this user may mount none. */
function smallDisk(megabytes: number): { path: string; remove(): void } | null {
  const path = mkdtempSync(join(tmpdir(), 'ringside-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]).status === 0
  const remove = () => {
    if (mounted) spawnSync('umount', ['-l', path])
    rmSync(path, { recursive: true, force: true })
  }
  if (mounted) return { path, remove }
  remove()
  return null
}

test('on a disk of 64 MB that is full: writes are refused with 507, reads go on, and it recovers by itself', async ({ skip }) => {
  const disk = smallDisk(64)
  if (!disk) return skip('this user may not mount a disk')
  const data = join(disk.path, 'data')
  const server = await startRingside({ DATA_DIR: data, OURA_API_URL: oura.url })
  try {
    const ann = await connected(server)
    const { key } = await (await ann.send('POST', '/api/keys', { name: 'counted', per_minute: 1000 })).json()
    const reader = visitor(server.url)
    reader.headers.set('authorization', `Bearer ${key}`)
    const before = await kept(ann)
    // Whatever room the log of the database has left in itself is no room either.
    const file = new Sqlite(join(data, 'ringside.db'))
    file.pragma('wal_checkpoint(TRUNCATE)')
    const filler = join(disk.path, 'filler')
    const open = openSync(filler, 'w')
    for (const size of [1 << 20, 4096])
      try {
        for (;;) writeSync(open, Buffer.alloc(size))
      } catch (error) {
        expect(error).toMatchObject({ code: 'ENOSPC' })
      }
    closeSync(open)

    for (const path of ['/api/keys', '/api/guest-links']) {
      const body = path === '/api/keys' ? { name: 'no room' } : { name: 'no room', shown_name: 'Ann', pages: ['day'], days: 7 }
      const refused = await ann.send('POST', path, body)
      expect([path, refused.status, (await refused.json()).code]).toEqual([path, 507, 'storage_full'])
    }
    for (const path of READS) expect([path, (await ann.ask(path)).status]).toEqual([path, path === '/api/health' ? 503 : 200])
    expect((await reader.ask('/api/oura/v2/usercollection/sleep')).status).toBe(200)
    expect(await kept(ann)).toBe(before)

    rmSync(filler)
    await expect.poll(async () => (await ann.ask('/api/health')).status, { timeout: 15_000 }).toBe(200)
    expect((await ann.send('POST', '/api/keys', { name: 'room again' })).status).toBe(201)
    expect(await kept(ann)).toBe(before)
    expect(file.pragma('integrity_check', { simple: true })).toBe('ok')
    file.close()
    // 64 MB are little: who lives here is told.
    expect((await (await ann.ask('/api/health')).json()).warnings).toContain('disk')
  } finally {
    await server.stop()
    disk.remove()
  }
}, 300_000)

test('a copy made while it is read and written, and then the daily one of that, starts with every row, the same export and the token', async () => {
  const server = await startRingside({ OURA_API_URL: oura.url })
  const elsewhere = mkdtempSync(join(tmpdir(), 'ringside-restored-'))
  let restored: Ringside | undefined
  let busy = true
  let load: Promise<void>[] = []
  try {
    const ann = await connected(server)
    const settings = await (await ann.ask('/api/settings')).json()
    let writes = 0
    load = [0, 1, 2, 3].map(async (index) => {
      while (busy) {
        if (index > 0) expect((await ann.ask(READS[index] ?? '/')).status).toBe(200)
        else expect((await ann.send('PUT', '/api/settings', { ...settings, theme: writes++ % 2 ? 'dark' : 'light' })).status).toBe(200)
      }
    })
    await expect.poll(() => writes, { timeout: 30_000 }).toBeGreaterThan(3)
    const data = join(elsewhere, 'data')
    mkdirSync(data)
    const running = new Sqlite(join(server.folder, 'data', 'ringside.db'))
    const begun = performance.now()
    running.prepare('vacuum into ?').run(join(data, 'ringside.db'))
    expect(performance.now() - begun).toBeLessThan(10_000)
    running.close()
    busy = false
    await Promise.all(load)
    copyFileSync(join(server.folder, 'secrets.json'), join(elsewhere, 'secrets.json'))

    restored = await startRingside({ OURA_API_URL: oura.url, DATA_DIR: data, SECRETS_FILE: join(elsewhere, 'secrets.json') })
    const there = visitor(restored.url)
    // The session went along: nobody has to paste anything again.
    for (const [name, value] of ann.cookies) there.cookies.set(name, value)
    // The writes went on after the copy.
    for (const who of [ann, there]) expect((await who.send('PUT', '/api/settings', settings)).status).toBe(200)
    const sum = async (of: Visitor) =>
      createHash('sha256')
        .update(await kept(of))
        .digest('hex')
    const whole = await sum(ann)
    expect(await sum(there)).toBe(whole)
    await server.end()
    // It made a copy of its own when it started: back to that one, as the README says.
    const daily = () => readdirSync(join(data, 'backups')).filter((name) => /^ringside-[\d-]+\.db$/.test(name))
    await expect.poll(() => existsSync(join(data, 'backups')) && daily(), { timeout: 30_000 }).toHaveLength(1)
    await restored.end()
    for (const name of ['ringside.db', 'ringside.db-wal', 'ringside.db-shm']) rmSync(join(data, name), { force: true })
    copyFileSync(join(data, 'backups', daily()[0] ?? ''), join(data, 'ringside.db'))
    await restored.restart()
    expect((await there.send('PUT', '/api/settings', settings)).status).toBe(200)
    expect(await sum(there)).toBe(whole)
    oura.requests.length = 0
    // A sync that was under way in the copy counts as under way until its time is over.
    const askedWithTheToken = async () => {
      await there.send('POST', '/api/sync')
      return oura.requests.filter(({ account }) => account === 'ann').length
    }
    await expect.poll(askedWithTheToken, { timeout: 100_000, interval: 2000 }).toBeGreaterThan(3)
    expect((await (await there.ask('/api/connection')).json()).state).toBe('fresh')
  } finally {
    busy = false
    await Promise.allSettled(load)
    await restored?.stop()
    await server.stop()
    rmSync(elsewhere, { recursive: true, force: true })
  }
}, 300_000)
