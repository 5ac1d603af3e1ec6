import type { IncomingMessage, ServerResponse } from 'node:http'
import { ZodError } from 'zod'
import type { FaultBoard } from './fault'

const LIMIT = 64 * 1024

/**
 * Switches faults from outside: `POST /__stand-in/faults` with one or a list, `GET` what is on, `DELETE` for none;
 * `GET /__stand-in/requests` shows what was asked.
 */
export async function control(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  board: FaultBoard,
  requests: readonly unknown[],
): Promise<void> {
  const send = (status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  const asked = `${request.method} ${url.pathname}`
  if (asked === 'GET /__stand-in/requests') send(200, requests)
  else if (asked === 'GET /__stand-in/faults') send(200, board.list())
  else if (asked === 'DELETE /__stand-in/faults') {
    board.clear()
    send(200, [])
  } else if (asked === 'POST /__stand-in/faults') {
    try {
      const body: unknown = JSON.parse(await textOf(request))
      for (const fault of Array.isArray(body) ? body : [body]) board.add(fault)
      send(201, board.list())
    } catch (error) {
      send(422, { detail: error instanceof ZodError ? error.issues : 'Expected a fault as JSON.' })
    }
  } else send(404, { detail: 'Not Found' })
}

/** The body of a request, up to 64 KiB. */
export async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > LIMIT) throw new Error('too long')
  }
  return text
}
