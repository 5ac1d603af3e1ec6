import 'server-only'
import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { database } from './db/kysely'
import { openSnapshot } from './db/snapshot'
import { exportLines, type Line } from './export-lines'
import type { Reach } from './reach'

/** So long an export may keep everybody else waiting: SQLite answers at once, and a reader that is fast enough never makes it pause. */
const AT_A_TIME_MS = 8
const FORMAT = { kind: 'header', format: 'ringside-export', version: 1 }

/**
 * Everything of a person as NDJSON, in order of keys, as of one moment; never tokens. The first line names the format and how many lines
 * of each kind follow, the last one repeats their number with the SHA-256 of all bytes before it. Memory does not grow with the archive.
 * `reach`: of these collections alone.
 */
export function exportEverything(userId: string, reach: Reach | null = null): ReadableStream<Uint8Array> {
  const chunks = exported(userId, reach)
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await chunks.return()
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
    const { counts, runs } = await exportLines(snapshot.db, userId, reach?.collections ?? null)
    const sum = createHash('sha256')
    let lines = 0
    const chunkOf = (run: readonly Line[]) => {
      const bytes = bytesOf(run)
      sum.update(bytes)
      lines += run.length
      return bytes
    }
    yield chunkOf([[JSON.stringify({ ...FORMAT, counts })]])
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
