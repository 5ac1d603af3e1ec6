import type { ImportBody, ImportWrite } from '@/lib/api'
import { ApiError, fetchJson } from './fetch-json'

/** Bytes of one request: in base64 and JSON less than this server takes of any request (64 KiB). */
const PART = 45_000
/** How long to wait (ms) before a part goes once more, one after the other; then it is given up. */
const AGAIN_MS = [1, 2, 4, 8, 15, 30, 30, 30].map((seconds) => seconds * 1000)

export type Upload = {
  id: string
  file: Blob
  signal: AbortSignal
  /** Told how much of the file has been sent, 0 … 1. */
  onProgress: (sent: number) => void
}

/** A file that this device could not read to its end: moved, changed, or on a disk that is gone. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError'
}

/** The file as it goes out: packed where this browser can, which is a tenth of it, unless it is packed already. */
async function outgoing(file: Blob, onRead: (bytes: number) => void): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        onRead(chunk.byteLength)
        controller.enqueue(chunk)
      },
    }),
  )
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  const isPacked = first === 0x1f && second === 0x8b
  if (isPacked || typeof CompressionStream === 'undefined') return counted.getReader()
  return counted.pipeThrough(new CompressionStream('gzip')).getReader()
}

async function* partsOf(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held = new Uint8Array()
  for (;;) {
    const { done, value } = await reader.read()
    const bytes: Uint8Array = value ?? new Uint8Array()
    const all = new Uint8Array(held.length + bytes.length)
    all.set(held)
    all.set(bytes, held.length)
    held = all
    while (held.length >= PART || (done && held.length > 0)) {
      yield held.subarray(0, PART)
      held = held.slice(PART)
    }
    if (done) return
  }
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}

const wait = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })

/** Whether it may go better in a moment: no network, or a server that is just being started. A refusal stays one. */
const mayPass = (error: unknown) => error instanceof ApiError && (error.code === 'network' || (error.status >= 500 && error.status !== 507))

/** Sends until it is answered: a phone may be in a tunnel for a while. What arrives twice is kept once. */
async function send(body: ImportWrite, signal: AbortSignal): Promise<ImportBody> {
  for (let tries = 0; ; tries++) {
    try {
      return await fetchJson<ImportBody>('/api/import', { method: 'POST', body, signal })
    } catch (error) {
      const ms = AGAIN_MS[tries]
      if (ms === undefined || !mayPass(error)) throw error
      await wait(ms, signal)
    }
  }
}

/**
 * Sends a file part by part and says that it was all; what becomes of it is then the server's. Rejects with an ApiError, an
 * UnreadableFileError, or as `signal` aborts.
 */
export async function sendFile({ id, file, signal, onProgress }: Upload): Promise<ImportBody> {
  let read = 0
  const unreadable = (error: unknown) => {
    throw signal.aborted ? error : new UnreadableFileError('This file could not be read.', { cause: error })
  }
  const reader = await outgoing(file, (bytes) => {
    read += bytes
  }).catch(unreadable)
  const parts = partsOf(reader)
  let at = 0
  try {
    for (;;) {
      const part = await parts.next().catch(unreadable)
      signal.throwIfAborted()
      if (part?.done !== false) break
      await send({ id, at, data: base64(part.value) }, signal)
      at += part.value.length
      onProgress(file.size === 0 ? 1 : Math.min(1, read / file.size))
    }
    return await send({ id, size: at }, signal)
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
