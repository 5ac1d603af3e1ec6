import type { Page } from '@playwright/test'
import { connect, expect, test } from './oura-test'

test.use({ file: 'kept', hasTouch: true, viewport: { width: 390, height: 844 } })

/** One finger from a point, by so much, and up again. */
async function drag(page: Page, from: { x: number; y: number }, by: { x: number; y: number }): Promise<void> {
  const client = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', share: number) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: from.x + by.x * share, y: from.y + by.y * share }],
    })
  await touch('touchStart', 0)
  for (let step = 1; step <= 8; step++) await touch('touchMove', step / 8)
  await touch('touchEnd', 1)
}

test('pulling the page down syncs, and nothing else does', async ({ page, ringside }) => {
  await connect(page, ringside.url)
  await page.goto(`${ringside.url}/?day=2026-11-20`)
  let syncs = 0
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/sync')) syncs++
  })
  const top = { x: 200, y: 160 }
  await drag(page, top, { x: 0, y: 40 })
  await drag(page, top, { x: 120, y: 110 })
  await page.evaluate(() => window.scrollTo(0, 300))
  await drag(page, top, { x: 0, y: 200 })
  await page.evaluate(() => window.scrollTo(0, 0))
  await page.waitForTimeout(300)
  expect(syncs).toBe(0)
  await drag(page, top, { x: 4, y: 180 })
  await expect.poll(() => syncs).toBe(1)
})
