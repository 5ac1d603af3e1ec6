import { fileURLToPath } from 'node:url'
import { type BrowserContext, test as base, type ConsoleMessage, expect } from '@playwright/test'
import { type Ringside, startRingside } from '../setup/ringside'

/** The moment at which pages are looked at: a Monday early afternoon in Berlin, so that the running day is half full. */
export const NOW = '2026-11-23T13:18:00Z'
const frozenClock = fileURLToPath(new URL('../setup/frozen-clock.mjs', import.meta.url))

/** A server whose clock stands at NOW; `env` as for startRingside. The caller stops it. */
export const startFrozen = (env: Record<string, string> = {}): Promise<Ringside> =>
  startRingside({ NODE_OPTIONS: `--import ${frozenClock}`, FROZEN_NOW: NOW, ...env })

type Cookies = Awaited<ReturnType<BrowserContext['storageState']>>

/**
 * Page tests: `demo` is a server that nobody has connected, one a worker, with its clock at NOW; the page's clock stands there too.
 * A message on the console, an uncaught error or a broken content security policy fails the test. `visitor`: the cookies of one visit of
 * the demo ring, once all years of it are there; a server allows an address only so many visits an hour, and the clock of this one stands still.
 */
export const test = base.extend<{ quiet: undefined }, { demo: Ringside; visitor: Cookies }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
    async ({}, use) => {
      const server = await startFrozen({ DEMO: 'on' })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  visitor: [
    async ({ demo, playwright }, use) => {
      const request = await playwright.request.newContext({ baseURL: demo.url, extraHTTPHeaders: { origin: demo.url } })
      const { csrfToken } = await (await request.get('/api/auth/csrf')).json()
      const answer = await request.post('/api/auth/callback/demo', { data: { csrfToken } })
      if (!answer.ok()) throw new Error(`the demo ring answered ${answer.status()}`)
      const state = async () => (await (await request.get('/api/sync')).json()).state
      await expect.poll(state, { timeout: 180_000 }).toBe('idle')
      await use(await request.storageState())
      await request.dispose()
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  page: async ({ page }, use) => {
    await page.clock.setFixedTime(NOW)
    const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)]
    // A page has arrived when all of its parts are alive. They rest until somebody is about to use it, and hurry for a focus.
    const alive = () =>
      page.waitForFunction(() => {
        window.dispatchEvent(new Event('focusin'))
        return !document.querySelector('[data-later]')
      })
    page.goto = async (...way) => {
      const response = await goto(...way)
      await alive()
      return response
    }
    page.reload = async (...way) => {
      const response = await reload(...way)
      await alive()
      return response
    }
    await use(page)
  },
  quiet: [
    async ({ page }, use) => {
      const said: string[] = []
      page.on('pageerror', (error) => said.push(String(error)))
      page.on('console', (message: ConsoleMessage) => {
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) said.push(message.text())
      })
      await use(undefined)
      expect(said).toEqual([])
    },
    { auto: true },
  ],
})

/** Page tests of somebody who has looked at the demo ring before. */
export const visitorTest = test.extend({
  storageState: ({ visitor }, use) => use(visitor),
  baseURL: ({ demo }, use) => use(demo.url),
})

export { expect }
