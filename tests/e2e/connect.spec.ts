import type { Page } from '@playwright/test'
import { serious } from './axe'
import { BUSY, expect, LAPSED, TOKEN, test } from './oura-test'

test.use({ file: 'connect' })

const field = (page: Page) => page.getByLabel('Personal access token')

async function paste(page: Page, token: string): Promise<void> {
  await field(page).fill(token)
  await page.getByRole('button', { name: /^(Connect|Try again)$/ }).click()
}

test('what cannot be a token never leaves for Oura', async ({ page, ringside, oura }) => {
  await page.goto(`${ringside.url}/connect`)
  const asked = oura.requests.length
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByText('Paste your token first.')).toBeVisible()
  for (const bad of ['two words', 'トークン', 'x'.repeat(10_000)]) {
    await paste(page, bad)
    await expect(page.getByText('This does not look like a token.')).toBeVisible()
  }
  expect(oura.requests.length).toBe(asked)
  expect(await serious(page)).toEqual([])
})

test('a rejected token is explained, and of it four characters are shown', async ({ page, ringside }) => {
  await page.goto(`${ringside.url}/connect`)
  await paste(page, 'REJECTED7EXAMPLE7TOKEN7OF7NOX7QD')
  await expect(page.getByText('Oura rejected this token.')).toBeVisible()
  await expect(field(page)).toHaveValue('•••••••••••••••X7QD')
  await page.getByText('Details').click()
  await expect(page.getByText('GET /v2/usercollection/personal_info → 401')).toBeVisible()
  expect(await page.content()).not.toContain('TOKEN7OF7NOX7QD')
  expect(await serious(page)).toEqual([])
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect(field(page)).toHaveValue('')
})

test('a lapsed membership is not called a wrong token', async ({ page, ringside }) => {
  await page.goto(`${ringside.url}/connect`)
  await paste(page, LAPSED)
  await expect(page.getByText('The membership may have lapsed')).toBeVisible()
})

test('paste, and today’s charts are there; the token is nowhere', async ({ page, ringside }) => {
  const bodies: string[] = []
  page.on(
    'response',
    (response) =>
      void response.text().then(
        (text) => bodies.push(text),
        () => undefined,
      ),
  )
  await page.goto(`${ringside.url}/connect`)
  await paste(page, ` ${TOKEN} `)
  await page.waitForURL(`${ringside.url}/`)
  await expect(page.getByRole('img', { name: /Sleep \d+/ }).first()).toBeVisible()
  await expect(page.getByText('Demo data')).toHaveCount(0)
  expect((await page.content()) + bodies.join() + ringside.log()).not.toContain(TOKEN)
  await page.goto(`${ringside.url}/connect`)
  await expect(page.getByText('You are signed in on this device.')).toBeVisible()
})

test('the language of the way in is chosen by hand and stays', async ({ page, ringside }) => {
  await page.goto(`${ringside.url}/connect`)
  await page.getByRole('button', { name: '日本語' }).click()
  await expect(page.getByRole('heading', { name: 'リングを接続' })).toBeVisible()
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja')
  expect(await serious(page)).toEqual([])
})

// Last: this server's clock stands, so that what it learns of Oura's troubles here it never forgets.
test('when Oura asks to wait, the button waits and says until when', async ({ page, ringside, oura }) => {
  oura.fault({ kind: 'rate-limit', seconds: 300 })
  await page.goto(`${ringside.url}/connect`)
  await paste(page, BUSY)
  await expect(page.getByText(/Oura asked us to wait until \d\d:\d\d/)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('button', { name: 'Try again' })).toBeDisabled()
})

test('an Oura that does not answer is said to be out of reach', async ({ page, ringside, oura }) => {
  oura.fault({ kind: 'status', status: 503 })
  await page.goto(`${ringside.url}/connect`)
  await paste(page, `${TOKEN.slice(0, -1)}8`)
  await expect(page.getByText('Oura could not be reached.')).toBeVisible({ timeout: 40_000 })
})
