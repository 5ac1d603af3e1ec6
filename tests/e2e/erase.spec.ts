import { connect, expect, test } from './oura-test'

test.use({ file: 'erase', viewport: { width: 1280, height: 900 } })

test('after everything is erased the page keeps nothing and asks for nothing', async ({ page, ringside }) => {
  await connect(page, ringside.url)
  await page.goto(`${ringside.url}/data`)
  await expect(page.getByText(/\d+ of \d+ days/)).toBeVisible({ timeout: 20_000 })
  await page.evaluate(() => localStorage.setItem('kept', 'something of this person'))
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.clock.runFor('10:00')
  await expect.poll(() => asked).toContain('/api/sync')
  const foot = page.getByRole('navigation').getByText(/days/)
  await expect(foot).toBeVisible()
  await page.getByRole('button', { name: 'Delete everything' }).click()
  await page.getByLabel('Type DELETE to confirm').fill('DELETE')
  // Without an answer nobody knows; a refusal is one.
  for (const [answer, said] of [
    [null, 'It is not known whether that is done.'],
    [500, 'It is not known whether that is done.'],
    [422, 'Nothing was deleted.'],
  ] as const) {
    await page.route(
      '**/api/erase',
      (route) => (answer === null ? route.abort() : route.fulfill({ status: answer, json: { code: 'invalid', detail: '' } })),
      { times: 1 },
    )
    await page.getByRole('button', { name: 'Delete everything' }).click()
    await expect(page.getByRole('alert').filter({ hasText: said })).toBeVisible()
  }
  await page.getByRole('button', { name: 'Delete everything' }).click()
  await expect(page.getByRole('heading', { name: 'Everything was deleted' })).toBeVisible()
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
  await expect(foot).toHaveCount(0)
  asked.length = 0
  await page.clock.runFor('10:00')
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await page.clock.runFor('10:00')
  expect(asked).toEqual([])
  await page.getByRole('link', { name: 'Done' }).click()
  await expect(page).toHaveURL(`${ringside.url}/connect`)
})
