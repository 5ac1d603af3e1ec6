import 'server-only'
import { randomUUID } from 'node:crypto'
import type { NextRequest } from 'next/server'
import { ApiError } from './api-error'
import { env, publicOrigin } from './env'
import { asApiError, errorAnswer } from './error-answer'
import { log } from './log'
import { asRequest } from './request-id'
import { isSameOrigin } from './same-origin'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
type Method = (typeof METHODS)[number]
type Answered = Exclude<Method, 'HEAD' | 'OPTIONS'>
type Handler<P> = (request: NextRequest, params: P) => Response | Promise<Response>
type NextHandler<P> = (request: NextRequest, context: { params: Promise<P> }) => Promise<Response>

// The pattern stands in the log instead of the path: what was asked for is nobody's business, and could be anything.
function patternOf(pathname: string, params: object): string {
  const names = new Map(
    Object.entries(params).flatMap(([name, value]) => [value].flat().map((part) => [encodeURIComponent(part), `[${name}]`])),
  )
  return pathname
    .split('/')
    .map((segment) => names.get(segment) ?? segment)
    .join('/')
}

function refuseForeign(request: NextRequest): void {
  const type = request.headers.get('content-type')
  if (type === null ? request.body !== null : !/^application\/json\s*(;|$)/i.test(type))
    throw new ApiError('cross_site', 'Send JSON, with Content-Type: application/json.')
  if (!isSameOrigin(request.headers, env().APP_URL))
    throw new ApiError(
      'cross_site',
      `This request did not come from a page of this server, which is opened at ${publicOrigin()}; set APP_URL to the address that people open.`,
    )
}

function finished(response: Response, request: string, method: Method): Response {
  const answer = new Response(method === 'HEAD' ? null : response.body, response)
  if (method === 'HEAD') void response.body?.cancel()
  if (!answer.headers.has('Cache-Control')) answer.headers.set('Cache-Control', 'private, no-store')
  answer.headers.set('Vary', 'Cookie, Authorization')
  answer.headers.set('X-Request-Id', request)
  return answer
}

/**
 * The handlers of a route file, all methods of it. Each answer carries a request id and is kept out of shared caches; HEAD is GET without
 * its body; other methods are 405. Whatever is thrown becomes `{ code, detail }` with its status, and nothing more of it leaves the server.
 * POST, PUT, PATCH and DELETE reach their handler only as JSON from a page of this server, unless `signed`: then the handler itself asks for
 * a signature before anything else.
 */
export function route<P extends object = Record<never, never>>(
  handlers: Partial<Record<Answered, Handler<P>>>,
  { signed = false } = {},
): Record<Method, NextHandler<P>> {
  const allow = METHODS.filter((method) => method === 'OPTIONS' || (method === 'HEAD' ? handlers.GET : handlers[method])).join(', ')

  async function answer(method: Method, request: NextRequest, params: P): Promise<Response> {
    if (method === 'OPTIONS') return new Response(null, { status: 204, headers: { Allow: allow } })
    const handler = handlers[method === 'HEAD' ? 'GET' : method]
    if (!handler) {
      const refusal = errorAnswer(new ApiError('method_not_allowed'))
      refusal.headers.set('Allow', allow)
      return refusal
    }
    if (method !== 'GET' && method !== 'HEAD' && !signed) refuseForeign(request)
    return await handler(request, params)
  }

  const handle =
    (method: Method): NextHandler<P> =>
    async (request, context) => {
      // proxy.ts gives each request its id, whatever the sender called it.
      const id = request.headers.get('x-request-id') ?? randomUUID()
      const started = performance.now()
      // A route without parameters is given none at all.
      const params: P = (await context.params) ?? {}
      const line = () => ({
        method,
        route: patternOf(request.nextUrl.pathname, params),
        ms: Math.round(performance.now() - started),
      })
      return asRequest(id, async () => {
        try {
          const response = await answer(method, request, params)
          log().debug('request', { ...line(), status: response.status })
          return finished(response, id, method)
        } catch (error) {
          const told = asApiError(error, Date.now())
          if (told.status >= 500 && told !== error)
            log().error('request_failed', { ...line(), status: told.status, code: told.code, error })
          else log().debug('request', { ...line(), status: told.status, code: told.code })
          return finished(errorAnswer(told), id, method)
        }
      })
    }
  return {
    GET: handle('GET'),
    HEAD: handle('HEAD'),
    POST: handle('POST'),
    PUT: handle('PUT'),
    PATCH: handle('PATCH'),
    DELETE: handle('DELETE'),
    OPTIONS: handle('OPTIONS'),
  }
}
