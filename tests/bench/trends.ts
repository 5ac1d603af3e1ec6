import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromium } from '@playwright/test'
import { METRIC_NAMES } from '@/lib/domain/metrics'
import { SMALL_METRICS } from '@/lib/domain/trend-small'
import { CHROMIUM, CHROMIUM_FLAGS } from '../setup/chromium'
import { firstLoadScripts } from '../setup/first-load'
import { removeFolder, startApp } from './app'
import { lighthouseBeside } from './lighthouse'
import { timeReads } from './reads'
import { median, type Row, ratio } from './report'
import { seedArchive } from './seed'

const addDays = (day: string, count: number) => new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10)
const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`
const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`

const YEARS = 10

/** Every request that the Trends page makes, at ten years of archive: its p95, its bytes on the wire, and how it grows with the range. */
export async function timeTrends(folder: string): Promise<Row[]> {
  const now = Date.now()
  const today = new Date(now).toISOString().slice(0, 10)
  const dataDir = mkdtempSync(join(tmpdir(), 'ringside-trends-'))
  const { key } = await seedArchive(dataDir, YEARS * 365, now)
  const app = await startApp(folder, { DEMO: 'off' }, dataDir)
  const rows: Row[] = []
  try {
    const ask = async (path: string) => {
      const url = app.url + path
      const timing = await timeReads(url, { authorization: `Bearer ${key}` }, 100)
      // fetch unpacks what it asked for; what went over the wire is what gzip made of it.
      const body = Buffer.from(await (await fetch(url, { headers: { authorization: `Bearer ${key}` } })).arrayBuffer())
      return { ...timing, wire: gzipSync(body).length }
    }
    const trends = (metrics: readonly string[], days: number, bucket: string) =>
      `/api/trends?metrics=${metrics.join(',')}&from=${addDays(today, 1 - days)}&to=${today}&bucket=${bucket}`
    const asks = [
      ['one metric, a value a day', (days: number) => trends(['average_hrv'], days, 'day')],
      ['two metrics, a value a day', (days: number) => trends(['average_hrv', 'temperature_deviation'], days, 'day')],
      ['the small metrics, a mean a week', (days: number) => trends(SMALL_METRICS, days, 'week')],
      ['a part of all metrics, a value a day', (days: number) => trends(METRIC_NAMES.slice(0, 7), days, 'day')],
      ['a part of all metrics, a mean a week', (days: number) => trends(METRIC_NAMES.slice(0, 51), days, 'week')],
      ['rest mode, journeys, rings', (days: number) => `/api/trend-marks?from=${addDays(today, 1 - days)}&to=${today}`],
    ] as const
    for (const [what, pathOf] of asks) {
      const year = await ask(pathOf(365))
      const all = await ask(pathOf(YEARS * 365))
      rows.push({
        what: `${what}, ${YEARS} years (${kB(all.wire)} on the wire)`,
        ours: `p50 ${ms(all.p50)}, p95 ${ms(all.p95)}`,
        yardstick: `1 year p50 ${ms(year.p50)}, p95 ${ms(year.p95)}`,
        ratio: ratio(all.p50, year.p50),
        budget: '≤ 50 ms p95, ≤ 60 kB, < 10×',
      })
    }
  } finally {
    await app.stop()
    removeFolder(dataDir)
  }
  return rows
}

/** Milliseconds at 4× CPU throttle until the chart of a range is there after the range was asked for, and the first path of the page. */
async function draws(origin: string): Promise<{ first: number; range: number }> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS })
  try {
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      deviceScaleFactor: 2,
      hasTouch: true,
      isMobile: true,
    })
    const page = await context.newPage()
    await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: 4 })
    await page.addInitScript(() => {
      const look = () => {
        if (document.querySelector('.trend-line path')) Object.assign(window, { firstPath: performance.now() })
        else requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    })
    await page.goto(`${origin}/trends`, { waitUntil: 'networkidle' })
    const first = await page.evaluate(() => (window as unknown as { firstPath: number }).firstPath)
    const range = await page.evaluate(async () => {
      const line = () => document.querySelector('.trend-line path')?.getAttribute('d')
      const choose = (value: string) => document.querySelector<HTMLInputElement>(`input[type=radio][value="${value}"]`)?.click()
      const until = async (before: string | null | undefined) => {
        const limit = performance.now() + 30_000
        while (line() === before || line() === undefined) {
          if (performance.now() > limit) throw new Error('the chart did not change')
          await new Promise((resolve) => requestAnimationFrame(resolve))
        }
      }
      const ninety = line()
      choose('all')
      await until(ninety)
      const all = line()
      choose('90d')
      await until(all)
      // What is on the device by now: the drawing alone.
      const start = performance.now()
      choose('all')
      await until(ninety)
      return performance.now() - start
    })
    return { first, range }
  } finally {
    await browser.close()
  }
}

/** The Trends page as a phone gets it, beside an empty page of the same app. */
export async function timeTrendsPage(folder: string): Promise<Row[]> {
  const app = await startApp(folder, {})
  try {
    const scripts = await firstLoadScripts((asked) => fetch(app.url + asked), '/trends')
    const { page: trends, empty } = await lighthouseBeside(app.url, '/trends')
    const drawn = [await draws(app.url), await draws(app.url), await draws(app.url)]
    const row = (what: string, ours: string, yardstick: string, share: string, budget: string): Row => ({
      what,
      ours,
      yardstick,
      ratio: share,
      budget,
    })
    return [
      row('First-load JS of the Trends page, gzip', kB(scripts), '–', '–', '≤ 165 kB'),
      row(
        'Lighthouse mobile, performance',
        String(trends.performance),
        `empty page ${empty.performance}`,
        ratio(trends.performance, empty.performance),
        '≥ 95',
      ),
      row('Largest contentful paint', ms(trends.lcp), `empty page ${ms(empty.lcp)}`, ratio(trends.lcp, empty.lcp), '–'),
      row('Total blocking time', ms(trends.tbt), `empty page ${ms(empty.tbt)}`, ratio(trends.tbt, empty.tbt), '–'),
      row('Cumulative layout shift', trends.cls.toFixed(3), `empty page ${empty.cls.toFixed(3)}`, '–', '0'),
      row('First chart path, 4× throttle', ms(median(drawn.map((one) => one.first))), '–', '–', '–'),
      row('All years drawn from the device, 4× throttle', ms(median(drawn.map((one) => one.range))), '–', '–', '≤ 300 ms'),
    ]
  } finally {
    await app.stop()
    removeFolder(app.dataDir)
  }
}
