import type { Page } from '@playwright/test'
import { expect, MATE, TOKEN, test } from './oura-test'
import { NOW } from './ringside-test'

test.use({ file: 'one-browser' })
test.describe.configure({ mode: 'serial' })

const DAY = '2026-11-20'

test.beforeAll(async ({ ringside }) => {
  await ringside.restart({ SIGN_UPS: 'open' })
})

/** Signs `page`'s browser in with a token, as another tab of it does; answers that person's sleep score once it is here. */
async function signIn(page: Page, url: string, token: string): Promise<string> {
  const { csrfToken } = await (await page.request.get(`${url}/api/auth/csrf`)).json()
  const answer = await page.request.post(`${url}/api/auth/callback/token`, { headers: { origin: url }, data: { csrfToken, token } })
  expect(answer.status()).toBe(200)
  const path = `${url}/api/oura/v2/usercollection/daily_sleep?start_date=${DAY}&end_date=${DAY}&fields=score`
  const score = async () => (await (await page.request.get(path)).json()).data[0]?.score
  await expect.poll(score, { timeout: 40_000 }).toBeGreaterThan(0)
  return String(await score())
}

const shownScore = (page: Page) => page.locator('p:has(> [aria-label="Where the sleep score comes from"])')

test('a page of the app that another person’s sign-in answers shows that person’s numbers alone', async ({ page, ringside }) => {
  const anns = await signIn(page, ringside.url, TOKEN)
  await page.goto(`${ringside.url}/?day=${DAY}`)
  await page.evaluate(() => Object.assign(window, { annsTab: true }))
  const bobs = await signIn(page, ringside.url, MATE)
  expect(bobs).not.toBe(anns)

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Night' }).click()
  await page.waitForURL(/\/night/)
  await expect(shownScore(page)).toContainText(bobs)
  // Nothing of Ann is left in the tab's memory: it is another document.
  await expect.poll(() => page.evaluate(() => 'annsTab' in window)).toBe(false)
})

test('a guest’s page shows nothing of whoever signs in on its browser', async ({ page, ringside, browser }) => {
  const anns = await signIn(page, ringside.url, TOKEN)
  const made = await page.request.post(`${ringside.url}/api/guest-links`, {
    headers: { origin: ringside.url },
    data: { name: 'Bob', shown_name: 'Ann', pages: ['day', 'night'], days: 7 },
  })
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } })
  const guest = await context.newPage()
  await guest.clock.setFixedTime(NOW)
  const { url }: { url: string } = await made.json()
  const { origin } = new URL(url)
  await guest.goto(url)
  await guest.waitForURL(`${origin}/`)
  await guest.goto(`${origin}/night?day=${DAY}`)
  await expect(guest.getByText(/You are looking at Ann’s pages/)).toBeVisible()
  await expect(shownScore(guest)).toContainText(anns)

  const bobs = await signIn(guest, origin, MATE)
  const refused = guest.waitForResponse((answer) => answer.url().includes('/api/trends') && answer.status() === 401)
  await guest.getByRole('button', { name: 'Previous day' }).click()
  await guest.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await refused
  await guest.getByRole('button', { name: 'Next day' }).click()
  await expect(shownScore(guest)).not.toContainText(bobs)
  await context.close()
})

test('a page whose session was ended elsewhere says so, and how to go on', async ({ page, ringside }) => {
  await signIn(page, ringside.url, TOKEN)
  await page.goto(`${ringside.url}/night?day=${DAY}`)
  const { csrfToken } = await (await page.request.get(`${ringside.url}/api/auth/csrf`)).json()
  await page.request.post(`${ringside.url}/api/auth/signout`, { headers: { origin: ringside.url }, data: { csrfToken } })
  await page.clock.setFixedTime(Date.parse(NOW) + 10 * 60_000)
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
  await expect(page.getByText('You are not signed in here any more, or somebody else is.')).toBeVisible()
  await page.getByRole('button', { name: 'Load the page again' }).click()
  await page.waitForURL(`${ringside.url}/connect`)
})
