import { serious } from './axe'
import { connect, expect, test } from './oura-test'

test.use({ file: 'import' })

test('an export is brought back in with the keyboard; a damaged one is told with its line, and nothing happens', async ({
  page,
  ringside,
}) => {
  await connect(page, ringside.url)
  await page.goto(`${ringside.url}/data`)
  const panel = page.getByRole('region', { name: 'Import' })
  await expect(page.getByText(/\d+ of \d+ days/)).toBeVisible({ timeout: 20_000 })
  const file = Buffer.from(await (await page.request.get(`${ringside.url}/api/export`)).body())
  const bring = async (name: string, bytes: Buffer) => {
    const button = panel.getByRole('button', { name: /^Choose (a|another) file$/ })
    await button.focus()
    // A key wakes the part that it meets; only one that is awake opens a chooser in time for the browser to allow it.
    await expect(page.locator('[data-later]', { has: panel })).toHaveCount(0)
    await expect(async () => {
      const chooser = page.waitForEvent('filechooser', { timeout: 3000 })
      await page.keyboard.press('Enter')
      await (await chooser).setFiles({ name, mimeType: 'application/x-ndjson', buffer: bytes })
    }).toPass({ timeout: 20_000 })
  }

  const damaged = Buffer.from(file)
  damaged.write('#', file.indexOf('\n', file.indexOf('\n') + 1) + 1)
  await bring('damaged.ndjson', damaged)
  await expect(panel.getByRole('alert')).toHaveText('Line 3: The file is damaged here. Nothing was changed.', { timeout: 20_000 })
  expect(await serious(page)).toEqual([])

  // Without an answer for a while it goes on by itself.
  let tunnel = 2
  await page.route('**/api/import', (route) => (route.request().method() === 'POST' && tunnel-- > 0 ? route.abort() : route.fallback()))
  await bring('ringside.ndjson', file)
  await expect(panel.getByRole('progressbar', { name: 'Sending the file' })).toBeVisible()
  await page.clock.runFor('00:10')
  const told = panel.getByRole('status')
  await expect(async () => {
    await page.clock.runFor('00:02')
    await expect(told).toContainText('The file was imported', { timeout: 500 })
  }).toPass({ timeout: 60_000 })
  await expect(told.getByText('Documents already here')).toBeVisible()
  expect(await serious(page)).toEqual([])
  await panel.getByRole('button', { name: 'Done' }).press('Enter')
  await expect(panel.getByText('nothing is deleted')).toBeVisible()
  await expect(page.locator(':focus')).toHaveText('Choose a file')
})

test('a file that says nothing of its owner waits for the word; cancelled it is gone', async ({ page, ringside }) => {
  await connect(page, ringside.url)
  await page.goto(`${ringside.url}/data`)
  const { createHash } = await import('node:crypto')
  const tag = {
    kind: 'tag',
    id: 'of-the-file',
    day: '2026-11-20',
    at: 1_763_600_000_000,
    utc_offset: 0,
    code: null,
    name: 'Sauna',
    note: null,
  }
  const head = { kind: 'header', format: 'ringside-export', version: 1, counts: { tag: 1 } }
  const lines = `${JSON.stringify(head)}\n${JSON.stringify({ ...tag, created_at: 1, updated_at: 1, deleted_at: null })}\n`
  const end = { kind: 'end', lines: 2, sha256: createHash('sha256').update(lines).digest('hex') }
  const file = { name: 'x.ndjson', mimeType: 'text/plain', buffer: Buffer.from(`${lines}${JSON.stringify(end)}\n`) }
  const panel = page.getByRole('region', { name: 'Import' })
  const choose = async () => {
    const chooser = page.waitForEvent('filechooser')
    await panel.getByRole('button', { name: 'Choose a file' }).click()
    await (await chooser).setFiles(file)
    await expect(async () => {
      await page.clock.runFor('00:02')
      await expect(panel.getByLabel('Type IMPORT to confirm')).toBeVisible({ timeout: 500 })
    }).toPass()
  }
  await choose()
  expect(await serious(page)).toEqual([])
  await panel.getByRole('button', { name: 'Cancel' }).click()
  await choose()
  await panel.getByLabel('Type IMPORT to confirm').fill('IMPORT')
  await panel.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(async () => {
    await page.clock.runFor('00:02')
    await expect(panel.getByText('Tags and notes')).toBeVisible({ timeout: 500 })
  }).toPass()
})
