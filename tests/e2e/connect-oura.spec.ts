import { expect, type Page, test } from '@playwright/test'
import { consent } from '../setup/consent'
import { type Ringside, startRingside } from '../setup/ringside'
import { demoStore } from '../stand-in/demo-store'
import { overlayStore } from '../stand-in/document-store'
import { type StandIn, startStandIn } from '../stand-in/stand-in'
import { serious } from './axe'

// The clock runs here: cookies of a sign-in last a quarter of an hour of the browser's own time.
let oura: StandIn
let ringside: Ringside
test.describe.configure({ mode: 'serial' })

const APPS = {
  moi: { clientId: 'new-app', clientSecret: 'EXAMPLE7SECRET7OF7THE7NEW7ONE', portal: 'developer portal' },
  cloud: { clientId: 'old-app', clientSecret: 'EXAMPLE7SECRET7OF7THE7OLD7ONE', portal: 'older application' },
} as const

/** The page under the name that Oura sends people back to. */
const local = (url: string) => url.replace('127.0.0.1', 'localhost')

async function enterApp(page: Page, server: keyof typeof APPS): Promise<void> {
  await page.getByText(APPS[server].portal).click()
  await page.getByLabel('Client ID').fill(APPS[server].clientId)
  await page.getByLabel('Client secret', { exact: true }).fill(APPS[server].clientSecret)
  await page.getByRole('button', { name: 'Save' }).click()
}

test.beforeAll(async () => {
  test.setTimeout(300_000)
  const store = overlayStore(demoStore({ seed: 1, now: Date.now, years: 1 }))
  oura = await startStandIn({ accounts: [{ name: 'ann', tokens: [], store }] })
  ringside = await startRingside({ OURA_API_URL: oura.url, OURA_CLOUD_URL: oura.url, OURA_MOI_URL: oura.url })
  const redirectUris = [`${local(ringside.url)}/api/auth/callback/oura`]
  for (const server of ['moi', 'cloud'] as const) oura.oauth.apps.push({ ...APPS[server], server, redirectUris })
})
test.afterAll(async () => {
  await ringside?.stop()
  await oura?.close()
})

/** Early in the morning the night of today is not over yet; yesterday's is. */
async function seesCharts(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Previous day', exact: true }).click()
  await expect(page.getByRole('img', { name: /Sleep \d+/ }).first()).toBeVisible()
}

test('no at Oura is said, and what was unticked stays empty; from nothing to charts, with an application of the new portal', async ({
  page,
}) => {
  const url = local(ringside.url)
  await page.goto(`${url}/connect`)
  const panel = page.getByRole('region', { name: 'Connect with Oura' })
  await panel.getByRole('button', { name: 'Connect with Oura' }).click()
  await expect(panel.getByText(`${url}/api/auth/callback/oura`)).toBeVisible()
  await expect(panel.getByRole('link', { name: 'developer.ouraring.com' })).toHaveAttribute(
    'href',
    'https://developer.ouraring.com/applications',
  )
  expect(await serious(page)).toEqual([])
  await enterApp(page, 'moi')
  await panel.getByRole('button', { name: 'Connect with Oura' }).click()
  await page.getByRole('button', { name: 'Deny' }).click()
  await expect(panel.getByRole('alert')).toContainText('You declined at Oura')
  expect(await serious(page)).toEqual([])

  await panel.getByRole('button', { name: 'Connect with Oura' }).click()
  await page.getByLabel('extapi:stress').uncheck()
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.waitForURL(`${url}/`)
  await seesCharts(page)
  await page.goto(`${url}/data`)
  await expect(page.getByText('Stress is not shared: resilience is empty.')).toBeVisible()
  expect(await page.content()).not.toContain(APPS.moi.clientSecret)
})

test('with an older application, by the owner, on a device that is signed in', async ({ page }) => {
  const url = local(ringside.url)
  // Under another name of this machine the page first goes to the one that Oura sends people back to.
  await page.goto(`${ringside.url}/connect`)
  await expect(page.getByText('so this page goes on there')).toBeVisible()
  await page.getByRole('button', { name: 'Connect with Oura' }).click()
  await page.waitForURL(`${url}/connect`)
  const panel = page.getByRole('region', { name: 'Connect with Oura' })
  await panel.getByRole('button', { name: 'Connect with Oura' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.waitForURL(`${url}/`)
  await page.goto(`${url}/connect`)
  await panel.getByRole('button', { name: 'Change the application' }).click()
  await enterApp(page, 'cloud')
  await panel.getByRole('button', { name: 'Connect with Oura' }).click()
  await page.waitForURL(/\/oauth\/authorize/)
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.waitForURL(`${url}/`)
  await seesCharts(page)
})

test('by hand: the address of the page that did not open', async ({ page }) => {
  const url = local(ringside.url)
  await page.goto(`${url}/connect`)
  await page.getByText('If something goes wrong at Oura').click()
  const address = page.getByLabel('Address of that page')
  await address.fill('http://localhost/nothing')
  await page.getByRole('button', { name: 'Finish' }).click()
  await expect(page.getByText('That address holds no answer from Oura.')).toBeVisible()
  // The browser never reaches Oura's answer, as on a home network; the person reads it out of the address bar.
  let asked = ''
  await page.route(/\/oauth\/.*authorize/, (route) => {
    asked = route.request().url()
    return route.fulfill({ status: 204 })
  })
  await page.getByRole('button', { name: 'Connect with Oura' }).click()
  await expect.poll(() => asked).toContain('response_type=code')
  const back = await consent(asked)
  expect(back?.searchParams.get('code')).toBeTruthy()
  await address.fill(back?.href ?? '')
  await page.getByRole('button', { name: 'Finish' }).click()
  await page.waitForURL(`${url}/`)
})
