import 'server-only'
import type { z } from 'zod'
import { ApiError } from './api-error'

const LIMIT = 64 * 1024

/** The body as it was sent, counted while it arrives: a 413 as soon as it is over `limit` bytes, whatever its length header claimed. */
export async function readBytes(request: Request, limit: number = LIMIT): Promise<Buffer> {
  if (Number(request.headers.get('content-length')) > limit) throw new ApiError('too_large')
  if (!request.body) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.byteLength
    if (size > limit) throw new ApiError('too_large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The same as text. */
export async function readText(request: Request, limit: number = LIMIT): Promise<string> {
  return (await readBytes(request, limit)).toString('utf8')
}

/** The body as `schema` describes it. A ZodError or an ApiError where it is no such JSON. */
export async function readJson<T extends z.ZodType>(request: Request, schema: T, limit: number = LIMIT): Promise<z.infer<T>> {
  const text = await readText(request, limit)
  let value: unknown
  try {
    value = text === '' ? {} : JSON.parse(text)
  } catch {
    throw new ApiError('invalid', 'The body of this request is no JSON.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ApiError('invalid', 'The body of this request must be one JSON object, as {"name": "value"}.')
  return schema.parse(value)
}
