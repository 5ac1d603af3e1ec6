import { fileURLToPath } from 'node:url'
import { test as base, type ConsoleMessage, expect } from '@playwright/test'
import { type Ringside, startRingside } from '../setup/ringside'

/** The moment at which pages are looked at: a Monday early afternoon in Berlin, so that the running day is half full. */
export const NOW = '2026-11-23T13:18:00Z'
const frozenClock = fileURLToPath(new URL('../setup/frozen-clock.mjs', import.meta.url))

/** A server whose clock stands at NOW; `env` as for startRingside. The caller stops it. */
export const startFrozen = (env: Record<string, string> = {}): Promise<Ringside> =>
  startRingside({ NODE_OPTIONS: `--import ${frozenClock}`, FROZEN_NOW: NOW, ...env })

/**
 * Page tests: `demo` is a server that nobody has connected, one a worker, with its clock at NOW; the page's clock stands there too.
 * A message on the console, an uncaught error or a broken content security policy fails the test.
 */
export const test = base.extend<{ quiet: undefined }, { demo: Ringside }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
    async ({}, use) => {
      const server = await startFrozen()
      await use(server)
      await server.stop()
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

export { expect }
