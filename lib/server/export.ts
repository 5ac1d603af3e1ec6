import 'server-only'
import { createHash } from 'node:crypto'
import { database } from './db/kysely'
import { openSnapshot } from './db/snapshot'
import { exportLines } from './export-lines'

const FORMAT = { kind: 'header', format: 'ringside-export', version: 1 }

/**
 * Everything of a person as NDJSON, in order of keys, as of one moment; never tokens. The first line names the format and how many lines
 * of each kind follow, the last one repeats their number with the SHA-256 of all bytes before it. Memory does not grow with the archive.
 */
export function exportEverything(userId: string): ReadableStream<Uint8Array> {
  const chunks = exported(userId)
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

async function* exported(userId: string): AsyncGenerator<Uint8Array, void, undefined> {
  const snapshot = await openSnapshot(await database())
  try {
    const { counts, runs } = await exportLines(snapshot.db, userId)
    const sum = createHash('sha256')
    let lines = 0
    const chunkOf = (run: readonly string[]) => {
      const bytes = Buffer.from(`${run.join('\n')}\n`)
      sum.update(bytes)
      lines += run.length
      return bytes
    }
    yield chunkOf([JSON.stringify({ ...FORMAT, counts })])
    for await (const run of runs) yield chunkOf(run)
    yield Buffer.from(`${JSON.stringify({ kind: 'end', lines, sha256: sum.digest('hex') })}\n`)
  } finally {
    await snapshot.close()
  }
}
