import { expect, test } from 'vitest'
import { z } from 'zod'
import { readJson, readText } from '@/lib/server/request-body'

const streamed = (pieces: number, bytes: number) => {
  let sent = 0
  const body = new ReadableStream({
    pull(controller) {
      if (sent++ < pieces) controller.enqueue(new Uint8Array(bytes).fill(97))
      else controller.close()
    },
  })
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' }
  return { request: new Request('http://localhost', init), sent: () => sent }
}

test('a body of unknown length is cut off as soon as it is too long', async () => {
  const { request, sent } = streamed(1000, 1024)
  await expect(readText(request, 10_000)).rejects.toMatchObject({ code: 'too_large', status: 413 })
  expect(sent()).toBeLessThan(20)
})

test('a body that says it is too long is not read', async () => {
  const request = new Request('http://localhost', { method: 'POST', body: 'x', headers: { 'content-length': '99999999' } })
  await expect(readText(request)).rejects.toMatchObject({ code: 'too_large' })
})

test('what fits is read whole, pieces of a letter included', async () => {
  expect((await readText(streamed(9, 1000).request, 9000)).length).toBe(9000)
  expect(await readText(new Request('http://localhost', { method: 'POST', body: 'リング' }))).toBe('リング')
})

test.each(['{', 'x', '[1', '\u0000', '{"a":1}}'])('%j is no JSON', async (body) => {
  await expect(readJson(new Request('http://localhost', { method: 'POST', body }), z.unknown())).rejects.toMatchObject({ code: 'invalid' })
})

test.each(['null', '[]', '5', '"x"'])('%s is JSON, but no object', async (body) => {
  await expect(readJson(new Request('http://localhost', { method: 'POST', body }), z.object({}))).rejects.toMatchObject({
    code: 'invalid',
    message: 'The body of this request must be one JSON object, as {"name": "value"}.',
  })
})

test('no body is an empty object', async () => {
  expect(await readJson(new Request('http://localhost', { method: 'POST' }), z.object({}))).toEqual({})
})
