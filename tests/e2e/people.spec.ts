import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import Sqlite from 'better-sqlite3'
import type { Ringside } from '../setup/ringside'
import { serious } from './axe'
import { expect, MATE, TOKEN, test } from './oura-test'
import { NOW } from './ringside-test'

test.use({ file: 'people', viewport: { width: 1280, height: 900 } })
test.describe.configure({ mode: 'serial' })

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: 'en-GB', timezoneId: 'Europe/Berlin' }
let origin = ''
let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>

/** Another browser, with nothing in it: left out, it would be signed in as the test is. */
async function other(browser: Browser, options: object = PHONE): Promise<Page> {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] }, ...options })
  const page = await context.newPage()
  await page.clock.setFixedTime(NOW)
  return page
}
/** What only time would do, which stands still here. */
function changed(server: Ringside, sql: string): void {
  const db = new Sqlite(join(server.folder, 'data', 'ringside.db'))
  expect(db.prepare(sql).run().changes).toBeGreaterThan(0)
  db.close()
}
const setupCode = (server: Ringside) => /"code":"([0-9A-Z-]{14})"/.exec(server.log())?.[1] ?? ''

async function paste(page: Page, token: string): Promise<void> {
  await page.getByLabel('Personal access token').fill(token)
  await page.getByRole('button', { name: /^(Connect|Try again)$/ }).click()
}

test.beforeAll(async ({ ringside }) => {
  // Every name below localhost is this machine to a browser, and another machine as far as the server knows.
  origin = `http://ring.localhost:${new URL(ringside.url).port}`
  await ringside.restart({ APP_URL: origin })
})

test('the first to connect shows the setup code of the log, and owns the server', async ({ page, ringside }) => {
  await page.goto(`${origin}/connect`)
  await paste(page, TOKEN)
  await expect(page.getByText('The setup code does not fit.')).toBeVisible()
  await page.getByLabel('Setup code').fill(setupCode(ringside))
  expect(await serious(page)).toEqual([])
  await paste(page, TOKEN)
  await page.waitForURL(`${origin}/`)
  signedIn = await page.context().storageState()
})

test.describe('signed in', () => {
  test.use({ storageState: async ({ browserName: _ }, use) => use(signedIn) })
  test.beforeEach(async ({ page }) => {
    await page.goto(`${origin}/data`)
  })

  test('from the desk to the phone through the QR code, once', async ({ page, browser }) => {
    await page.getByRole('button', { name: 'Show the code' }).click()
    await expect(page.getByRole('img', { name: 'QR code that signs one phone in' })).toBeVisible()
    await expect(page.getByText('2:00 left')).toBeVisible()
    expect(await serious(page)).toEqual([])
    await page.getByText('Without a camera').click()
    const url = (await page.getByText(/\/phone#[\w-]{22}$/).textContent()) ?? ''
    const phone = await other(browser)
    const asked: string[] = []
    phone.on('request', (request) => asked.push(request.url()))
    await phone.goto(url)
    await phone.waitForURL(`${origin}/`)
    await expect(phone.getByRole('img', { name: /Sleep \d+/ }).first()).toBeVisible()
    const [, code = ''] = url.split('#')
    expect(asked.join()).not.toContain(code)
    await expect(page.getByText('Signed in: Chrome on Linux.')).toBeVisible()
    await expect(page.getByText(/signed in with a code, 23 Nov 2026/)).toBeVisible()
    const late = await other(browser)
    await late.goto(url)
    await expect(late.getByText('This code was used already')).toBeVisible()
    expect(late.url()).toBe(`${origin}/phone`)
    expect(await serious(late)).toEqual([])
    await page.getByRole('button', { name: 'Sign out Chrome on Linux' }).click()
    await expect(page.getByRole('button', { name: 'Sign out Chrome on Linux' })).toHaveCount(0)
    await phone.reload()
    await phone.waitForURL(`${origin}/connect`)
    for (const one of [phone, late]) await one.context().close()
  })

  test('a desk whose clock is wrong shows the code for as long as it is good', async ({ page }) => {
    await page.clock.setFixedTime(Date.parse(NOW) + 10 * 60_000)
    await page.getByRole('button', { name: 'Show the code' }).click()
    await expect(page.getByText('2:00 left')).toBeVisible()
    await expect(page.getByRole('img', { name: 'QR code that signs one phone in' })).toBeVisible()
  })

  test('a code that ran out is taken away, and a new one is a press away', async ({ page }) => {
    await page.getByRole('button', { name: 'Show the code' }).click()
    await expect(page.getByRole('img', { name: 'QR code that signs one phone in' })).toBeVisible()
    await page.clock.setFixedTime(Date.parse(NOW) + 121_000)
    await expect(page.getByText('This code has run out.')).toBeVisible()
    await expect(page.getByRole('img', { name: 'QR code that signs one phone in' })).toHaveCount(0)
    const made = page.waitForResponse((answer) => answer.url().endsWith('/api/devices') && answer.request().method() === 'POST')
    await page.getByRole('button', { name: 'Show a new code' }).click()
    expect((await made).status()).toBe(201)
  })

  test('a code that ran out on its way to the phone says so there, and in Japanese', async ({ page, browser, ringside }) => {
    await page.getByRole('button', { name: 'Show the code' }).click()
    await page.getByText('Without a camera').click()
    const url = (await page.getByText(/\/phone#[\w-]{22}$/).textContent()) ?? ''
    changed(ringside, 'update device_code set ends_at = 1 where used_at is null')
    for (const [locale, words] of [
      ['en-GB', 'This code has run out; it lasts two minutes. Show a new one in Data on the other device.'],
      ['ja-JP', 'このコードは期限（2分）が切れています。もう一方のデバイスの「データ」で新しいコードを表示してください。'],
    ] as const) {
      const phone = await other(browser, { ...PHONE, locale })
      await phone.goto(url)
      await expect(phone.getByRole('alert').filter({ hasText: words })).toBeVisible()
      await expect(phone.locator('main a[href="/connect"]')).toBeVisible()
      expect(await serious(phone)).toEqual([])
      await phone.context().close()
    }
  })

  test('an invitation that ran out, was withdrawn, or was used by somebody else lets nobody in, and says whom to ask', async ({
    page,
    browser,
    ringside,
  }) => {
    const invite = async (name: string) => {
      await page.getByLabel('Invite somebody: their name').fill(name)
      await page.getByRole('button', { name: 'Invite', exact: true }).click()
      const url = (await page.getByText(/#invite=[\w-]{32}$/).textContent()) ?? ''
      await page.getByRole('button', { name: 'Done' }).click()
      return url
    }
    const refused = async (url: string, title: string) => {
      const guest = await other(browser)
      await guest.goto(url)
      await paste(guest, MATE)
      await expect(guest.getByText(title)).toBeVisible()
      await expect(guest.getByText(/Ask the owner of this server for another link. Nothing was stored./)).toBeVisible()
      expect(await serious(guest)).toEqual([])
      await guest.context().close()
    }
    const late = await invite('Late')
    changed(ringside, "update invite set ends_at = 1 where name = 'Late'")
    await refused(late, 'This invitation has run out.')
    const used = await invite('Used')
    changed(ringside, "update invite set used_at = 1 where name = 'Used'")
    await refused(used, 'This invitation was used already.')
    const back = await invite('Withdrawn')
    await page.getByRole('button', { name: /Withdraw.*Withdrawn/ }).click()
    await expect(page.getByText('Withdrawn', { exact: true })).toHaveCount(0)
    await refused(back, 'This invitation is unknown here.')
    // A quarter of an hour later.
    changed(ringside, 'delete from rate_limit')
  })

  test('an invitation brings one person with an archive of their own', async ({ page, browser }) => {
    await page.getByLabel('Invite somebody: their name').fill('Mia')
    await page.getByRole('button', { name: 'Invite', exact: true }).click()
    const url = (await page.getByText(/#invite=[\w-]{32}$/).textContent()) ?? ''
    await page.getByRole('button', { name: 'Done' }).click()
    const mate = await other(browser)
    await mate.goto(url)
    await expect(mate.getByText('You are invited to this server.')).toBeVisible()
    expect(mate.url()).toBe(`${origin}/connect`)
    await paste(mate, MATE)
    await mate.waitForURL(`${origin}/`)
    await mate.goto(`${origin}/data`)
    await expect(mate.getByRole('heading', { name: 'Connected with a token' })).toBeVisible()
    await expect(mate.getByRole('heading', { name: 'People' })).toHaveCount(0)
    await page.reload()
    await expect(page.getByText('Mia')).toBeVisible()
    const third = await other(browser)
    await third.goto(url)
    await paste(third, 'LAPSED7EXAMPLE7TOKEN7OF7NOBODY77')
    await expect(third.getByText(/membership may have lapsed/)).toBeVisible()
    await page.getByRole('button', { name: 'Remove the access of Mia' }).click()
    await page.getByRole('button', { name: 'Remove access', exact: true }).click()
    await expect(page.getByText('access removed; the archive is kept')).toBeVisible()
    await mate.goto(`${origin}/connect`)
    await paste(mate, MATE)
    await expect(mate.getByText('Your access was removed.')).toBeVisible()
    for (const one of [mate, third]) await one.context().close()
  })

  test('a guest sees the chosen pages, read-only, until the link is withdrawn', async ({ page, browser }) => {
    await page.getByRole('button', { name: 'New guest link' }).click()
    await page.getByLabel('For whom').fill('Dr. Meyer')
    await page.getByLabel('Your name, as they see it').fill('Ann')
    await page.getByRole('button', { name: 'Make link' }).click()
    const url = (await page.getByText(/\/guest#[\w-]{32}$/).textContent()) ?? ''
    await page.getByRole('button', { name: 'Done' }).first().click()
    const guest = await other(browser)
    const refused: string[] = []
    guest.on(
      'response',
      (answer) => answer.status() >= 400 && answer.url().includes('/api/') && refused.push(`${answer.status()} ${answer.url()}`),
    )
    await guest.goto(url)
    await guest.waitForURL(`${origin}/night`)
    await expect(guest.getByText('You are looking at Ann’s pages, read-only, until 23 Dec 2026.')).toBeVisible()
    await expect(guest.getByRole('navigation').getByRole('link')).toHaveText(['Night', 'Trends'])
    await guest.goto(`${origin}/trends`)
    await expect(guest.getByRole('heading', { name: 'Trends' })).toBeVisible()
    await guest.waitForLoadState('networkidle')
    // The link does not show days: none of these leads to one, and would end on the night.
    await expect(guest.locator('main .closed-link').first()).toBeAttached()
    await expect(guest.locator('main a[href^="/?day="]')).toHaveCount(0)
    for (const path of ['/', '/data']) {
      await guest.goto(origin + path)
      expect(new URL(guest.url()).pathname).toBe('/night')
    }
    await guest.goto(`${origin}/night`)
    await guest.waitForLoadState('networkidle')
    expect(await serious(guest)).toEqual([])
    await guest.getByRole('button', { name: 'Where the sleep score comes from' }).click()
    await expect(guest.getByRole('dialog')).toContainText('This link shares the number, not the document it was read from.')
    expect(refused).toEqual([])
    await page.getByRole('button', { name: 'Withdraw the link for Dr. Meyer' }).click()
    await expect(page.getByText('Dr. Meyer')).toHaveCount(0)
    await guest.reload()
    await guest.waitForURL(`${origin}/connect?link=over`)
    await expect(guest.getByText('The link you came by shows nothing any more')).toBeVisible()
    await guest.goto(url)
    await expect(guest.getByText('This link is unknown here, or was withdrawn.')).toBeVisible()
    await guest.context().close()
  })

  test('a key for one collection reads that, and its command says how', async ({ page, request, ringside }) => {
    await page.getByLabel('Name of the new key').fill('watch')
    await page.getByText('What this key may do').click()
    await page.getByText('some', { exact: true }).click()
    await page.getByRole('button', { name: 'Make key' }).click()
    const command = (await page.getByText(/^curl /).textContent()) ?? ''
    const [, key = ''] = /Bearer (rs_[\w-]+)/.exec(command) ?? []
    expect(command).toContain('/usercollection/daily_sleep?')
    const read = async (collection: string) =>
      (
        await request.get(`${ringside.url}/api/oura/v2/usercollection/${collection}`, { headers: { authorization: `Bearer ${key}` } })
      ).status()
    expect([await read('daily_sleep'), await read('heartrate')]).toEqual([200, 403])
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByText('1 collection · until 23 Nov 2027 · 600 a minute')).toBeVisible()
  })

  // Last: afterwards there is nobody left.
  test('everything goes when the word is typed, and what went is listed', async ({ page }) => {
    await page.getByRole('button', { name: 'Delete everything' }).click()
    const sure = page.getByRole('button', { name: 'Delete everything' })
    await page.getByLabel('Type DELETE to confirm').fill('delete')
    await expect(sure).toBeDisabled()
    await page.getByLabel('Type DELETE to confirm').fill('DELETE')
    await sure.click()
    await expect(page.getByRole('heading', { name: 'Everything was deleted' })).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText('Documents of Oura')).toBeVisible()
    await expect(page.getByText('The server belongs to nobody now.')).toBeVisible()
    expect(await serious(page)).toEqual([])
    await page.getByRole('link', { name: 'Done' }).click()
    await expect(page.getByLabel('Setup code')).toBeVisible()
    await page.goto(`${origin}/data`)
    await expect(page).toHaveURL(`${origin}/connect`)
  })
})
