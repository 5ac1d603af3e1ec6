import type { Browser, BrowserContext, Page } from '@playwright/test'
import { expect, TOKEN, test } from '../e2e/oura-test'
import { NOW } from '../e2e/ringside-test'
import { contextOf, LOOKS, picture } from './looks'

test.use({ file: 'screens-people' })
test.setTimeout(600_000)

type Signed = Awaited<ReturnType<BrowserContext['storageState']>>
const nobody: Signed = { cookies: [], origins: [] }

/** A scene in every look: `act` brings it about on a page that is at `path`. */
async function pictures(browser: Browser, url: string, signed: Signed, name: string, act: (page: Page) => Promise<unknown>): Promise<void> {
  for (const look of LOOKS) {
    const cookies = signed.cookies.filter((one) => one.name !== 'ringside-settings')
    const context = await browser.newContext({ ...contextOf(look), storageState: { ...signed, cookies } })
    const page = await context.newPage()
    await page.clock.setFixedTime(NOW)
    await page.goto(url, { waitUntil: 'networkidle' })
    await act(page)
    await picture(page, name, look)
    await context.close()
  }
}
const press = (page: Page, name: RegExp) => page.getByRole('button', { name }).first().click()

test('devices, people, guests, and the end of it all', async ({ page, browser, ringside }) => {
  const origin = `http://ring.localhost:${new URL(ringside.url).port}`
  await ringside.restart({ APP_URL: origin })
  await pictures(browser, `${origin}/connect`, nobody, 'connect-setup', async () => undefined)
  await page.goto(`${origin}/connect`)
  await page.getByLabel('Setup code').fill(/"code":"([0-9A-Z-]{14})"/.exec(ringside.log())?.[1] ?? '')
  await page.getByLabel('Personal access token').fill(TOKEN)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.waitForURL(`${origin}/`)
  const signed = await page.context().storageState()
  await page.goto(`${origin}/data`)
  await page.getByLabel('Invite somebody: their name').fill('Mia')
  await press(page, /^Invite$/)
  const invite = (await page.getByText(/#invite=/).textContent()) ?? ''
  await press(page, /^New guest link$/)
  await page.getByLabel('For whom').fill('Dr. Meyer')
  await page.getByLabel('Your name, as they see it').fill('Ann')
  await press(page, /^Make link$/)
  const link = (await page.getByText(/\/guest#/).textContent()) ?? ''
  await pictures(browser, invite, nobody, 'connect-invited', async () => undefined)
  await pictures(browser, `${origin}/data`, signed, 'data-phone-code', async (data) => {
    await press(data, /^(Show the code|コードを表示)$/)
    await expect(data.getByRole('img', { name: /QR/ })).toBeVisible()
  })
  await pictures(browser, `${origin}/data`, signed, 'data-forms', async (data) => {
    await press(data, /^(New guest link|新しいゲストリンク)$/)
    await data.getByText(/^(What this key may do|このキーでできること)$/).click()
    await data
      .getByRole('region', { name: /^API/ })
      .getByText(/^(some|一部)$/)
      .click()
    await press(data, /^(Delete everything|すべて削除)$/)
  })
  await pictures(browser, `${origin}/phone#${'A'.repeat(22)}`, nobody, 'phone-refused', (phone) =>
    phone.getByRole('alert').first().waitFor(),
  )
  await pictures(browser, link, nobody, 'guest', (guest) => guest.waitForURL(`${origin}/night`))
  await pictures(browser, `${origin}/data`, signed, 'data-erased', async (data) => {
    const removed = {
      document: 43_812,
      document_revision: 214,
      sample_day: 7301,
      daily_metric: 3650,
      local_tag: 96,
      session: 3,
      api_key: 2,
      coverage: 61_200,
    }
    const body = { removed, oura: true, copies: 1, remains: 'nothing', owner: 'passed_on' }
    await data.route('**/api/erase', (route) => route.fulfill({ json: body }))
    await press(data, /^(Delete everything|すべて削除)$/)
    await data.getByLabel(/DELETE/).fill('DELETE')
    await data.getByRole('button', { name: /^(Delete everything|すべて削除)$/ }).click()
    await data.getByRole('status').first().waitFor()
  })
})
