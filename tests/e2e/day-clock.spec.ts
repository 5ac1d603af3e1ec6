import type { Page } from '@playwright/test'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
import { expect, test } from './ringside-test'

// A day of the demo ring that is over, two days before the moment at which the clock stands.
const DAY = '2026-11-21'

const lanes = async (page: Page) => PNG.sync.read(await page.locator('.clock-stack').screenshot())
const takenOver = (page: Page) =>
  page.waitForFunction(() => {
    const charts = [...document.querySelectorAll('.lane-chart')]
    return charts.length === 3 && charts.every((chart) => chart.querySelector('path'))
  })

for (const width of [320, 390, 768, 1280]) {
  test(`poster and recharts are the same pixels at ${width} px`, async ({ browser, demo }) => {
    const page = await browser.newPage({ viewport: { width, height: 1500 }, deviceScaleFactor: 2, reducedMotion: 'reduce' })
    await page.goto(`${demo.url}/?day=${DAY}`)
    await page.waitForLoadState('networkidle')
    expect(await page.locator('.lane-chart').count()).toBe(0)
    const poster = await lanes(page)
    await page.locator('.clock-plot').focus()
    await takenOver(page)
    await expect(page.locator('.poster').first()).toBeHidden()
    await page.locator('.clock-plot').blur()
    const chart = await lanes(page)
    expect([chart.width, chart.height]).toEqual([poster.width, poster.height])
    // A path rounded to a thousandth may shade an edge by some steps of 255 (seen: 7); a mark out of its place shows a hundred.
    const differing = pixelmatch(poster.data, chart.data, undefined, poster.width, poster.height, { threshold: 0.05, includeAA: true })
    expect(differing).toBe(0)
    await page.close()
  })
}

test('the crosshair follows keys, stays, and goes with a tap elsewhere', async ({ page, demo }) => {
  await page.goto(`${demo.url}/?day=${DAY}`)
  await page.waitForLoadState('networkidle')
  const time = page.locator('.clock-readout .text-time')
  const rest = await time.innerText()
  await page.locator('.clock-plot').focus()
  await page.keyboard.press('Home')
  await expect(time).toHaveText('04:00')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('ArrowLeft')
  await expect(time).toHaveText('04:14')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Shift+ArrowRight')
  await expect(page.locator('.clock-readout-range')).toHaveText('04:14–04:29')
  await page.locator('h2').first().click()
  await expect(time).toHaveText(rest)
})

test('T opens the same numbers as a table', async ({ page, demo }) => {
  await page.goto(`${demo.url}/?day=${DAY}`)
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('t')
  await expect(page.locator('.clock-table:not(.clock-events) tbody tr').first()).toContainText('04:00')
  const rows = await page.locator('.clock-table:not(.clock-events) tbody tr').count()
  await page.getByText('Hour', { exact: true }).click()
  await expect(page.locator('.clock-table:not(.clock-events) tbody tr')).toHaveCount(Math.ceil(rows / 12))
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download as CSV' }).click()
  expect((await download).suggestedFilename()).toBe(`ringside-${DAY}-clock.csv`)
})
