import { serious } from './axe'
import { test as base, connect, expect, TOKEN } from './oura-test'

// One paste for the file; every test opens the page with the session that it began.
const test = base.extend<object, { session: Awaited<ReturnType<import('@playwright/test').BrowserContext['storageState']>> }>({
  session: [
    async ({ browser, ringside }, use) => {
      const context = await browser.newContext()
      await connect(await context.newPage(), ringside.url)
      const state = await context.storageState()
      await context.close()
      await use(state)
    },
    { scope: 'worker' },
  ],
  storageState: ({ session }, use) => use(session),
})

test.use({ file: 'data' })
test.beforeEach(async ({ page, ringside }) => {
  await page.goto(`${ringside.url}/data`)
})

test('the connection and the archive are told in words, a year with its gaps', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'Connected with a token' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Connection' }).getByText(/every 15 min/)).toBeVisible()
  const year = page.getByRole('button', { name: /^2026: \d+ days stored/ })
  await expect(year).toBeVisible({ timeout: 20_000 })
  await year.click()
  await expect(page.getByText(/days? without data at Oura/).first()).toBeVisible()
  expect(await serious(page)).toEqual([])
})

test('a key reads the archive until it is revoked', async ({ page, ringside, request }) => {
  await page.getByLabel('Name of the new key').fill('grafana')
  await page.getByRole('button', { name: 'Make key' }).click()
  const key = (await page.getByText(/^rs_[\w-]{43}$/).textContent()) ?? ''
  const read = () =>
    request.get(`${ringside.url}/api/oura/v2/usercollection/daily_sleep?start_date=2026-11-20&end_date=2026-11-23`, {
      headers: { authorization: `Bearer ${key}` },
    })
  await expect(async () => expect((await (await read()).json()).data.length).toBeGreaterThan(2)).toPass({ timeout: 20_000 })
  expect(await serious(page)).toEqual([])
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByText(key)).toHaveCount(0)
  await page.getByRole('button', { name: 'Revoke the key grafana' }).click()
  await page.getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(page.getByText('No keys yet.')).toBeVisible()
  expect((await read()).status()).toBe(401)
})

test('everything leaves as one file, a line a document', async ({ page }) => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Everything, as NDJSON' }).click()])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk))
  const lines = Buffer.concat(chunks).toString().trim().split('\n')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ kind: 'header', format: 'ringside-export' })
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ kind: 'end' })
  expect(lines.join()).not.toContain(TOKEN)
})

test('theme and units change at the touch, stay, and come along to another device', async ({ page, ringside, browser }) => {
  const kept = page.waitForResponse((response) => response.url().endsWith('/api/settings') && response.request().method() === 'PUT')
  await page.getByText('Light', { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  expect((await kept).ok()).toBe(true)
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  expect(await serious(page)).toEqual([])
  // Where the reader's own colours are forced, shadows and grounds are not painted: what can be pressed has a border, and what is chosen too.
  await page.emulateMedia({ forcedColors: 'active' })
  const border = (element: Element) => getComputedStyle(element).borderTopWidth
  expect(await page.getByRole('button', { name: 'Sign out', exact: true }).last().evaluate(border)).not.toBe('0px')
  const chosen = page.locator('label').filter({ hasText: /^Light$/ })
  expect(await chosen.evaluate(border)).not.toBe('0px')
  expect(
    await page
      .locator('label')
      .filter({ hasText: /^Dark$/ })
      .evaluate(border),
  ).toBe('0px')
  await page.emulateMedia({ forcedColors: 'none' })

  const other = await browser.newContext({ colorScheme: 'dark', storageState: { cookies: [], origins: [] } })
  const phone = await other.newPage()
  await connect(phone, ringside.url)
  await expect(phone.locator('html')).toHaveAttribute('data-theme', 'light')
  await other.close()
})

test('what takes the place of the focused button takes the focus, and nothing that deletes does', async ({ page }) => {
  const focused = page.locator(':focus')
  await page.getByRole('button', { name: 'Disconnect', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(focused).toHaveAccessibleName('Type DISCONNECT to confirm')
  await page.getByRole('button', { name: 'Cancel', exact: true }).press('Enter')
  await expect(focused).toHaveText('Disconnect')
  await page.getByRole('button', { name: 'Delete everything' }).focus()
  await page.keyboard.press('Enter')
  await expect(focused).toHaveAccessibleName('Type DELETE to confirm')
  await page.getByRole('button', { name: 'Keep everything' }).press('Enter')
  await expect(focused).toHaveText('Delete everything')
})

test('disconnecting asks first, and keeps the archive', async ({ page }) => {
  await expect(page.getByText(/\d+ of \d+ days/)).toBeVisible({ timeout: 20_000 })
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await expect(page.getByText('All stored days stay here')).toBeVisible()
  const leave = page.getByRole('button', { name: 'Disconnect', exact: true })
  await expect(leave).toBeDisabled()
  await page.getByLabel('Type DISCONNECT to confirm').fill('DISCONNECT')
  await leave.click()
  await expect(page.getByRole('heading', { name: 'Not connected' })).toBeVisible()
  await expect(page.getByText(/\d+ of \d+ days/)).toBeVisible()
})

test('signing out ends the session for good', async ({ page, ringside }) => {
  const cookies = await page.context().cookies()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.waitForURL(`${ringside.url}/connect`)
  await page.context().addCookies(cookies)
  await page.goto(`${ringside.url}/data`)
  await expect(page).toHaveURL(`${ringside.url}/connect`)
})
