import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
import { expectAccessible } from './axe'
import { expect, visitorTest as test } from './ringside-test'

test.use({ hasTouch: true })

const chart = (page: Page, name = 'Activity score') => page.getByRole('img', { name: new RegExp(`^${name}`) }).first()
const readout = (page: Page) => page.locator('.trend-readout')

const open = (page: Page, path: string) => page.goto(path, { waitUntil: 'networkidle' })

test('the first HTML holds the trends, without a script', async ({ browser, page, demo }) => {
  await open(page, '/trends')
  const context = await browser.newContext({ javaScriptEnabled: false })
  const still = await context.newPage()
  await still.goto(`${demo.url}/trends`)
  await expect(chart(still)).toBeVisible()
  await expect(still.locator('.trend-line path')).toHaveAttribute('d', /^M0,\d/)
  for (const name of ['Activity score', 'Weekday pattern', '2026, day by day', 'All metrics'])
    await expect(still.getByRole('heading', { name, exact: true })).toBeVisible()
  expect(await still.locator('main [style]').count()).toBe(0)
  await context.close()
})

const SECTIONS = [
  { view: 'links', cards: ['Two metrics', 'What goes with it', 'Tags and the night after'], drawn: '.relation-dots' },
  {
    view: 'rhythm',
    cards: ['Rest and activity, day by day', 'Rhythm of activity', 'When you sleep', 'Sleep debt', 'Days unlike your others'],
    drawn: '.actogram-asleep',
  },
  { view: 'experiments', cards: ['Experiments', 'Meditating in the evening: more HRV?'], drawn: '.trial-plot circle' },
] as const
for (const { view, cards, drawn } of SECTIONS)
  test(`the first HTML holds ${view}, without a script`, async ({ browser, page, demo }) => {
    await open(page, `/trends?view=${view}`)
    const context = await browser.newContext({ javaScriptEnabled: false })
    const still = await context.newPage()
    await still.goto(`${demo.url}/trends?view=${view}`)
    for (const name of cards) await expect(still.getByRole('heading', { name, exact: true })).toBeVisible()
    await expect(still.locator(`main ${drawn}`).first()).toBeAttached()
    expect(await still.locator('main [style]').count()).toBe(0)
    await context.close()
  })

for (const [width, path] of [
  [320, '/trends'],
  [390, '/trends?range=all'],
  [768, '/trends?metric=average_hrv&with=lowest_heart_rate'],
  [1280, '/trends?compare=years'],
] as const)
  test(`poster and recharts are the same pixels at ${width} px on ${path}`, async ({ page, browser, demo }) => {
    await open(page, path)
    const sharp = await browser.newPage({ viewport: { width, height: 1500 }, deviceScaleFactor: 2, reducedMotion: 'reduce' })
    await sharp.clock.setFixedTime('2026-11-23T13:18:00Z')
    await sharp.goto(demo.url + path, { waitUntil: 'networkidle' })
    const lane = async () => PNG.sync.read(await sharp.locator('[data-lane="trend"]').first().screenshot())
    expect(await sharp.locator('.lane-chart').count()).toBe(0)
    const poster = await lane()
    await sharp.locator('.clock-plot').focus()
    await sharp.waitForFunction(() => document.querySelector('.lane-chart path'))
    await expect(sharp.locator('.poster').first()).toBeHidden()
    await sharp.locator('.clock-plot').blur()
    const drawn = await lane()
    expect([drawn.width, drawn.height]).toEqual([poster.width, poster.height])
    expect(pixelmatch(poster.data, drawn.data, undefined, poster.width, poster.height, { threshold: 0.05, includeAA: true })).toBe(0)
    await sharp.close()
  })

test('range, metric, step and comparison are in the address, and the back button undoes them', async ({ page }) => {
  await open(page, '/trends')
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.getByText('1y', { exact: true }).click()
  await expect(page).toHaveURL(/\?range=1y$/)
  await expect(page.getByText('24 Nov 2025 to 23 Nov 2026')).toBeVisible()
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByLabel('Search').fill('hrv')
  await page.getByRole('button', { name: 'HRV', exact: true }).click()
  await expect(page).toHaveURL(/range=1y&metric=average_hrv$/)
  await expect(chart(page, 'HRV, 24 Nov 2025')).toBeVisible()
  await page.getByText('Month', { exact: true }).click()
  await expect(page).toHaveURL(/step=month$/)
  await expect(readout(page)).toContainText('Lowest–highest')
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await page.getByRole('button', { name: 'The same weeks last year' }).click()
  await expect(page).toHaveURL(/compare=last-year$/)
  await expect(page.getByText('52 whole weeks earlier')).toBeVisible()
  for (const _ of [1, 2, 3, 4]) await page.goBack()
  await expect(page).toHaveURL(/\/trends$/)
  await expect(chart(page, 'Activity score, 26 Aug to 23 Nov 2026')).toBeVisible()
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await page.getByRole('button', { name: 'Another metric' }).click()
  await page.getByLabel('Search').fill('hrv')
  await page.getByRole('button', { name: 'HRV', exact: true }).click()
  await expect(page).toHaveURL(/\?with=average_hrv$/)
  // Nothing of this asked the server for a page.
  expect(asked.filter((path) => path === '/trends')).toEqual([])
})

test('keys move the crosshair, pin a stretch and zoom into it; T opens the table', async ({ page }) => {
  await open(page, '/trends')
  await chart(page).focus()
  await expect(readout(page)).toContainText('Mon 23 Nov')
  await page.keyboard.press('ArrowLeft')
  await expect(readout(page)).toContainText('Sun 22 Nov')
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(readout(page)).toContainText('Sun 15 Nov')
  await page.keyboard.press('Home')
  await expect(readout(page)).toContainText('Wed 26 Aug')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(readout(page)).toContainText('9 to 23 Nov')
  await page.getByRole('button', { name: 'Show only these days' }).click()
  await expect(page).toHaveURL(/from=2026-11-09&to=2026-11-23$/)
  await chart(page).focus()
  await page.keyboard.press('-')
  await expect(page).toHaveURL(/from=2026-10-25&to=2026-11-23$/)
  await page.keyboard.press('+')
  await expect(page).toHaveURL(/from=2026-11-09&to=2026-11-23$/)
  await page.keyboard.press('t')
  await expect(page.getByRole('dialog').getByRole('row')).toHaveCount(16)
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download as CSV' }).click()
  expect((await saved).suggestedFilename()).toBe('ringside-activity_score-alone.csv')
  // Marked as UTF-8, without which Excel garbles Japanese names.
  expect([...(await readFile(await (await saved).path())).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
})

test('a touch shows the day, a long press takes a stretch, two fingers zoom', async ({ page }) => {
  await open(page, '/trends')
  const box = await chart(page).boundingBox()
  if (!box) throw new Error('no chart')
  const [middle, y] = [box.x + box.width / 2, box.y + 80]
  await page.touchscreen.tap(middle, y)
  await expect(page.locator('.crosshair')).not.toHaveCount(0)
  await expect(readout(page)).toContainText(/1\d Oct/)
  await expect(page.locator('.recharts-wrapper')).toHaveCount(1)
  const cdp = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...xs: number[]) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: xs.map((x, id) => ({ x, y, id })) })

  await touch('touchStart', middle)
  await page.waitForTimeout(600)
  for (const step of [20, 40, 60]) await touch('touchMove', middle + step)
  await touch('touchEnd')
  await expect(page.getByRole('button', { name: 'Show only these days' })).toBeVisible()

  await touch('touchStart', middle - 40)
  await touch('touchStart', middle - 40, middle + 40)
  for (const step of [10, 20, 40]) await touch('touchMove', middle - 40 - step, middle + 40 + step)
  await touch('touchEnd')
  await expect(page).toHaveURL(/from=2026-09-1\d&to=2026-1[01]-\d\d$/)
  const { searchParams } = new URL(page.url())
  const days = (Date.parse(searchParams.get('to') ?? '') - Date.parse(searchParams.get('from') ?? '')) / 86_400_000 + 1
  expect(days).toBe(45)
})

test.describe('all days in a strip', () => {
  const first = (page: Page) => page.getByRole('slider', { name: 'First day shown' })
  const last = (page: Page) => page.getByRole('slider', { name: 'Last day shown' })
  const asked = (page: Page, name: 'from' | 'to') => new URL(page.url()).searchParams.get(name) ?? ''

  test('keys move either end; the address follows when they are let go, and the back button brings it back', async ({ page }) => {
    await open(page, '/trends')
    await expect(first(page)).toHaveAttribute('aria-valuetext', '26 Aug 2026')
    await first(page).focus()
    await page.keyboard.press('ArrowLeft')
    await expect(page).toHaveURL(/from=2026-08-25&to=2026-11-23/)
    // A tenth of the archive, of which there is a year and more.
    await page.keyboard.press('PageDown')
    await expect.poll(() => asked(page, 'from') < '2026-08-01').toBe(true)
    await last(page).press('Home')
    // A week at least.
    expect((await first(page).inputValue()) === String(Number(await last(page).inputValue()) - 6)).toBe(true)
    await page.goBack()
    await page.goBack()
    await expect(page).toHaveURL(/from=2026-08-25&to=2026-11-23/)
    await expect(first(page)).toHaveAttribute('aria-valuetext', '25 Aug 2026')
  })

  for (const width of [320, 390])
    test(`a finger takes a handle of 44 px, the window, or a place beside it at ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 844 })
      await open(page, '/trends?from=2026-05-01&to=2026-08-01')
      const strip = page.locator('.trend-overview-strip')
      await strip.scrollIntoViewIfNeeded()
      const box = await strip.boundingBox()
      const edge = await page.locator('.trend-overview-window').boundingBox()
      if (!box || !edge) throw new Error('the strip is not there')
      const y = box.y + box.height / 2
      // Nothing below the chart moves while its days change, however late they are.
      await page.route('**/api/tr*', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 700))
        await route.continue()
      })
      const places = await strip.evaluateHandle((element) => {
        const seen = new Set<number>()
        const look = () => {
          seen.add(element.getBoundingClientRect().y)
          requestAnimationFrame(look)
        }
        look()
        return seen
      })
      const under = (x: number) => page.evaluate(([at, down]) => document.elementFromPoint(at, down)?.className, [x, y] as const)
      for (const off of [2, 42]) {
        expect(await under(edge.x - off)).toBe('trend-overview-start')
        expect(await under(edge.x + edge.width + off)).toBe('trend-overview-end')
      }
      const cdp = await page.context().newCDPSession(page)
      const drag = async (from: number, to: number) => {
        const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number) =>
          cdp.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined ? [] : [{ x, y }] })
        await touch('touchStart', from)
        for (let step = 1; step <= 8; step++) await touch('touchMove', from + ((to - from) * step) / 8)
        await touch('touchEnd')
      }
      const middle = edge.x + edge.width / 2
      await drag(middle, middle - 30)
      await expect.poll(() => asked(page, 'from') < '2026-05-01').toBe(true)
      expect(Date.parse(asked(page, 'to')) - Date.parse(asked(page, 'from'))).toBe(92 * 86_400_000)
      const moved = await page.locator('.trend-overview-window').boundingBox()
      expect(Math.abs((moved?.width ?? 0) - edge.width)).toBeLessThan(1)
      const late = page.waitForResponse('**/api/trends*')
      await drag((moved?.x ?? 0) + (moved?.width ?? 0) + 20, box.x + box.width + 20)
      await expect.poll(() => asked(page, 'to') > '2026-10-15').toBe(true)
      await late
      await expect(page.locator('.trend-loading')).toHaveCount(0)
      expect(await places.evaluate((seen) => [...seen])).toEqual([box.y])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    })
})

test('tags are marked on every day up to 400, and as columns over all years', async ({ page }) => {
  await open(page, '/trends?range=all')
  await expect(page.locator('.trend-tag-columns')).toHaveAttribute('d', /^M0 7V/)
  const row = page.locator('.trend-marks')
  const before = await row.boundingBox()
  await page.getByRole('radio', { name: 'Day', exact: true }).check({ force: true })
  await expect(page.locator('.trend-tag-columns')).toHaveAttribute('d', /^M0 7V/)
  expect((await row.boundingBox())?.height).toBe(before?.height)
  expect((await page.locator('.trend-tag-columns').getAttribute('d'))?.length).toBeLessThan(8000)
})

test('a square of the year is reached by touch and by keys, and opens its day', async ({ page }) => {
  await open(page, '/trends')
  const year = page.getByRole('img', { name: /in 2026, a square a day/ })
  await year.focus()
  await page.keyboard.press('Home')
  await expect(page.getByRole('link', { name: 'Thu 1 Jan' })).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('link', { name: 'Fri 9 Jan' })).toBeVisible()
  const half = page.locator('.heat-half').first()
  const box = await half.boundingBox()
  if (!box) throw new Error('no squares')
  // The third week's Wednesday: 14 January.
  const at = { x: box.x + (box.width / 27) * 2.5, y: box.y + (box.height / 7) * 2.5 }
  await page.touchscreen.tap(at.x, at.y)
  await expect(page.getByRole('link', { name: 'Wed 14 Jan' })).toBeVisible()
  await page.getByRole('button', { name: 'Previous year' }).click()
  await expect(page).toHaveURL(/year=2025$/)
  await page.goBack()
  await year.focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/\?day=2026-/)
})

test('any two dates, and what cannot be shown is said', async ({ page }) => {
  await open(page, '/trends')
  await page.getByRole('button', { name: 'Choose dates' }).click()
  await page.getByLabel('From', { exact: true }).fill('2026-03-31')
  await page.getByLabel('To', { exact: true }).fill('2026-03-01')
  await expect(page.getByText('The range ends before it begins.')).toBeVisible()
  await page.getByLabel('To', { exact: true }).fill('2026-04-30')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL(/from=2026-03-31&to=2026-04-30$/)
  for (const [search, sentence] of [
    ['?metric=heartbeats', 'There is no metric of that name'],
    ['?from=2026-02-30&to=2026-03-01', 'do not make a range'],
    ['?from=2026-05-01&to=2026-04-01', 'its ends are swapped'],
    ['?from=2019-05-01&to=2019-06-01', 'There is nothing before it.'],
  ] as const) {
    await page.goto(`/trends${search}`, { waitUntil: 'networkidle' })
    await expect(page.getByText(sentence).first()).toBeVisible()
    await expect(page.locator('body')).not.toContainText('NaN')
  }
})

test('years of a metric travel as gzip', async ({ page }) => {
  await open(page, '/trends')
  const answer = page.waitForResponse((response) => response.url().includes('/api/trends?metrics=sleep_score&'))
  await page.getByText('All', { exact: true }).click()
  await page.getByRole('button', { name: 'Sleep', exact: true }).click()
  expect(await (await answer).headerValue('content-encoding')).toBe('gzip')
  await expect(chart(page, 'Sleep score')).toBeVisible()
})

test('a small metric goes onto the chart, and all of them can be shown', async ({ page }) => {
  await open(page, '/trends')
  await page.getByRole('button', { name: 'Show every metric' }).click()
  await expect(page).toHaveURL(/metrics=all$/)
  await expect.poll(() => page.getByRole('listitem').count()).toBeGreaterThan(60)
  await page.getByRole('button', { name: /^Pulse wave velocity/ }).click()
  await expect(page).toHaveURL(/metric=pulse_wave_velocity/)
  await expect(chart(page, 'Pulse wave velocity')).toBeVisible()
})

test('a range that cannot be read says so and is asked for again', async ({ page }) => {
  await open(page, '/trends')
  await page.route('**/api/trends?**', (route) => route.fulfill({ status: 503, json: { code: 'storage_unavailable', detail: '' } }))
  await page.getByText('30d', { exact: true }).click()
  await page.getByText('Sleep', { exact: true }).click()
  // Every part of the page has its own; this is the chart's, whichever fails first.
  const panel = page.getByRole('region', { name: 'Sleep score', exact: true }).first()
  await expect(panel.getByText('Could not load')).toBeVisible({ timeout: 20_000 })
  // Whoever uses the keyboard stays where they are, whether it fails again or comes.
  const retry = panel.getByRole('button', { name: 'Retry now' })
  await retry.press('Enter')
  await expect(retry).toHaveAttribute('aria-busy', 'true')
  await expect(retry).not.toHaveAttribute('aria-busy', 'true')
  await expect(retry).toBeFocused()
  await page.unroute('**/api/trends?**')
  await retry.press('Enter')
  await expect(chart(page, 'Sleep score')).toBeVisible()
  await expect(page.locator('main :focus')).toHaveCount(1)
})

test('is free of what axe can find and fits its width, light and dark', async ({ page }) => {
  test.slow()
  await open(page, '/trends?metric=total_sleep')
  await expectAccessible(page)
})
