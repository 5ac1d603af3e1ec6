import 'server-only'
import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { ApiError } from './api-error'
import { database } from './db/kysely'
import { openSnapshot } from './db/snapshot'
import { exportLines, type Line } from './export-lines'
import type { Reach } from './reach'

/** So long an export may keep everybody else waiting: SQLite answers at once, and a reader that is fast enough never makes it pause. */
const AT_A_TIME_MS = 8
const FORMAT = { kind: 'header', format: 'ringside-export', version: 1 }

/**
 * So many at once, of one person and of all: each holds one moment of the database for as long as its reader takes, and on Postgres one of
 * ten connections. Without an end to that, ten downloads that nobody goes on reading keep everybody from everything.
 */
const AT_ONCE = { person: 3, all: 6 }
const shared = globalThis as typeof globalThis & { ringsideExports?: Map<string, number> }

/** Counts an export in; answers with how to count it out, once. Rejects with `too_many_requests`. */
function begin(userId: string): () => void {
  shared.ringsideExports ??= new Map()
  const running = shared.ringsideExports
  const own = running.get(userId) ?? 0
  if (own >= AT_ONCE.person || [...running.values()].reduce((sum, count) => sum + count, 0) >= AT_ONCE.all)
    throw new ApiError('too_many_requests', 'Other downloads are still going on; try again when they are done.', 60)
  running.set(userId, own + 1)
  let isOver = false
  return () => {
    if (isOver) return
    isOver = true
    const left = (running.get(userId) ?? 1) - 1
    if (left > 0) running.set(userId, left)
    else running.delete(userId)
  }
}

/**
 * Everything of a person as NDJSON, in order of keys, as of one moment; never tokens. The first line names the format, the
 * Oura account and how many lines of each kind follow, the last one repeats their number with the SHA-256 of all bytes before it. Memory does not grow with the archive.
 * `reach`: of these collections alone. Throws `too_many_requests` while others are still being taken.
 */
export function exportEverything(userId: string, reach: Reach | null = null): ReadableStream<Uint8Array> {
  const end = begin(userId)
  const chunks = exported(userId, reach)
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await chunks.next()
          if (!done) return controller.enqueue(value)
          end()
          controller.close()
        } catch (error) {
          end()
          throw error
        }
      },
      async cancel() {
        await chunks.return().finally(end)
      },
    },
    { highWaterMark: 1 },
  )
}

/** Lines as they are sent: each part is written once, into a place of the right size. */
function bytesOf(run: readonly Line[]): Buffer {
  const parts = run.flatMap((line) => [...line, '\n'])
  const bytes = Buffer.allocUnsafe(parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0))
  let at = 0
  for (const part of parts) {
    if (typeof part === 'string') at += bytes.write(part, at)
    else {
      bytes.set(part, at)
      at += part.length
    }
  }
  return bytes
}

async function* exported(userId: string, reach: Reach | null): AsyncGenerator<Uint8Array, void, undefined> {
  const snapshot = await openSnapshot(await database())
  try {
    const { account, counts, runs } = await exportLines(snapshot.db, userId, reach?.collections ?? null)
    const sum = createHash('sha256')
    let lines = 0
    const chunkOf = (run: readonly Line[]) => {
      const bytes = bytesOf(run)
      sum.update(bytes)
      lines += run.length
      return bytes
    }
    yield chunkOf([[JSON.stringify({ ...FORMAT, account, counts })]])
    let began = performance.now()
    for await (const run of runs) {
      yield chunkOf(run)
      if (performance.now() - began < AT_A_TIME_MS) continue
      await nextTurn()
      began = performance.now()
    }
    yield Buffer.from(`${JSON.stringify({ kind: 'end', lines, sha256: sum.digest('hex') })}\n`)
  } finally {
    await snapshot.close()
  }
}
