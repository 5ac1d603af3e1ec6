import type { Page } from '@playwright/test'
import type { Ringside } from '../setup/ringside'
import { demoStore } from '../stand-in/demo-store'
import { overlayStore } from '../stand-in/document-store'
import { type StandIn, startStandIn } from '../stand-in/stand-in'
import { test as base, expect, NOW, startFrozen } from './ringside-test'

const now = () => Date.parse(NOW)
/** What is pasted in these tests; never to be seen in a page. */
export const TOKEN = 'WHOLE7EXAMPLE7TOKEN7OF7ONE7YEAR7'
/** Another token of the same account, for a test after which Oura wants to be left alone with it. */
export const BUSY = 'BUSY77EXAMPLE7TOKEN7OF7ONE7YEAR7'
/** Of another account. */
export const MATE = 'MATE77EXAMPLE7TOKEN7OF7ANOTHER77'
export const LAPSED = 'LAPSED7EXAMPLE7TOKEN7OF7NOBODY77'

/** Pastes a token on the Connect page and waits for the day. */
export async function connect(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/connect`)
  await page.getByLabel('Personal access token').fill(TOKEN)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.waitForURL(`${url}/`)
}

type Workers = { file: string; oura: StandIn; ringside: Ringside }

/**
 * Page tests against a server whose Oura is the stand-in: one server and one Oura a file (`test.use({ file })`), since a server takes only
 * so many pastes in an hour; faults are cleared after each test.
 */
export const test = base.extend<{ calm: undefined }, Workers>({
  file: ['', { scope: 'worker', option: true }],
  oura: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
    async ({}, use) => {
      const oura = await startStandIn({
        now,
        accounts: [
          { name: 'whole', tokens: [TOKEN, BUSY], store: overlayStore(demoStore({ seed: 1, now, years: 1 })) },
          { name: 'mate', tokens: [MATE], store: overlayStore(demoStore({ seed: 3, now, years: 1 })) },
          { name: 'lapsed', tokens: [LAPSED], store: overlayStore(demoStore({ seed: 2, now, years: 1 })), lapsed: true },
        ],
      })
      await use(oura)
      await oura.close()
    },
    { scope: 'worker' },
  ],
  ringside: [
    async ({ oura }, use) => {
      const server = await startFrozen({ OURA_API_URL: oura.url })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  calm: [
    async ({ oura }, use) => {
      await use(undefined)
      oura.clearFaults()
    },
    { auto: true },
  ],
})

export { expect }
