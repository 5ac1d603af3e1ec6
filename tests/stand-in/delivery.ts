import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from './answer'
import type { Fault } from './fault'

/** Sends an answer, or as much of it as the faults let through. Settles when it is sent or the client has gone. */
export async function deliver(response: ServerResponse, answer: Answer, faults: readonly Fault[]): Promise<void> {
  const gone = new Promise<void>((resolve) => response.once('close', resolve))
  const body = Buffer.from(answer.body)
  const written = (bytes: Buffer) => Promise.race([new Promise<void>((resolve) => response.write(bytes, () => resolve())), gone])
  const head = () => response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length })

  for (const fault of faults) {
    if (fault.kind === 'latency') await Promise.race([sleep(fault.ms, undefined, { ref: false }), gone])
    if (fault.kind === 'header-stall') return gone
    if (fault.kind === 'cut') {
      if (fault.at === 'body') {
        head().flushHeaders()
        await written(body.subarray(0, Math.ceil(body.length / 2)))
      }
      response.destroy()
      return
    }
    if (fault.kind === 'body-stall') {
      head().flushHeaders()
      await written(body.subarray(0, Math.min(fault.bytes, Math.max(0, body.length - 1))))
      return gone
    }
    if (fault.kind === 'drip') {
      head()
      for (let at = 0; at < body.length && !response.destroyed; at += fault.bytes) {
        await written(body.subarray(at, at + fault.bytes))
        await Promise.race([sleep(fault.ms, undefined, { ref: false }), gone])
      }
      response.end()
      return
    }
  }
  if (!response.destroyed) head().end(body)
}
