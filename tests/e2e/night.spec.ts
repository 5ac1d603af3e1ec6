import type { Page } from '@playwright/test'
import { expectAccessible } from './axe'
import { expect, visitorTest as test } from './ringside-test'

test.use({ hasTouch: true })

const chart = (page: Page) => page.getByRole('img', { name: /^Night with sleep stages/ })
const readout = (page: Page) => page.locator('.clock-readout').first()

const open = (page: Page, path: string) => page.goto(path)

test('the first HTML holds the night, without a script', async ({ browser, demo }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${demo.url}/night?day=2026-11-18`)
  await expect(page.getByText('Night of Tue 17 to Wed 18 Nov')).toBeVisible()
  await expect(chart(page)).toBeVisible()
  await expect(page.locator('.hr-label')).toHaveText(/^\d\d at 0\d:\d\d$/)
  for (const name of ['Stages', 'Bedtime consistency', 'What it did to readiness', 'All sleep of this day'])
    await expect(page.getByRole('heading', { name, exact: true })).toBeVisible()
  expect(await page.locator('.poster').count()).toBe(3)
  expect(await page.locator('main [style]').count()).toBe(0)
  await context.close()
})

test('the caption of the Day page leads to the night, and back by the tab of the day', async ({ page }) => {
  await open(page, '/?day=2026-11-18')
  await page.getByRole('link', { name: /asleep, from Tue/ }).click()
  await expect(page).toHaveURL(/\/night\?day=2026-11-18$/)
  await expect(chart(page)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Night', exact: true }).first()).toHaveAttribute('aria-current', 'page')
  await page.getByRole('navigation').getByRole('link', { name: 'Day', exact: true }).first().click()
  await expect(page).toHaveURL(/\/\?day=2026-11-18$/)
})

test('a touch shows the minute under the finger, recharts takes over in place, and a tap beside clears it', async ({ page }) => {
  await open(page, '/night?day=2026-11-18')
  const box = await chart(page).boundingBox()
  if (!box) throw new Error('no chart')
  const [x, y] = [box.x + box.width / 2, box.y + 200]
  await page.touchscreen.tap(x, y)
  await expect(page.locator('.crosshair')).not.toHaveCount(0)
  await expect(readout(page)).not.toContainText('lowest')
  await expect(page.locator('.recharts-wrapper')).toHaveCount(3)
  await page.touchscreen.tap(200, 20)
  await expect(page.locator('.crosshair')).toHaveCount(0)
})

test('keys move the crosshair, [ and ] change the night, G opens the calendar, T the table', async ({ page }) => {
  await open(page, '/night?day=2026-11-18')
  const minute = async () => {
    const [hour, past] = (await readout(page).locator('.text-time').innerText()).split(':').map(Number)
    return (hour ?? 0) * 60 + (past ?? 0)
  }
  const lowest = await minute()
  await chart(page).focus()
  await page.keyboard.press('ArrowRight')
  expect(await minute()).toBe(lowest + 1)
  await page.keyboard.press('Shift+ArrowLeft')
  expect(await minute()).toBe(lowest - 14)
  await page.keyboard.press('Escape')
  await page.keyboard.press('[')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Tue 17 Nov')
  await expect(page).toHaveURL(/\/night\?day=2026-11-17$/)
  await page.keyboard.press(']')
  await expect(page.getByText('Night of Tue 17 to Wed 18 Nov')).toBeVisible()
  await page.keyboard.press('g')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('t')
  await expect(page.getByRole('dialog').getByRole('row').first()).toBeVisible()
  expect(await page.getByRole('dialog').getByRole('row').count()).toBeGreaterThan(38)
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download as CSV' }).click()
  expect((await saved).suggestedFilename()).toBe('ringside-2026-11-18-night.csv')
})

test('30-second stages are the ring’s own, and say so', async ({ page }) => {
  await open(page, '/night?day=2026-11-18')
  const before = await page.locator('[data-lane="stages"] rect').count()
  await page.getByLabel('30-second stages').check()
  await expect(page.getByText('by the ring, 30-s').first()).toBeVisible()
  expect(await page.locator('[data-lane="stages"] rect').count()).toBeGreaterThan(before)
})

test('bedtimes answer the mouse, a finger and keys with the night under them', async ({ page }) => {
  await open(page, '/night?day=2026-11-18')
  const bars = page.getByRole('img', { name: /^Bedtimes of 14 nights/ })
  await bars.scrollIntoViewIfNeeded()
  const said = page.getByText(/^(\w{3} )?\d{1,2} Nov( 2026)?: (in bed \d\d:\d\d, up \d\d:\d\d|no data)|: in bed /)
  await expect(page.getByText('Time in bed of each night')).toBeVisible()
  const box = await bars.boundingBox()
  if (!box) throw new Error('no bars')
  const rowAt = (row: number) => box.y + 20 + ((box.height - 20) * (row + 0.5)) / 14
  await page.mouse.move(box.x + box.width / 2, rowAt(13))
  await expect(said).toContainText('18 Nov')
  await page.mouse.move(box.x + 20, rowAt(12))
  await expect(said).toContainText('17 Nov')
  await page.touchscreen.tap(box.x + box.width / 2, rowAt(10))
  await expect(said).toContainText('15 Nov')
  await bars.focus()
  await page.keyboard.press('ArrowUp')
  await expect(said).toContainText('14 Nov')
  await page.keyboard.press('Home')
  await expect(said).toContainText('5 Nov')
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowDown')
  await expect(said).toContainText('18 Nov')
  await page.keyboard.press('Escape')
  await expect(page.getByText('Time in bed of each night')).toBeVisible()
})

test('without a network the nights on the device can be stepped through, and one that is not says so until it is', async ({
  page,
  context,
}) => {
  const neighbours = ['2026-11-18', '2026-11-20'].map((day) =>
    page.waitForResponse((response) => response.url().includes(`/sleep?start_date=${day}`)),
  )
  await open(page, '/night?day=2026-11-19')
  await Promise.all(neighbours)
  await context.setOffline(true)
  await expect(page.getByText('You are offline.')).toBeVisible()
  for (const [key, night] of [
    ['[', 'Tue 17 to Wed 18'],
    [']', 'Wed 18 to Thu 19'],
    [']', 'Thu 19 to Fri 20'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(page.getByText(`Night of ${night} Nov`)).toBeVisible()
    await expect(chart(page)).toBeVisible()
    await expect(page.getByText('Not on this device.')).toHaveCount(0)
  }
  await page.keyboard.press(']')
  await expect(page.getByText('Not on this device.').first()).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText('You are offline.')).toBeHidden()
  await expect(page.getByText('Not on this device.')).toHaveCount(0)
})

// The newest month of the demo ring is there before the server answers; older nights are tested without a browser.
const NIGHTS: [day: string, what: string | RegExp][] = [
  ['2026-11-13', 'Night, part 2'],
  ['2026-11-05', 'marked as not sleep in the Oura app'],
  ['2026-11-18', /^night .*, naps .*/],
  ['2026-10-25', 'clock −1 h'],
]
for (const [day, what] of NIGHTS)
  test(`the night of ${day} says “${what}”`, async ({ page }) => {
    await open(page, `/night?day=${day}`)
    await expect(page.getByText(what).first()).toBeVisible()
  })

test('a night that cannot be read says so and is asked for again', async ({ page }) => {
  await page.route('**/usercollection/sleep?**', (route) =>
    route.fulfill({ status: 503, json: { code: 'upstream_unreachable', detail: '' } }),
  )
  await open(page, '/night?day=2026-11-18')
  for (let step = 0; step < 3; step++) await page.keyboard.press('[')
  await expect(page.getByText('Could not load the night').first()).toBeVisible({
    timeout: 20_000,
  })
  await page.unroute('**/usercollection/sleep?**')
  await page.getByRole('button', { name: 'Retry now' }).first().click()
  await expect(chart(page)).toBeVisible()
})

test('the layout never shifts', async ({ page }) => {
  await page.addInitScript(() => {
    const shifts: number[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) shifts.push(entry.value)
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await open(page, '/night?day=2026-11-18')
  await page.waitForTimeout(2500)
  const total = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts.reduce((a, b) => a + b, 0))
  expect(total).toBeLessThan(0.001)
})

test('is free of what axe can find and fits its width, light and dark', async ({ page }) => {
  test.slow()
  await open(page, '/night?day=2026-11-05')
  await expectAccessible(page)
})
