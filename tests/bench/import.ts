import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { openDatabase } from '@/lib/server/db/kysely'
import { readMetrics } from '@/lib/server/db/metrics'
import { ensureUser } from '@/lib/server/db/users'
import { exportEverything } from '@/lib/server/export'
import { readImport, takeImport } from '@/lib/server/import'
import { removeFolder } from './app'
import { quantile, type Row } from './report'
import { seedArchive } from './seed'

const YEARS = 3
const EVERY_MS = 20
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
const MB = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`

type Db = Awaited<ReturnType<typeof openDatabase>>
// The export reads the database of the process.
const provide = (db: Db) => Object.assign(globalThis, { ringsideDatabase: Promise.resolve(db) })

/** Does `work` while somebody reads a month of numbers again and again: how long these took, and how much more memory there was at most. */
async function besideReads(db: Db, work: () => Promise<void>): Promise<{ ms: number; reads: number[]; memory: number }> {
  const before = process.memoryUsage.rss()
  let memory = 0
  let isOver = false
  const reads: number[] = []
  const reading = (async () => {
    while (!isOver) {
      // From when it was to begin: a process that is busy answers late too.
      const due = performance.now() + EVERY_MS
      await new Promise((next) => setTimeout(next, EVERY_MS))
      await readMetrics(db, 'bench', ['steps', 'total_sleep'], '2026-01-01', '2026-01-31')
      reads.push(performance.now() - due)
      memory = Math.max(memory, process.memoryUsage.rss() - before)
    }
  })()
  const begun = performance.now()
  await work()
  isOver = true
  await reading
  return { ms: performance.now() - begun, reads, memory }
}

async function bring(db: Db, path: string): Promise<void> {
  const id = randomUUID()
  let at = 0
  for await (const bytes of createReadStream(path, { highWaterMark: 45_000 })) {
    await takeImport(db, 'bench', { id, at, data: (bytes as Buffer).toString('base64') }, Date.now())
    at += (bytes as Buffer).length
  }
  await takeImport(db, 'bench', { id, size: at }, Date.now())
  for (;;) {
    const { state, problem } = await readImport(db, 'bench')
    if (state === 'done') return
    if (state === 'refused') throw new Error(problem?.detail)
    await new Promise((next) => setTimeout(next, 50))
  }
}

/** Three years taken along and brought into an empty archive, beside somebody who reads: until everything is there, numbers included. */
export async function timeImport(): Promise<Row[]> {
  const [from, to, files] = ['from', 'to', 'files'].map((name) => mkdtempSync(join(tmpdir(), `ringside-${name}-`)))
  if (!from || !to || !files) throw new Error('no folder')
  const path = join(files, 'ringside.ndjson.gz')
  await seedArchive(from, YEARS * 365, Date.now())
  const old = await openDatabase({ dataDir: from })
  const fresh = await openDatabase({ dataDir: to })
  try {
    await ensureUser(fresh, { id: 'bench', oura_user_id: 'bench', role: 'owner' }, Date.now())
    provide(old)
    let bytes = 0
    const taken = await besideReads(old, async () => {
      const counted = Readable.fromWeb(exportEverything('bench') as Parameters<typeof Readable.fromWeb>[0])
      counted.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      await pipeline(counted, createGzip(), createWriteStream(path))
    })
    const row = (what: string, { ms, reads, memory }: typeof taken, budget: string): Row => ({
      what,
      ours: `${seconds(ms)}, ${MB(Math.max(0, memory))} of memory`,
      yardstick: `reads beside it p99 ${quantile(reads, 0.99).toFixed(0)} ms, longest ${Math.max(...reads).toFixed(0)} ms`,
      ratio: '–',
      budget,
    })
    return [
      row(`Export of ${YEARS} years (${MB(bytes)}, packed ${MB(statSync(path).size)})`, taken, '≤ 30 s, ≤ 100 MB'),
      row(`Import of it into an empty archive`, await besideReads(fresh, () => bring(fresh, path)), '≤ 100 MB'),
      row(`Import of it once more`, await besideReads(fresh, () => bring(fresh, path)), '≤ 100 MB'),
    ]
  } finally {
    await old.destroy()
    await fresh.destroy()
    for (const folder of [from, to, files]) removeFolder(folder)
  }
}
