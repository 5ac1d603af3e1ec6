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
