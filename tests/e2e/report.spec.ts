import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { serious } from './axe'
import { expect, visitorTest as test } from './ringside-test'

/** Pages of a PDF and the size of the first in points, as its own objects say. */
function pagesOf(pdf: Buffer): { pages: number; size: number[] } {
  const text = pdf.toString('latin1')
  const size = /\/MediaBox\s*\[([^\]]+)\]/.exec(text)?.[1]?.trim().split(/\s+/).map(Number) ?? []
  return { pages: text.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0, size: size.slice(2).map(Math.round) }
}
const printed = async (page: Page) => pagesOf(await page.pdf({ preferCSSPageSize: true }))
const ready = (page: Page) => expect(page.locator('.report-row').first()).toBeVisible({ timeout: 20_000 })

test('is reached from Trends; the last complete week, with its figures, in its address', async ({ page, demo }) => {
  await page.goto(`${demo.url}/trends`, { waitUntil: 'networkidle' })
  await page.getByRole('link', { name: 'Report' }).click()
  await ready(page)
  await expect(page.getByRole('heading', { name: 'Week of 16 Nov to 22 Nov 2026' })).toBeVisible()
  await expect(page.getByRole('img', { name: /^Sleep score: mean \d+, lowest \d+ on .*, 7 of 7 days\.$/ })).toBeVisible()
  await page.getByText('Month', { exact: true }).click()
  await expect(page).toHaveURL(/period=month/)
  await expect(page.getByRole('heading', { name: 'November 2026 (so far)' })).toBeVisible()
  await page.getByRole('button', { name: 'Earlier' }).click()
  await expect(page.getByRole('heading', { name: 'October 2026', exact: true })).toBeVisible()
  await page.getByText('For a doctor').click()
  await expect(page.getByRole('heading', { name: 'Breathing disturbance index' })).toBeVisible()
  await page.getByRole('button', { name: 'Metrics, 14' }).click()
  await expect(page.getByRole('checkbox', { name: 'Sleep score' })).toBeDisabled()
  await page.getByRole('checkbox', { name: 'Steps' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Steps', exact: true })).toHaveCount(0)
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Steps', exact: true })).toBeVisible()
  expect(await serious(page)).toEqual([])
})

for (const [search, paper, size] of [
  ['period=week&day=2026-11-18', 'A4', [595, 842]],
  ['period=month&day=2026-10-18', 'A4', [595, 842]],
  ['period=quarter&day=2026-08-18&paper=letter', 'Letter', [612, 792]],
] as const)
  test(`${search} is one page of ${paper}`, async ({ page, demo }) => {
    await page.goto(`${demo.url}/trends/report?${search}`, { waitUntil: 'networkidle' })
    await ready(page)
    const { pages, size: found } = await printed(page)
    expect(pages).toBe(1)
    for (const [index, side] of size.entries()) expect(Math.abs((found[index] ?? 0) - side)).toBeLessThanOrEqual(1)
  })

test('the name is on the print and nowhere else', async ({ page, demo }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`))
  await page.goto(`${demo.url}/trends/report`, { waitUntil: 'networkidle' })
  await ready(page)
  await page.getByLabel('Name').fill('Ann Example')
  await page.getByLabel('Date of birth').fill('1987-05-17')
  await expect(page.getByText('Ann Example · Born 17 May 1987')).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText('Ann Example · Born 17 May 1987')).toBeVisible()
  for (const hidden of [
    page.getByLabel('Date of birth'),
    page.getByRole('navigation').first(),
    page.getByRole('button', { name: 'Print' }),
  ])
    await expect(hidden).toBeHidden()
  expect(page.url()).not.toContain('Ann')
  expect(asked.join()).not.toContain('Example')
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]))
  expect(kept).not.toContain('Ann')
})

test('before the ring, with dates that are none, of metrics that are none: a sentence', async ({ page, demo }) => {
  await page.goto(`${demo.url}/trends/report?from=2012-01-01&to=2012-01-31`)
  await expect(page.getByText('Nothing was measured in these days.')).toBeVisible({ timeout: 20_000 })
  await page.goto(`${demo.url}/trends/report?from=2026-13-01&to=2026-01-31&metrics=nothing`)
  await expect(page.getByText('The dates in the address cannot be used')).toBeVisible()
  await ready(page)
  await page.goto(`${demo.url}/trends/report?metrics=nothing`)
  await expect(page.getByText('Not every metric in the address can be used')).toBeVisible()
  await page.goto(`${demo.url}/trends/report?from=2026-11-22&to=2026-11-22`)
  await expect(page.getByText('Only 1 day with data')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('NaN')).toHaveCount(0)
})

test('the days leave as CSV', async ({ page, demo }) => {
  await page.goto(`${demo.url}/trends/report?metrics=steps,spo2`)
  await ready(page)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the days as CSV' }).click(),
  ])
  const [head, ...rows] = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n')
  expect(head).toBe('day,steps,spo2')
  expect(rows).toHaveLength(7)
  expect(rows[0]).toMatch(/^2026-11-16,\d+,9\d/)
})

for (const locale of ['en-GB', 'ja-JP'])
  test(`fits a narrow phone in ${locale}`, async ({ browser, demo }) => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 }, locale })
    const page = await context.newPage()
    await page.goto(`${demo.url}/trends/report`, { waitUntil: 'networkidle' })
    await ready(page)
    const over = await page.evaluate(() =>
      [...document.querySelectorAll('main *, header *')]
        .filter((element) => !element.closest('svg, .sr-only, dialog') && element.getBoundingClientRect().right > window.innerWidth + 1)
        .map((element) => `${element.tagName} ${element.className}`),
    )
    expect(over).toEqual([])
    expect(await serious(page)).toEqual([])
    await context.close()
  })

test('any two days can be typed: while a year is half written nothing jumps, and what is no range is said', async ({ page, demo }) => {
  await page.goto(`${demo.url}/trends/report?from=2026-10-01&to=2026-10-31`, { waitUntil: 'networkidle' })
  await ready(page)
  const from = page.getByLabel('From')
  await from.pressSequentially('05052026')
  await expect(from).toBeFocused()
  await expect(from).toHaveValue('2026-05-05')
  await expect(page.getByRole('heading', { name: '5 May to 31 Oct 2026' })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Name two days' })).toHaveCount(0)
  await from.fill('2026-11-02')
  await expect(page.getByRole('status').filter({ hasText: 'Name two days' })).toBeVisible()
  await page.getByLabel('To', { exact: true }).fill('2026-11-08')
  await expect(page.getByRole('heading', { name: '2 Nov to 8 Nov 2026' })).toBeVisible()
  await expect(page).toHaveURL(/from=2026-11-02&to=2026-11-08/)
  await page.goBack()
  await expect(from).toHaveValue('2026-05-05')
})
