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

test('from nothing to charts with an older application', async ({ page }) => {
  test.setTimeout(240_000)
  const other = await startRingside({ OURA_API_URL: oura.url, OURA_CLOUD_URL: oura.url, OURA_MOI_URL: oura.url })
  try {
    const url = local(other.url)
    oura.oauth.apps.find(({ clientId }) => clientId === 'old-app')?.redirectUris.push(`${url}/api/auth/callback/oura`)
    await page.goto(`${url}/connect`)
    const panel = page.getByRole('region', { name: 'Connect with Oura' })
    await panel.getByRole('button', { name: 'Connect with Oura' }).click()
    await enterApp(page, 'cloud')
    await panel.getByRole('button', { name: 'Connect with Oura' }).click()
    await page.waitForURL(/\/oauth\/authorize/)
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.waitForURL(`${url}/`)
    await seesCharts(page)
  } finally {
    await other.stop()
  }
})

test('whatever goes wrong on the way to Oura and back is said in one sentence, with the way on', async ({ page, context }) => {
  const url = local(ringside.url)
  const panel = page.getByRole('region', { name: 'Connect with Oura' })
  const [app] = oura.oauth.apps
  if (!app) throw new Error('an application')
  /** To Oura's page, where the person says yes or no. */
  const toOura = async (on = page) => {
    await on.goto(`${url}/connect`)
    await on.getByRole('region', { name: 'Connect with Oura' }).getByRole('button', { name: 'Connect with Oura' }).click()
    await on.waitForURL(/oauth-authorize/)
  }
  const allow = (on = page) => on.getByRole('button', { name: 'Allow' }).click()
  const says = async (words: string, on = page) => {
    const alert = on.getByRole('region', { name: 'Connect with Oura' }).getByRole('alert')
    await expect(alert).toHaveCount(1)
    await expect(alert).toHaveText(words)
    // The way on is there.
    await expect(on).toHaveURL(/\/connect(\?problem=\w+)?(#oura)?$/)
    await expect(on.getByRole('region', { name: 'Connect with Oura' }).getByRole('button', { name: 'Connect with Oura' })).toBeEnabled()
  }

  // Oura does not know this address: it leads nowhere back, so the page left behind says what to compare.
  const registered = app.redirectUris.splice(0)
  await toOura()
  await expect(page.getByRole('heading', { name: 'This application cannot sign you in' })).toBeVisible()
  await page.goBack()
  await page.getByText('If something goes wrong at Oura').click()
  await expect(panel.getByText(`${url}/api/auth/callback/oura`)).toBeVisible()
  expect(await serious(page)).toEqual([])
  app.redirectUris.push(...registered)

  // A secret that does not fit.
  const secret = app.clientSecret
  app.clientSecret = 'another'
  await toOura()
  await allow()
  await says('Oura does not accept the client ID and secret here. Compare them with the application, or try the other server below.')
  app.clientSecret = secret

  // A code that ran out on the way.
  oura.oauth.rules.codeSeconds = 0
  await toOura()
  await allow()
  await says('Oura no longer accepts this sign-in: it was used or ran out. Connect again.')
  oura.oauth.rules.codeSeconds = 600

  // An answer that was forged, or tampered with on the way.
  const tampered = async (how: (back: URL) => Promise<void> | void) => {
    await toOura()
    const back = await consent(page.url())
    if (!back) throw new Error('an answer')
    await how(back)
    await page.goto(back.href)
  }
  await tampered((back) => back.searchParams.set('state', 'forged'))
  await says('This answer belongs to another sign-in, perhaps in another tab. Finish there, or connect again.')
  await tampered((back) => back.searchParams.set('iss', 'https://evil.example'))
  await says('This answer did not come from Oura. Nothing was sent; connect again from here.')
  await tampered(async () => {
    const cookies = await context.cookies(url)
    const state = cookies.find(({ name }) => name.endsWith('.state'))
    if (!state) throw new Error('a state')
    await context.addCookies([{ ...state, value: `${state.value.slice(0, -6)}AAAAAA` }])
  })
  await says('This sign-in was already used, or is older than 15 minutes. Connect again.')

  // Two tabs: the one that was begun last goes through, the other says where.
  await toOura()
  const second = await context.newPage()
  await toOura(second)
  await allow()
  await says('This answer belongs to another sign-in, perhaps in another tab. Finish there, or connect again.')
  let back = ''
  second.on('request', (request) => {
    if (request.url().includes('/api/auth/callback/oura')) back = request.url()
  })
  await allow(second)
  await second.waitForURL(`${url}/`)
  // The callback a second time: nothing happens to the connection that is there.
  await second.goto(back)
  await says('This sign-in was already used, or is older than 15 minutes. Connect again.', second)
  expect((await (await second.request.get(`${url}/api/connection`)).json()).kind).toBe('oauth')
  await second.close()
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
