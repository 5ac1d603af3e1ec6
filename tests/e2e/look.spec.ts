import { expect, test } from './ringside-test'

// What a page looked like when it was last looked at by somebody. After a change that is meant: npx playwright test look --update-snapshots,
// then look at the new pictures. Chromium's own versions shade letters differently, hence the tolerance.
test.use({ deviceScaleFactor: 1 })

// Of the tags only the last weeks: how far back the demo ring's history reaches by then depends on the machine.
const TRENDS = '/trends?from=2026-08-23&to=2026-11-20&tag_time=90d'
const LOOKS = [
  { name: 'day-phone-dark-en', path: '/?day=2026-11-20', width: 390, colorScheme: 'dark', locale: 'en-GB' },
  { name: 'day-desktop-light-ja', path: '/?day=2026-11-20', width: 1280, colorScheme: 'light', locale: 'ja-JP' },
  { name: 'night-phone-light-ja', path: '/night?day=2026-11-20', width: 390, colorScheme: 'light', locale: 'ja-JP' },
  { name: 'connect-phone-light-en', path: '/connect', width: 390, colorScheme: 'light', locale: 'en-GB' },
  { name: 'connect-desktop-dark-ja', path: '/connect', width: 1280, colorScheme: 'dark', locale: 'ja-JP' },
  { name: 'trends-phone-dark-en', path: TRENDS, width: 390, height: 3200, colorScheme: 'dark', locale: 'en-GB' },
  { name: 'trends-desktop-light-ja', path: TRENDS, width: 1280, height: 2000, colorScheme: 'light', locale: 'ja-JP' },
] as const

for (const { name, path, width, colorScheme, locale, ...rest } of LOOKS)
  test.describe(name, () => {
    test.use({ viewport: { width, height: 'height' in rest ? rest.height : 844 }, colorScheme, locale })
    test(`${name} looks as it did`, async ({ page, demo }) => {
      if (path === TRENDS) test.setTimeout(150_000)
      await page.goto(demo.url, { waitUntil: 'networkidle' })
      // “Usual” looks back 30 days: they have to be there.
      const oldest = async () => (await (await page.request.get(`${demo.url}/api/sync`)).json()).oldest_day
      await expect.poll(oldest, { timeout: path === TRENDS ? 120_000 : 50_000 }).toMatch(path === TRENDS ? /^202[0-5]/ : /^20(2[0-5]|26-0)/)
      await page.goto(demo.url + path, { waitUntil: 'networkidle' })
      // How far the demo ring's history has come depends on the machine.
      const mask = [page.locator('[data-sync]'), page.locator('nav'), page.locator('.trend-overview')]
      await expect(page).toHaveScreenshot(`${name}.png`, { fullPage: true, mask, maxDiffPixelRatio: 0.02, animations: 'disabled' })
    })
  })
