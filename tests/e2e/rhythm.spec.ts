import type { Page } from '@playwright/test'
import { expectAccessible } from './axe'
import { expect, visitorTest as test } from './ringside-test'

test.use({ hasTouch: true })

const PATH = '/trends?view=rhythm&days=30'
const picture = (page: Page) => page.getByRole('img', { name: /^Rest and activity over/ })
const readout = (page: Page) => page.locator('.actogram-readout')

async function open(page: Page, path = PATH): Promise<void> {
  await page.goto(path)
  await expect(picture(page)).toBeVisible()
}

test('the section is reached from the page of trends and keeps its place in the address', async ({ page }) => {
  await page.goto('/trends')
  await page.getByText('Rhythm', { exact: true }).click()
  await expect(page).toHaveURL(/view=rhythm/)
  await page.getByText('30 days', { exact: true }).click()
  await expect(page).toHaveURL(/days=30/)
  await expect(picture(page)).toBeVisible()
  for (const name of ['Rhythm of activity', 'When you sleep', 'Sleep debt', 'Days unlike your others'])
    await expect(page.getByRole('heading', { name, exact: true })).toBeVisible()
  await page.goBack()
  await expect(page).not.toHaveURL(/days=30/)
})

test('a touch reads a place, keys move it, Enter opens the day, T the table with its CSV', async ({ page }) => {
  await open(page)
  const box = await picture(page).boundingBox()
  if (!box) throw new Error('no picture')
  await page.touchscreen.tap(box.x + box.width * 0.4, box.y + 13 * 10 + 6)
  await expect(page.locator('.actogram-over .crosshair')).toHaveCount(1)
  const where = async () => readout(page).locator('.text-tick').first().innerText()
  const before = await where()
  await picture(page).focus()
  await page.keyboard.press('ArrowDown')
  expect(await where()).not.toBe(before)
  await page.keyboard.press('Escape')
  await expect(page.locator('.actogram-over')).toHaveCount(0)
  await page.keyboard.press('t')
  expect(await page.getByRole('dialog').getByRole('row').count()).toBe(31)
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download as CSV' }).first().click()
  expect((await saved).suggestedFilename()).toMatch(/^ringside-2026-10-25-2026-11-23-rhythm\.csv$/)
  await page.keyboard.press('Escape')
  await picture(page).focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/\?day=2026-11-22$/)
})

test('a mouse reads by hovering and opens the day by a click', async ({ page }) => {
  await open(page)
  const box = await picture(page).boundingBox()
  if (!box) throw new Error('no picture')
  await page.mouse.move(box.x + box.width * 0.2, box.y + 13 * 20 + 6)
  await expect(readout(page)).toContainText('14 Nov')
  await page.mouse.click(box.x + box.width * 0.2, box.y + 13 * 20 + 6)
  await expect(page).toHaveURL(/\/\?day=2026-11-14$/)
})

test('free mornings and the need are chosen in place and kept over a reload', async ({ page }) => {
  await open(page)
  await page.getByLabel('Free mornings').selectOption('sun')
  await page.getByLabel('Sleep need').selectOption('540')
  await expect(page.getByText('The need is the one you chose.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Free mornings')).toHaveValue('sun')
  await expect(page.getByLabel('Sleep need')).toHaveValue('540')
})

test('earlier days are a step away and in the address', async ({ page }) => {
  await open(page)
  await expect(page.getByRole('button', { name: '30 days later' })).toBeDisabled()
  await page.getByRole('button', { name: '30 days earlier' }).click()
  await expect(page).toHaveURL(/until=2026-10-24/)
  await expect(page.getByText('25 Sep to 24 Oct')).toBeVisible()
  await page.getByRole('button', { name: '30 days later' }).click()
  await expect(page).not.toHaveURL(/until/)
})

test('how each number is computed opens in place', async ({ page }) => {
  await open(page)
  const how = page.getByRole('region', { name: 'Rhythm of activity' }).getByText('How this is computed')
  await how.click()
  await expect(page.getByText(/^Interdaily stability: the variance/)).toBeVisible()
})

test('what cannot be read says so and is asked for again', async ({ page }) => {
  await open(page)
  await page.route('**/api/rhythm?**', (route) => route.fulfill({ status: 503, json: { code: 'storage_unavailable', detail: '' } }))
  await page.getByRole('button', { name: '30 days earlier' }).click()
  await expect(page.getByText('Could not load rest and activity').first()).toBeVisible({ timeout: 20_000 })
  await page.unroute('**/api/rhythm?**')
  await page.getByRole('button', { name: 'Retry now' }).first().click()
  await expect(picture(page)).toBeVisible()
})

test('is free of what axe can find and fits its width, light and dark', async ({ page }) => {
  test.slow()
  await open(page)
  for (const how of await page.locator('summary').all()) await how.click()
  await expectAccessible(page)
})
