import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { quantile } from './report'

export type Timing = { p50: number; p95: number; bytes: number }

/** Milliseconds of `rounds` requests, one after the other on a kept connection, after a warm-up; the body is read to its end. */
export async function timeReads(url: string, headers: Record<string, string>, rounds = 200): Promise<Timing> {
  const times: number[] = []
  let bytes = 0
  for (let round = -20; round < rounds; round++) {
    const start = performance.now()
    const answer = await fetch(url, { headers })
    bytes = (await answer.arrayBuffer()).byteLength
    if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}`)
    if (round >= 0) times.push(performance.now() - start)
  }
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), bytes }
}

/** The yardstick: a node:http server that does nothing but send the same bytes. */
export async function timeBare(bytes: number, rounds = 200): Promise<Timing> {
  const body = Buffer.alloc(bytes, 'x')
  const server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await timeReads(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, {}, rounds)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
