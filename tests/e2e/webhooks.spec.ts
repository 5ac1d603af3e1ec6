import { expect, type Page, test } from '@playwright/test'
import { type Ringside, startRingside } from '../setup/ringside'
import { startTlsFront } from '../setup/tls-front'
import { demoStore } from '../stand-in/demo-store'
import { overlayStore } from '../stand-in/document-store'
import { type StandIn, startStandIn } from '../stand-in/stand-in'
import { expectAccessible } from './axe'

// Behind a proxy that does TLS, with an application: as a server on the internet that Oura can reach.
test.use({ ignoreHTTPSErrors: true })
test.describe.configure({ mode: 'serial' })
let front: Awaited<ReturnType<typeof startTlsFront>>
let oura: StandIn
let ringside: Ringside
/** Whether the internet leads Oura to this server. */
let isReached = true
let page: Page

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000)
  front = await startTlsFront()
  const app = { clientId: 'app', clientSecret: 'EXAMPLE7SECRET7OF7THE7APP', server: 'moi' as const }
  oura = await startStandIn({
    accounts: [{ name: 'ann', tokens: [], store: overlayStore(demoStore({ seed: 1, now: Date.now, years: 1 })) }],
    apps: [{ ...app, redirectUris: [`${front.url}/api/auth/callback/oura`] }],
    webhooks: { reach: (url) => (isReached ? url.replace(front.url, ringside.url) : 'http://127.0.0.1:1/') },
  })
  const upstream = { OURA_API_URL: oura.url, OURA_CLOUD_URL: oura.url, OURA_MOI_URL: oura.url }
  ringside = await startRingside({ ...upstream, APP_URL: front.url, OURA_CLIENT_ID: app.clientId, OURA_CLIENT_SECRET: app.clientSecret })
  front.to(ringside.url)
  page = await browser.newPage()
  await page.goto(`${front.url}/connect`)
  await page.getByRole('region', { name: 'Connect with Oura' }).getByRole('button', { name: 'Connect with Oura' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.waitForURL(`${front.url}/`)
  await page.goto(`${front.url}/data`)
})
test.afterAll(async () => {
  await page?.close()
  await ringside?.stop()
  await front?.close()
  await oura?.close()
})

const panel = () => page.getByRole('region', { name: 'New data at once' })
const box = () => panel().getByRole('checkbox', { name: 'Let Oura announce new data' })
/** A touch that comes before the page is alive is answered once it is. */
async function turn(on: boolean): Promise<void> {
  await box().click()
  await expect(box()).toBeChecked({ checked: on })
}

test('switched on, it says what came; switched off, that nothing comes', async () => {
  test.setTimeout(120_000)
  await expect(panel().getByText('Off. Ringside asks Oura every 15 min.')).toBeVisible()
  await turn(true)
  await expect(panel().getByText('Oura has not announced anything yet.')).toBeVisible({ timeout: 20_000 })
  expect(oura.webhooks.kept).toHaveLength(48)
  const id = oura.accounts[0]?.store.all('daily_sleep')[0]?.id ?? ''
  const user_id = String(oura.accounts[0]?.store.personalInfo().id)
  expect(await oura.webhooks.announce({ event_type: 'update', data_type: 'daily_sleep', object_id: id, user_id })).toEqual([200])
  await page.reload()
  await expect(panel().getByText(/^Last announcement \d\d:\d\d\.$/)).toBeVisible()
  await expect(box()).toBeChecked()
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await turn(false)
  await expect(panel().getByText('Off. Ringside asks Oura every 15 min.')).toBeVisible({ timeout: 20_000 })
  expect(oura.webhooks.kept).toEqual([])
})

test('a server that Oura cannot reach is told what to look at, and tries again when asked', async () => {
  test.setTimeout(120_000)
  isReached = false
  await turn(true)
  await expect(panel().getByText(/^Oura cannot reach this server\./)).toBeVisible({ timeout: 20_000 })
  await expect(panel().getByText(`${front.url}/api/webhooks/oura`)).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  isReached = true
  await panel().getByRole('button', { name: 'Try again now' }).click()
  await expect(panel().getByText(/^Last announcement/)).toBeVisible({ timeout: 20_000 })
  await expect(panel().getByRole('button')).toHaveCount(0)
})
