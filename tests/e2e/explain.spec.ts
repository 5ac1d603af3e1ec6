import { serious } from './axe'
import { expect, visitorTest as test } from './ringside-test'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

test('a score, a contributor, a vital and a figure say where they come from, down to the raw JSON', async ({ page, demo }) => {
  await page.goto(`${demo.url}/?day=2026-11-18`, { waitUntil: 'networkidle' })
  const sheet = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Where Readiness comes from' }).tap()
  await expect(sheet.getByRole('heading', { name: 'Readiness score' })).toBeVisible()
  await expect(sheet.getByText('daily_readiness → score')).toBeVisible()
  await expect(sheet.getByText('Oura’s number.')).toBeVisible()
  await expect(sheet.getByText(/^Fetched/)).toBeVisible()
  await sheet.getByText('Raw JSON').tap()
  const raw = JSON.parse(await sheet.getByRole('textbox', { name: 'Raw JSON' }).inputValue())
  expect(raw).toMatchObject({ day: '2026-11-18', score: expect.any(Number) })
  const address = await sheet.getByRole('link', { name: 'Open its address' }).getAttribute('href')
  expect(await (await page.request.get(`${demo.url}${address}`)).json()).toEqual(raw)
  expect(await serious(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()

  for (const [name, title, field] of [
    ['Body temperature', 'Readiness: body temperature', 'daily_readiness → contributors.body_temperature'],
    ['HRV, night average', 'HRV', 'sleep → average_hrv'],
    ['Steps', 'Steps', 'daily_activity → steps'],
    ['Sedentary', 'Sedentary time', 'daily_activity → sedentary_time'],
  ] as const) {
    await page
      .getByRole('button', { name: `Where ${name} comes from`, exact: true })
      .last()
      .tap()
    await expect(sheet.getByRole('heading', { name: title, exact: true })).toBeVisible()
    await expect(sheet.getByText(field)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(sheet).toBeHidden()
  }
})

test('by keys on a night; a sum shows each of its parts; focus comes back', async ({ page, demo }) => {
  await page.goto(`${demo.url}/night?day=2026-11-18`, { waitUntil: 'networkidle' })
  const deep = page.getByRole('button', { name: 'Where Deep comes from' })
  await deep.focus()
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByText('Ringside’s number, from Oura’s documents.')).toBeVisible()
  await expect(sheet.getByText('sleep → deep_sleep_duration')).toBeVisible()
  await expect(sheet.getByRole('listitem').filter({ hasText: 'counts' })).toHaveCount(2)
  await page.keyboard.press('Escape')
  await expect(deep).toBeFocused()
})

test('a lookup that fails says so and is tried again', async ({ page, demo }) => {
  await page.goto(`${demo.url}/?day=2026-11-18`, { waitUntil: 'networkidle' })
  // Until the button is touched: a page that comes alive late may ask again by itself.
  let isTouched = false
  await page.exposeFunction('touched', () => {
    isTouched = true
  })
  await page.evaluate(() =>
    document.addEventListener(
      'pointerdown',
      (event) => (event.target as Element).matches('dialog button') && (window as unknown as { touched(): void }).touched(),
    ),
  )
  await page.route('**/api/explain?**', (route) =>
    isTouched ? route.continue() : route.fulfill({ status: 422, json: { code: 'invalid', detail: 'Not today.' } }),
  )
  await page.getByRole('button', { name: 'Where Steps comes from' }).tap()
  await expect(page.getByRole('alert').filter({ hasText: 'Could not be looked up: This server answered 422.' })).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).tap()
  await expect(page.getByText('Raw JSON')).toBeVisible()
})

for (const locale of ['en-GB', 'ja-JP'])
  test(`the sheet fits a narrow phone in ${locale}`, async ({ browser, demo }) => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 }, locale })
    const page = await context.newPage()
    await page.goto(`${demo.url}/?day=2026-11-18`, { waitUntil: 'networkidle' })
    await page.locator('.explain').first().click()
    await page.locator('dialog[open] summary').first().click()
    expect(await page.evaluate(() => document.querySelector('dialog[open]')?.scrollWidth ?? 999)).toBeLessThanOrEqual(320)
    expect(await serious(page)).toEqual([])
    await context.close()
  })
