import 'server-only'
import { pipeline, Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import type { Kysely } from 'kysely'
import { readImportParts } from './db/import-runs'
import type { Database } from './db/schema'
import { ImportError } from './import-problem'

/** A line of the file without its line feed, counted from 1. */
export type FileLine = { number: number; text: string }

const PARTS = 4
/** Far beyond a day of samples or the largest document, and little enough to hold. */
const LONGEST_LINE = 16 * 1024 * 1024
/** Unpacked: ten times ten years. A small file can unpack into anything. */
const LARGEST = 2 * 1024 ** 3
const LINE_FEED = 10

async function* partsOf(db: Kysely<Database>, userId: string, id: string): AsyncGenerator<Buffer> {
  for (let from = 0; ; ) {
    const parts = await readImportParts(db, userId, id, from, PARTS)
    const last = parts.at(-1)
    if (!last) return
    for (const { bytes } of parts) yield bytes
    from = last.at + last.bytes.length
    await nextTurn()
  }
}

const begins = (bytes: Buffer, ...sign: number[]) => sign.every((byte, index) => bytes[index] === byte)

/** What the file says of itself in its first bytes. A text in UTF-16 and an archive of several files are told before their first line. */
function unpacked(first: Buffer, rest: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  if (begins(first, 0xff, 0xfe) || begins(first, 0xfe, 0xff)) throw new ImportError('not_utf8')
  if (begins(first, 0x50, 0x4b)) throw new ImportError('packed')
  const whole = Readable.from(chained(first, rest), { objectMode: false })
  if (!begins(first, 0x1f, 0x8b)) return whole
  // Errors reach whoever reads.
  return pipeline(whole, createGunzip({ chunkSize: 64 * 1024 }), () => {})
}

async function* chained(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first
  for await (const bytes of rest) yield bytes
}

const isZlib = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')

/**
 * The lines of the file that a person has sent, one at a time: of a text in UTF-8 or a gzip of one, with or without a byte order mark and
 * carriage returns. Throws an ImportError for anything else. Memory does not grow with the file.
 */
export async function* linesOfFile(db: Kysely<Database>, userId: string, id: string): AsyncGenerator<FileLine> {
  const parts = partsOf(db, userId, id)
  const { value: first, done } = await parts.next()
  if (done) throw new ImportError('not_export')
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let number = 0
  let held: Buffer[] = []
  let length = 0
  let size = 0
  const line = (end: Buffer): FileLine => {
    let bytes = held.length === 0 ? end : Buffer.concat([...held, end])
    number += 1
    held = []
    length = 0
    if (number === 1 && begins(bytes, 0xef, 0xbb, 0xbf)) bytes = bytes.subarray(3)
    if (bytes.at(-1) === 13) bytes = bytes.subarray(0, -1)
    try {
      return { number, text: decoder.decode(bytes) }
    } catch {
      throw new ImportError('not_utf8', number)
    }
  }
  try {
    for await (const chunk of unpacked(first, parts)) {
      size += chunk.length
      if (size > LARGEST) throw new ImportError('too_large')
      let from = 0
      for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, from)) {
        yield line(chunk.subarray(from, at))
        from = at + 1
      }
      // What is kept must not keep all of the chunk with it.
      if (from < chunk.length) held.push(Buffer.from(chunk.subarray(from)))
      length += chunk.length - from
      if (length > LONGEST_LINE) throw new ImportError('long_line', number + 1)
    }
  } catch (error) {
    if (!isZlib(error)) throw error
    throw number === 0 ? new ImportError('packed') : new ImportError('cut', number)
  }
  if (length > 0) yield line(Buffer.alloc(0))
}
