import { type BrowserContext, expect, type Page } from '@playwright/test'
import { visitorTest as test } from '../e2e/ringside-test'
import { contextOf, LOOKS, picture } from './looks'

type Scene = { name: string; path: string; act?: (page: Page, context: BrowserContext) => Promise<unknown> }

const table =
  (index = 0) =>
  async (page: Page) => {
    const button = page.getByRole('button', { name: /^(Table|表)$/ }).nth(index)
    await button.scrollIntoViewIfNeeded()
    await button.click()
    await expect(page.locator('dialog[open]')).toBeVisible()
  }

// The days by name are the demo ring's (seed and frozen clock of the tests): see tests/oura for what happens on which.
const SCENES: Scene[] = [
  { name: 'day-today', path: '/' },
  { name: 'day', path: '/?day=2026-09-22' },
  { name: 'day-clocks-forward', path: '/?day=2026-03-28' },
  { name: 'day-clocks-back', path: '/?day=2026-10-24' },
  { name: 'day-flight', path: '/?day=2025-02-19' },
  { name: 'day-missing', path: '/?day=2026-09-08' },
  { name: 'day-rest-mode', path: '/?day=2026-01-17' },
  { name: 'day-unknown', path: '/?day=2026-02-30' },
  { name: 'night-today', path: '/night' },
  { name: 'night-flight', path: '/night?day=2025-02-20' },
  { name: 'calendar', path: '/?day=2026-09-22', act: (page) => page.keyboard.press('g') },
  { name: 'table', path: '/?day=2026-09-22', act: (page) => page.keyboard.press('t') },
  { name: 'tags-demo', path: '/?day=2026-09-22', act: (page) => page.locator('.tag-button:visible').click() },
  { name: 'night-table', path: '/night?day=2026-11-18', act: table() },
  { name: 'night-bedtimes-table', path: '/night?day=2026-11-18', act: table(1) },
  { name: 'keys', path: '/?day=2026-09-22', act: (page) => page.keyboard.press('?') },
  {
    name: 'offline',
    path: '/?day=2026-09-22',
    act: async (page, context) => {
      await context.setOffline(true)
      await page.waitForTimeout(500)
    },
  },
  {
    name: 'loading',
    path: '/?day=2026-09-22',
    act: async (page) => {
      // An answer that never comes.
      await page.route(/usercollection|\/api\/trends/, () => undefined)
      for (let step = 0; step < 5; step++) await page.keyboard.press('[')
      await page.waitForTimeout(500)
    },
  },
  {
    name: 'part-failed',
    path: '/?day=2026-09-20',
    act: async (page) => {
      await page.route('**/usercollection/heartrate?**', (route) =>
        route.fulfill({ status: 503, json: { code: 'upstream_unreachable', detail: '' } }),
      )
      for (let step = 0; step < 5; step++) await page.keyboard.press('[')
      await page.waitForTimeout(2500)
    },
  },
  { name: 'night', path: '/night?day=2026-11-12' },
  { name: 'night-split', path: '/night?day=2026-11-13' },
  { name: 'night-nap', path: '/night?day=2026-11-18' },
  { name: 'night-clocks-back', path: '/night?day=2026-10-25' },
  { name: 'trends', path: '/trends' },
  { name: 'trends-all', path: '/trends?range=all&metric=total_sleep' },
  { name: 'trends-week', path: '/trends?range=7d&metric=bedtime_start' },
  { name: 'trends-with', path: '/trends?metric=average_hrv&with=lowest_heart_rate' },
  { name: 'trends-last-year', path: '/trends?range=30d&compare=last-year' },
  { name: 'trends-years', path: '/trends?metric=steps&compare=years' },
  { name: 'trends-every', path: '/trends?metrics=all' },
  { name: 'trends-before', path: '/trends?from=2019-01-01&to=2019-02-01&metric=nothing' },
  { name: 'trends-metrics', path: '/trends', act: (page) => page.getByRole('button', { name: /^(More|その他)$/ }).click() },
  { name: 'links', path: '/trends?view=links&range=all' },
  { name: 'links-same', path: '/trends?view=links&x=steps&y=steps&lag=0' },
  { name: 'links-before', path: '/trends?view=links&from=2010-01-01&to=2010-12-31' },
  { name: 'links-table', path: '/trends?view=links&range=all', act: table() },
  { name: 'links-tags-table', path: '/trends?view=links&range=all', act: table(1) },
  // One that is running, then one that is over, each with its table.
  { name: 'experiments', path: '/trends?view=experiments' },
  { name: 'experiment-running-table', path: '/trends?view=experiments', act: table() },
  { name: 'experiment-over-table', path: '/trends?view=experiments', act: table(1) },
  { name: 'trends-table', path: '/trends', act: (page) => page.keyboard.press('t') },
  { name: 'trends-weekdays-numbers', path: '/trends', act: table(1) },
  { name: 'trends-year-numbers', path: '/trends', act: table(2) },
  { name: 'rhythm', path: '/trends?view=rhythm' },
  { name: 'rhythm-actogram-numbers', path: '/trends?view=rhythm', act: table() },
  { name: 'rhythm-average-numbers', path: '/trends?view=rhythm', act: table(1) },
  { name: 'rhythm-debt-numbers', path: '/trends?view=rhythm', act: table(2) },
  { name: 'rhythm-half-year', path: '/trends?view=rhythm&days=180' },
  { name: 'day-signal', path: '/?day=2026-01-18' },
  {
    name: 'explain',
    path: '/night?day=2026-11-18',
    act: async (page) => {
      await page
        .getByRole('button', { name: /^(Where Deep comes from|深い.*の出どころ)$/ })
        .first()
        .click()
      await page.locator('dialog[open] summary').first().click()
    },
  },
  { name: 'report', path: '/trends/report?notes=on' },
  {
    name: 'report-doctor',
    path: '/trends/report?period=quarter&paper=letter&metrics=total_sleep,deep_sleep,bedtime_start,average_hrv,spo2,steps',
  },
  { name: 'report-metrics', path: '/trends/report', act: (page) => page.locator('button[aria-haspopup="dialog"]').first().click() },
  { name: 'connect', path: '/connect' },
  {
    name: 'data',
    path: '/',
    act: async (page) => {
      await page
        .getByRole('link', { name: /^(Data|データ)$/ })
        .first()
        .click()
      await page.waitForURL('**/data')
      await page.waitForTimeout(1500)
    },
  },
]

for (const look of LOOKS) {
  test.describe(`${look.size} ${look.theme} ${look.language}`, () => {
    test.use(contextOf(look))

    for (const scene of SCENES) {
      test(scene.name, async ({ page, context, demo }) => {
        const answer = await page.goto(demo.url + scene.path, { waitUntil: 'networkidle' })
        expect(answer?.status()).toBeLessThan(400)
        await scene.act?.(page, context)
        await picture(page, scene.name, look)
      })
    }
  })
}
