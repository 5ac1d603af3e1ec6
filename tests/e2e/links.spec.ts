import type { Page } from '@playwright/test'
import { expectAccessible } from './axe'
import { expect, visitorTest as test } from './ringside-test'

test.use({ hasTouch: true })

const cloud = (page: Page) => page.getByRole('img', { name: /Spearman/ })
const rows = (page: Page) => page.locator('button.effect-row')

const open = (page: Page, path: string) => page.goto(path, { waitUntil: 'networkidle' })

test('two metrics: a shift is chosen by keys and kept in the address; the cloud goes from day to day; Enter opens the day', async ({
  page,
}) => {
  await open(page, '/trends?view=links')
  await expect(cloud(page)).toHaveAttribute('aria-label', /1 day later/)
  await page.getByRole('radio', { name: /^1 day later/ }).focus()
  await page.keyboard.press('ArrowLeft')
  await expect(page).toHaveURL(/lag=0/)
  await expect(cloud(page)).toHaveAttribute('aria-label', /same day/)
  await cloud(page).focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  const day = await page.locator('.scatter').locator('..').getByRole('link').first().innerText()
  await expect(page.locator('.scatter .recharts-wrapper')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/\?day=2026-11-\d\d$/)
  expect(day).toMatch(/Nov 2026/)
})

test('a touch finds the day under the finger', async ({ page }) => {
  await open(page, '/trends?view=links')
  const before = await page.locator('.scatter').locator('..').getByRole('link').first().innerText()
  await cloud(page).scrollIntoViewIfNeeded()
  const box = await cloud(page).boundingBox()
  if (!box) throw new Error('no cloud')
  await page.touchscreen.tap(box.x + box.width / 4, box.y + box.height / 2)
  await expect(page.locator('.scatter .active-dot')).toHaveCount(1)
  await expect(page.locator('.scatter').locator('..').getByRole('link').first()).not.toHaveText(before)
  await expect(page).toHaveURL(/view=links/)
})

test('tags: alcohol stands below zero, a row opens its nights, each night its page; the table has it all', async ({ page }) => {
  await open(page, '/trends?view=links')
  await page
    .locator('main')
    .last()
    .evaluate((main) => main.scrollIntoView(false))
  const alcohol = rows(page).filter({ hasText: 'Alcohol' })
  await expect(alcohol).toHaveAttribute('aria-label', /^Alcohol, \d+ nights: −\d+\.\d.ms, 95% interval −/)
  await page.getByRole('button', { name: 'Table' }).last().click()
  await expect(page.getByRole('rowheader', { name: /^Alcohol/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await alcohol.click()
  await expect(page.getByRole('heading', { name: /^Alcohol, \d+ nights$/ })).toBeVisible()
  await page.locator('dialog[open] a').first().click()
  await page.waitForURL(/\/night\?day=/)
})

test('every metric is looked through when asked, and one of them takes the second place', async ({ page }) => {
  await open(page, '/trends?view=links&x=average_hrv&y=steps&lag=0')
  await page.getByRole('button', { name: /^Look through all/ }).click()
  const first = page.getByRole('region', { name: 'What goes with it' }).getByRole('listitem').first()
  await first.getByRole('button').click()
  await expect(page).not.toHaveURL(/y=steps/)
})

test('the tags stand on the metrics too', async ({ page }) => {
  await open(page, '/trends')
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  await expect(page.getByRole('heading', { name: 'Tags and the night after' })).toBeVisible()
})

test('the demo ring’s experiments: one over, one under way, no way to change them', async ({ page }) => {
  await open(page, '/trends?view=experiments')
  await expect(page.getByRole('heading', { name: 'No coffee after two: asleep sooner?' })).toBeVisible()
  await expect(page.getByText('The demo ring takes no notes.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Table' }).first().click()
  await expect(page.getByRole('columnheader', { name: 'Plan' })).toBeVisible()
})

for (const [view, locale] of [
  ['links', 'en-GB'],
  ['experiments', 'ja-JP'],
] as const)
  test.describe(locale, () => {
    test.use({ locale })
    test(`${view}: free of what axe can find, and fits its width, light and dark`, async ({ page }) => {
      test.slow()
      await open(page, `/trends?view=${view}`)
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
      await page.waitForLoadState('networkidle')
      await expectAccessible(page)
    })
  })
