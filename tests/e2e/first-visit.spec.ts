import { expect, test } from './ringside-test'

test('a first visit opens the demo ring’s day, in the first HTML and without a token', async ({ page, demo, request }) => {
  const html = await (await request.get(demo.url)).text()
  expect(html).toContain('<path')
  await page.goto(demo.url)
  await expect(page.getByText('Demo data')).toBeVisible()
  await expect(page.getByRole('img', { name: /Sleep \d+/ }).first()).toBeVisible()
})
