import type { Instrumentation } from 'next'

/** Next calls this once in each process that serves, before the first request is answered. */
export async function register(): Promise<void> {
  // Next replaces the runtime at build time: this file is also compiled for the edge, where the server's modules do not exist.
  if (process.env.NEXT_RUNTIME === 'nodejs' && process.env.NEXT_PHASE !== 'phase-production-build') {
    const { boot } = await import('@/lib/server/boot')
    await boot()
  }
}

/** Whatever a page failed with, as a line like all others: its route and its error's name and place, never the address asked for. */
export const onRequestError: Instrumentation.onRequestError = async (error, { method, headers }, { routePath }) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { log } = await import('@/lib/server/log')
  const request = [headers['x-request-id']].flat()[0]
  log().error('page_failed', { ...(request === undefined ? {} : { request }), method, route: routePath, error })
}
