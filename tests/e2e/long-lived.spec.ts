import { ZONE_COOKIE } from '@/lib/domain/settings'
import { expect, visitorTest as test } from './ringside-test'

const DAY = '/?day=2026-11-20'

test('without a network the sheet of tags opens', async ({ page, context }) => {
  await page.goto(DAY, { waitUntil: 'networkidle' })
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Add a tag or a note' }).click()
  await expect(page.getByRole('dialog')).toContainText('Tag, or search')
})

test('what cannot be fetched while there is no network comes by itself once there is', async ({ page, context }) => {
  await page.goto('/trends', { waitUntil: 'networkidle' })
  await context.setOffline(true)
  const tags = page.getByRole('region', { name: 'Tags and the night after' })
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  await page.waitForTimeout(500)
  await expect(page.getByRole('heading', { name: 'Trends', level: 1 })).toBeAttached()
  await context.setOffline(false)
  await expect(tags.getByRole('button', { name: 'Table' })).toBeAttached()
})

test('without a network no way to another page leads out of this one', async ({ page, context }) => {
  const night = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Night' })
  await page.goto(DAY, { waitUntil: 'networkidle' })
  await context.setOffline(true)
  await page.evaluate(() => window.scrollTo(0, 600))
  await night.click()
  await expect(page.getByText('You are offline.')).toBeInViewport()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Fri 20 Nov')
  await context.setOffline(false)
  await night.click()
  await page.waitForURL(/night\?day=2026-11-20/)
})

test('after an upgrade, what the new server does not have any more is said, and “Try again” loads the page anew', async ({
  browser,
  demo,
  visitor,
}) => {
  // A page of its own: what failed is on its console.
  const context = await browser.newContext({ storageState: visitor })
  const page = await context.newPage()
  await page.goto(`${demo.url}/trends`, { waitUntil: 'networkidle' })
  await page.route('**/_next/static/**/*.js', (route) => route.fulfill({ status: 404 }))
  await page.getByText('Rhythm', { exact: true }).click()
  await expect(page.getByText('This page could not be shown')).toBeVisible({ timeout: 30_000 })
  await page.unroute('**/_next/static/**/*.js')
  const loaded = page.waitForRequest((request) => request.isNavigationRequest())
  await page.getByRole('button', { name: 'Try again' }).click()
  await loaded
  await expect(page).toHaveURL(/view=rhythm/)
  await expect(page.getByRole('heading', { name: 'Trends', level: 1 })).toBeVisible()
  await context.close()
})

test('today moves on while the page stays open, also on a device that does not know its zone', async ({ page }) => {
  await page.addInitScript(() => {
    const real = Intl.DateTimeFormat.prototype.resolvedOptions
    // What Chromium answers where the system names no zone.
    Intl.DateTimeFormat.prototype.resolvedOptions = function (this: Intl.DateTimeFormat) {
      return { ...real.call(this), timeZone: 'Etc/Unknown' }
    }
  })
  await page.goto('/')
  const day = page.getByRole('heading', { level: 1 })
  await expect(day).toContainText('Mon 23 Nov')
  await page.clock.setFixedTime('2026-11-24T13:18:00Z')
  await expect(async () => {
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await expect(day).toContainText('Tue 24 Nov', { timeout: 500 })
  }).toPass()
  expect(new URL(page.url()).search).toBe('')
})

test('after a flight the server is told of the new zone when the page is looked at again', async ({ page, context }) => {
  const zone = async () => decodeURIComponent((await context.cookies()).find(({ name }) => name === ZONE_COOKIE)?.value ?? '')
  await page.goto(DAY, { waitUntil: 'networkidle' })
  expect(await zone()).toBe('Europe/Berlin')
  await page.evaluate(() => {
    const real = Intl.DateTimeFormat.prototype.resolvedOptions
    Intl.DateTimeFormat.prototype.resolvedOptions = function (this: Intl.DateTimeFormat) {
      return { ...real.call(this), timeZone: 'America/Los_Angeles' }
    }
    document.dispatchEvent(new Event('visibilitychange'))
  })
  expect(await zone()).toBe('America/Los_Angeles')
})

test('a day is printed on white, with nothing laid over it', async ({ page, context, demo }) => {
  const settings = encodeURIComponent(JSON.stringify({ locale: 'en', theme: 'dark' }))
  await context.addCookies([{ name: 'ringside-settings', value: settings, url: demo.url }])
  await page.goto(DAY)
  const ink = () => page.evaluate(() => getComputedStyle(document.body).color)
  const onScreen = await ink()
  await page.emulateMedia({ media: 'print' })
  expect([onScreen, await ink()]).toEqual(['rgb(237, 240, 244)', 'rgb(22, 24, 28)'])
  await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(0)
  await page.setViewportSize({ width: 1280, height: 900 })
  await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(0)
})
