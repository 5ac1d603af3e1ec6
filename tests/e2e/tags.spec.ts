import type { Page } from '@playwright/test'
import { serious } from './axe'
import { test as base, connect, expect } from './oura-test'
import { test as demoTest } from './ringside-test'

// One paste for the file; a phone that is touched.
const test = base.extend<object, { session: Awaited<ReturnType<import('@playwright/test').BrowserContext['storageState']>> }>({
  session: [
    async ({ browser, ringside }, use) => {
      const context = await browser.newContext()
      await connect(await context.newPage(), ringside.url)
      const state = await context.storageState()
      await context.close()
      await use(state)
    },
    { scope: 'worker' },
  ],
  storageState: ({ session }, use) => use(session),
})
test.use({ file: 'tags', viewport: { width: 390, height: 844 }, hasTouch: true, timezoneId: 'Europe/Berlin' })

const open = async (page: Page, address: string) => {
  await page.goto(address)
  await page.getByRole('button', { name: 'Add a tag or a note' }).tap()
  await expect(page.getByRole('dialog')).toBeVisible()
}
const kept = (page: Page, day: string) =>
  page.evaluate(
    async (of) =>
      (await (await fetch(`/api/tags?from=${of}&to=${of}`)).json()).data as { name: string | null; at: string; note: string | null }[],
    day,
  )

test('one tap sets a tag now; it is drawn, kept, undone', async ({ page, ringside }) => {
  await open(page, ringside.url)
  expect(await serious(page)).toEqual([])
  await page.getByRole('button', { name: 'Coffee', exact: true }).tap()
  await expect(page.getByRole('status').getByText('Coffee added, 14:18.')).toBeVisible()
  await expect.poll(() => kept(page, '2026-11-23')).toHaveLength(1)
  expect((await kept(page, '2026-11-23'))[0]).toMatchObject({ code: 'tag_generic_coffee', at: '2026-11-23T14:18:00+01:00' })
  await expect(page.locator('.clock-stack circle.diamond')).toHaveCount(1)
  await page.getByRole('button', { name: 'Undo' }).tap()
  await expect.poll(() => kept(page, '2026-11-23')).toHaveLength(0)
  await expect(page.locator('.clock-stack circle.diamond')).toHaveCount(0)
})

test('on the page itself one tap sets the tag that is set most, and another takes it back', async ({ page, ringside }) => {
  await page.goto(ringside.url)
  // Most evenings of the last three months had one.
  const quick = page.getByRole('button', { name: '+ Coffee' })
  await quick.tap()
  await expect.poll(() => kept(page, '2026-11-23')).toMatchObject([{ code: 'tag_generic_coffee', at: '2026-11-23T14:18:00+01:00' }])
  await expect(page.locator('.clock-stack circle.diamond')).toHaveCount(1)
  await expect(page.getByRole('status').getByText('Coffee added, 14:18.')).toBeAttached()
  await page.getByRole('button', { name: 'Undo Coffee' }).tap()
  await expect.poll(() => kept(page, '2026-11-23')).toHaveLength(0)
  await expect(quick).toBeVisible()
  await page.goto(`${ringside.url}/?day=2026-11-20`)
  await expect(page.getByRole('button', { name: 'Add a tag or a note' })).toBeVisible()
  await expect(quick).toHaveCount(0)
})

test('a name and a note of one’s own on a past evening, after midnight too; changed, deleted, put back', async ({ page, ringside }) => {
  await open(page, `${ringside.url}/?day=2026-11-18`)
  await page.getByLabel('Time', { exact: true }).fill('01:10')
  await expect(page.getByText('after midnight, the night of Wed 18 Nov')).toBeVisible()
  await page.getByLabel(/^Note/).fill('ten minutes\nvery cold 🥶')
  await page.getByLabel('Tag, or search').fill('Cold bath 🛁')
  await page.getByRole('button', { name: 'Add “Cold bath 🛁”' }).tap()
  await expect
    .poll(() => kept(page, '2026-11-18'))
    .toMatchObject([{ name: 'Cold bath 🛁', note: 'ten minutes\nvery cold 🥶', at: '2026-11-19T01:10:00+01:00' }])
  await page.getByRole('button', { name: 'Edit Cold bath 🛁, 01:10' }).tap()
  await page.getByLabel('Name').fill('')
  await page.getByRole('textbox', { name: 'Note' }).fill('')
  await expect(page.getByText('Give it a name or a note.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled()
  await page.getByRole('textbox', { name: 'Note' }).fill('x'.repeat(10_001))
  await expect(page.getByText(/10,001 characters: 10,000 are kept at most/)).toBeVisible()
  await page.getByLabel('Name').fill('Bath')
  await page.getByRole('textbox', { name: 'Note' }).fill('short')
  await page.getByRole('button', { name: 'Save' }).tap()
  await expect.poll(() => kept(page, '2026-11-18')).toMatchObject([{ name: 'Bath', note: 'short' }])
  await page.getByRole('button', { name: 'Edit Bath, 01:10' }).tap()
  expect(await serious(page)).toEqual([])
  await page.getByRole('button', { name: 'Delete' }).tap()
  await expect.poll(() => kept(page, '2026-11-18')).toEqual([])
  await page.getByRole('button', { name: 'Undo' }).tap()
  await expect.poll(() => kept(page, '2026-11-18')).toMatchObject([{ name: 'Bath', note: 'short' }])

  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Table' }).tap()
  await expect(page.getByRole('row', { name: /01:10 Bath short/ })).toBeVisible()
  await page.goto(`${ringside.url}/night?day=2026-11-19`)
  await expect(page.getByRole('region', { name: 'Tags of the day before' })).toContainText('Bath')
})

test('a time that is yet to come is refused with a sentence', async ({ page, ringside }) => {
  await open(page, ringside.url)
  await page.getByLabel('Time', { exact: true }).fill('15:00')
  await expect(page.getByText('That time is yet to come')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Coffee', exact: true })).toBeDisabled()
  await page.getByRole('button', { name: 'Use the present' }).tap()
  await expect(page.getByRole('button', { name: 'Coffee', exact: true })).toBeEnabled()
})

test('without an answer the text stays on the device, over a reload, and arrives when the server is back', async ({ page, ringside }) => {
  await open(page, `${ringside.url}/?day=2026-11-17`)
  await page.route('**/api/tags', (route) => route.abort())
  await page.getByLabel(/^Note/).fill('Could not sleep: rain')
  await page.getByRole('button', { name: 'Save the note' }).tap()
  await expect(page.getByText('Kept on this device until the server answers.')).toBeVisible()
  // What a sync brings would have the page read anew what the server drew without the note.
  const sync = () => page.evaluate(async () => (await (await fetch('/api/sync')).json()).state)
  await expect.poll(sync, { timeout: 30_000 }).toBe('idle')
  await page.reload()
  await expect(page.getByText('1 not saved yet').first()).toBeVisible()
  await expect(page.locator('.clock-stack circle.diamond')).toHaveCount(1)
  await page.goto(`${ringside.url}/data`)
  await expect(page.getByText('1 tag or note has not reached the server yet. Signing out deletes it from this device.')).toBeVisible()
  await page.unroute('**/api/tags')
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect.poll(() => kept(page, '2026-11-17')).toMatchObject([{ name: null, note: 'Could not sleep: rain' }])
  await expect(page.getByText('1 not saved yet')).toHaveCount(0)
})

demoTest('the demo ring’s tags can be looked at, and it says why none can be set', async ({ page, demo }) => {
  await page.goto(`${demo.url}/?day=2026-11-18`)
  await page.getByRole('button', { name: 'Add a tag or a note' }).click()
  await expect(page.getByText('With your own ring connected, one tap here sets a tag.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Coffee', exact: true })).toBeDisabled()
})

for (const locale of ['en-GB', 'ja-JP'])
  demoTest(`the sheet fits a narrow phone in ${locale}`, async ({ browser, demo }) => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 }, locale })
    const page = await context.newPage()
    await page.goto(`${demo.url}/?day=2026-11-18`)
    await page.locator('.tag-button:visible').click()
    await page
      .getByRole('textbox')
      .first()
      .fill(locale === 'ja-JP' ? 'めいそう' : 'medit')
    await expect(page.getByRole('button', { name: locale === 'ja-JP' ? '瞑想' : 'Meditation', exact: true })).toBeVisible()
    expect(await page.evaluate(() => document.querySelector('dialog[open]')?.scrollWidth ?? 999)).toBeLessThanOrEqual(320)
    expect(await serious(page)).toEqual([])
    await context.close()
  })
