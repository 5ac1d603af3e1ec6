import { createServer, get, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'

const { inTurns }: { inTurns(atOnce?: number): (asked: IncomingMessage, response: ServerResponse, answer: () => unknown) => void } =
  await import(fileURLToPath(new URL('../../scripts/http-turns.mjs', import.meta.url)))

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

type Held = { path: string; response: ServerResponse }

/** A server on which every request waits in `held` to be answered by the test, two reads at once. */
async function start(): Promise<{ url: string; held: Held[] }> {
  const held: Held[] = []
  const turn = inTurns(2)
  const made = createServer((asked: IncomingMessage, response) =>
    turn(asked, response, () => held.push({ path: asked.url ?? '', response })),
  )
  server = made
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(made.address() as AddressInfo).port}`, held }
}
const read = (url: string): Promise<number> =>
  new Promise((resolve, reject) => {
    get(url, { agent: false }, (answer) => answer.resume().once('end', () => resolve(answer.statusCode ?? 0))).once('error', reject)
  })
const pathsOf = (held: Held[]) => held.map(({ path }) => path)

test('reads are answered some at once, in the order in which they came', async () => {
  const { url, held } = await start()
  const answers: Promise<number>[] = []
  for (let index = 0; index < 6; index++) {
    answers.push(read(`${url}/${index}`))
    // Each has arrived before the next is sent.
    await expect.poll(() => held.length).toBe(Math.min(2, index + 1))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  for (let index = 0; index < 6; index++) {
    held[index]?.response.end('x')
    await expect.poll(() => pathsOf(held)).toEqual(['/0', '/1', '/2', '/3', '/4', '/5'].slice(0, Math.min(6, index + 3)))
  }
  expect(await Promise.all(answers)).toEqual([200, 200, 200, 200, 200, 200])
})

test('writes, signing in and the watch over the server wait for no read', async () => {
  const { url, held } = await start()
  for (const path of ['/a', '/b', '/late']) get(url + path, { agent: false }).once('error', () => undefined)
  await expect.poll(() => pathsOf(held).sort()).toHaveLength(2)
  for (const path of ['/api/auth/session', '/api/health']) get(url + path, { agent: false }).once('error', () => undefined)
  request(`${url}/api/sync`, { method: 'POST', agent: false })
    .once('error', () => undefined)
    .end()
  await expect.poll(() => pathsOf(held)).toEqual(expect.arrayContaining(['/api/auth/session', '/api/health', '/api/sync']))
  expect(held).toHaveLength(5)
})

test('who went away gives up the turn, waiting or being answered', async () => {
  const { url, held } = await start()
  const asked = ['/a', '/b', '/c'].map((path) => get(url + path, { agent: false }).once('error', () => undefined))
  await expect.poll(() => held.length).toBe(2)
  const last = read(`${url}/last`)
  await new Promise((resolve) => setTimeout(resolve, 50))
  for (const one of asked) one.destroy()
  await expect.poll(() => held.at(-1)?.path).toBe('/last')
  expect(pathsOf(held)).not.toContain('/c')
  held.at(-1)?.response.end()
  expect(await last).toBe(200)
})

test('an answer that goes on for long keeps nobody waiting once it has begun', async () => {
  const { url, held } = await start()
  for (let index = 0; index < 5; index++) {
    get(`${url}/long`, { agent: false }).once('error', () => undefined)
    await expect.poll(() => held.length).toBe(index + 1)
    held[index]?.response.write('a beginning')
  }
  const short = read(`${url}/short`)
  await expect.poll(() => held.at(-1)?.path).toBe('/short')
  held.at(-1)?.response.end()
  expect(await short).toBe(200)
})
