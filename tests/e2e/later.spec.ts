import type { Page } from '@playwright/test'
import { test as base, expect } from './ringside-test'

const test = base.extend({ baseURL: async ({ demo }, use) => use(demo.url) })

/** Opens a page over a line on which everything beyond the first load takes its time. */
async function openSlowly(page: Page, path: string, ms: number): Promise<void> {
  const html = await (await page.request.get(path)).text()
  const first = new Set([...html.matchAll(/\/_next\/static\/[^"\\]+\.js/g)].map(([source]) => source))
  await page.route('**/_next/static/**/*.js', async (route) => {
    if (!first.has(new URL(route.request().url()).pathname)) await new Promise((resolve) => setTimeout(resolve, ms))
    await route.continue()
  })
  await page.goto('about:blank')
  await page.evaluate((to) => location.assign(to), new URL(path, (await page.request.get(path)).url()).href)
  // What came with the page has run by then; a click before that is lost on any page.
  await page.waitForURL(`**${path}`, { waitUntil: 'load' })
}

/** Opens the Day page as a browser does, without the signs of life that `page.goto` of these tests gives. */
async function openAsleep(page: Page): Promise<void> {
  await page.goto('about:blank')
  await page.evaluate((to) => location.assign(to), new URL('/', (await page.request.get('/')).url()).href)
  await page.waitForURL('**/', { waitUntil: 'load' })
}

test('a click on what cannot answer yet is answered once it can', async ({ page }) => {
  await openSlowly(page, '/?day=2026-11-20', 1500)
  await page.getByRole('button', { name: 'Table' }).first().click()
  expect(await page.locator('[data-later]').count()).toBeGreaterThan(0)
  await expect(page.getByRole('dialog')).toBeVisible()
})

/** Opens a page of which no script comes before the answer is called. */
async function openWithoutScripts(page: Page, path: string): Promise<() => void> {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/_next/static/**/*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('about:blank')
  await page.evaluate((to) => location.assign(to), new URL(path, (await page.request.get('/')).url()).href)
  await page.waitForURL(`**${path}`, { waitUntil: 'commit' })
  return release
}

test('what is picked before the page is alive counts once it is', async ({ page }) => {
  const release = await openWithoutScripts(page, '/trends')
  const all = page.getByRole('radio', { name: 'All' })
  await all.check({ force: true })
  release()
  await expect(page).toHaveURL(/range=all/)
  await expect(all).toBeChecked()
})

test('what is typed before the page is alive counts once it is', async ({ page }) => {
  const release = await openWithoutScripts(page, '/connect')
  const token = page.getByLabel('Personal access token')
  await token.fill('pasted-early')
  // Too early to be sent, but not lost.
  await token.press('Enter')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  expect(new URL(page.url()).search).toBe('')
  await expect(token).toHaveValue('pasted-early')
  release()
  await page.getByRole('button', { name: 'Show the token' }).click()
  await expect(token).toHaveAttribute('type', 'text')
  await expect(token).toHaveValue('pasted-early')
})

test('a page that nobody touches rests, then comes alive by itself', async ({ page }) => {
  await openAsleep(page)
  const asleep = page.locator('[data-later]')
  const all = await asleep.count()
  expect(all).toBeGreaterThan(5)
  await page.waitForTimeout(1500)
  expect(await asleep.count()).toBe(all)
  await expect(asleep).toHaveCount(0)
})

test('a script that does not come is asked for again', async ({ page }) => {
  const html = await (await page.request.get('/')).text()
  const asked = new Map<string, number>()
  await page.route('**/_next/static/**/*.js', (route) => {
    const { pathname } = new URL(route.request().url())
    const times = (asked.get(pathname) ?? 0) + 1
    asked.set(pathname, times)
    return html.includes(pathname) || times > 1 ? route.continue() : route.abort()
  })
  await page.goto('/')
  await expect(page.getByRole('region', { name: 'Scores' })).toBeVisible()
  expect([...asked.values()].some((times) => times > 1)).toBe(true)
})

test('on a page of the app that was gone to, what is clicked answers', async ({ page }) => {
  await page.goto('/?day=2026-11-20', { waitUntil: 'networkidle' })
  await expect(page.locator('[data-later]')).toHaveCount(0)
  for (const name of ['Night', 'Day'] as const) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click()
    await page.waitForURL(name === 'Night' ? /night/ : /\/\?day/)
    await page.getByRole('button', { name: 'Table' }).first().click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.locator('[data-later]')).toHaveCount(0)
  }
})
