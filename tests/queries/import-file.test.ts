import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ApiError } from '@/lib/queries/fetch-json'
import { sendFile, UnreadableFileError } from '@/lib/queries/import-file'

/** What the server got, and the answers that it gives before it takes anything. */
let parts: { at: number; bytes: Buffer }[]
let size: number | null
let trouble: ('before' | 'after' | number)[]
let largest: number

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  parts = []
  size = null
  trouble = []
  largest = 0
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    expect([path, init.method]).toEqual(['/api/import', 'POST'])
    const fault = trouble.shift()
    if (fault === 'before') throw new TypeError('no network')
    if (typeof fault === 'number') return Response.json({ code: 'too_many_requests', detail: '' }, { status: fault })
    const text = String(init.body)
    largest = Math.max(largest, text.length)
    const sent = JSON.parse(text)
    if ('size' in sent) size = sent.size
    else parts.push({ at: sent.at, bytes: Buffer.from(sent.data, 'base64') })
    if (fault === 'after') throw new TypeError('no network')
    return Response.json({ id: sent.id, state: 'receiving', received: 0, progress: null, outcome: null, problem: null })
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const arrived = () => {
  const bytes: Buffer[] = []
  let at = 0
  for (const part of parts) {
    if (part.at < at) continue
    expect(part.at).toBe(at)
    bytes.push(part.bytes)
    at += part.bytes.length
  }
  return Buffer.concat(bytes)
}
// Hardly to be packed any smaller, so that there are several parts.
const text = Array.from({ length: 20_000 }, (_, at) => `${Math.sin(at)}\n`).join('')
/** Lets the waits of a sending pass, however long they are. */
async function hasty<T>(sending: Promise<T>): Promise<T> {
  let isOver = false
  const end = () => {
    isOver = true
  }
  sending.then(end, end)
  while (!isOver) {
    await new Promise((next) => setImmediate(next))
    await vi.advanceTimersByTimeAsync(1000)
  }
  return sending
}
const send = (file: Blob, signal = new AbortController().signal, onProgress: (sent: number) => void = () => {}) =>
  hasty(sendFile({ id: 'one-of-them', file, signal, onProgress }))

test('a file goes out packed, in parts that the server takes, and is told how far it is', async () => {
  const seen: number[] = []
  await send(new Blob([text]), undefined, (sent) => seen.push(sent))
  expect(gunzipSync(arrived()).toString()).toBe(text)
  expect(size).toBe(arrived().length)
  expect(parts.length).toBeGreaterThan(2)
  expect(largest).toBeLessThan(64 * 1024)
  expect(seen).toEqual([...seen].sort((a, b) => a - b))
  expect(seen.at(-1)).toBe(1)
})

test('one that is packed already is not packed again; a browser that cannot pack sends it as it is', async () => {
  const packed = gzipSync(text)
  await send(new Blob([packed]))
  expect(arrived().equals(packed)).toBe(true)
  parts = []
  vi.stubGlobal('CompressionStream', undefined)
  await send(new Blob([text]))
  expect(arrived().toString()).toBe(text)
})

test('through a tunnel: a part is sent again until it is answered, and what arrived twice is the same', async () => {
  trouble = ['before', 'after', 503, 'before', 'after', 'after']
  await send(new Blob([text]))
  expect(gunzipSync(arrived()).toString()).toBe(text)
  expect(size).toBe(arrived().length)
})

test('a refusal ends it at once, and so does a tunnel without end', async () => {
  trouble = [429]
  await expect(send(new Blob([text]))).rejects.toMatchObject({ status: 429 } satisfies Partial<ApiError>)
  trouble = Array.from({ length: 20 }, () => 'before' as const)
  await expect(send(new Blob([text]))).rejects.toMatchObject({ code: 'network' })
  expect(parts).toEqual([])
})

test('cancelled, nothing more is sent', async () => {
  const course = new AbortController()
  const sending = send(new Blob([text]), course.signal, () => course.abort(new Error('stop')))
  await expect(sending).rejects.toThrow()
  expect(parts.length).toBe(1)
  expect(size).toBeNull()
})

test('a file that this device cannot read to its end', async () => {
  const file = new Blob([text])
  const broken = new ReadableStream({ pull: (controller) => controller.error(new DOMException('gone', 'NotReadableError')) })
  await expect(send(Object.assign(file, { stream: () => broken }))).rejects.toBeInstanceOf(UnreadableFileError)
  expect(size).toBeNull()
})
