import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test'
import { CHROMIUM, CHROMIUM_FLAGS } from '../setup/chromium'
import { median } from './report'

/** Gzip bytes of every script that the first HTML of a page asks for. */
export async function firstLoadScripts(origin: string, path: string): Promise<number> {
  const html = await (await fetch(origin + path)).text()
  const sources = new Set([...html.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+\.js)"/g)].map((match) => match[1] as string))
  const sizes = await Promise.all(
    [...sources].map(async (source) => gzipSync(Buffer.from(await (await fetch(origin + source)).arrayBuffer()), { level: 9 }).length),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

export type Lighthouse = { performance: number; fcp: number; lcp: number; tbt: number; cls: number }

/** One run of Lighthouse's mobile preset. It is fetched for the occasion: its own lockfile entry would break `npm ci`. */
export function lighthouse(url: string): Lighthouse {
  const output = join(mkdtempSync(join(tmpdir(), 'ringside-lighthouse-')), 'report.json')
  const flags = ['--headless=new', ...CHROMIUM_FLAGS].join(' ')
  const { status, stderr } = spawnSync(
    'npx',
    [
      '-y',
      'lighthouse@13.5.0',
      url,
      '--quiet',
      '--only-categories=performance',
      '--output=json',
      `--output-path=${output}`,
      `--chrome-flags=${flags}`,
    ],
    { encoding: 'utf8', env: { ...process.env, CHROME_PATH: CHROMIUM } },
  )
  if (status !== 0) throw new Error(`Lighthouse failed on ${url}: ${stderr.slice(-400)}`)
  const report = JSON.parse(readFileSync(output, 'utf8')) as {
    categories: { performance: { score: number } }
    audits: Record<string, { numericValue: number }>
  }
  const value = (audit: string) => report.audits[audit]?.numericValue ?? Number.NaN
  return {
    performance: Math.round(report.categories.performance.score * 100),
    fcp: value('first-contentful-paint'),
    lcp: value('largest-contentful-paint'),
    tbt: value('total-blocking-time'),
    cls: value('cumulative-layout-shift'),
  }
}

export const medianRun = (runs: readonly Lighthouse[]): Lighthouse => ({
  performance: median(runs.map((run) => run.performance)),
  fcp: median(runs.map((run) => run.fcp)),
  lcp: median(runs.map((run) => run.lcp)),
  tbt: median(runs.map((run) => run.tbt)),
  cls: median(runs.map((run) => run.cls)),
})

async function throttledPage(browser: Browser): Promise<{ page: Page; cdp: CDPSession }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true })
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  // Long tasks and the first path of a chart, noted by the page itself.
  await page.addInitScript(() => {
    const notes = { firstPath: 0, tasks: [] as number[] }
    Object.assign(window, { notes })
    new PerformanceObserver((list) => notes.tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
      type: 'longtask',
      buffered: true,
    })
    const look = () => {
      if (document.querySelector('.poster path')) notes.firstPath = performance.now()
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  return { page, cdp }
}

export type Interaction = { firstPath: number; touch: number; takeover: number; longestTask: number; frame: number; dayChange: number }

/** Milliseconds at 4× CPU throttle on a phone: first chart path, first touch, a scrub frame (p95), a change of day that is on the device. */
export async function interactions(origin: string, rounds: number): Promise<Interaction> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS })
  const found: Interaction[] = []
  try {
    for (let round = 0; round < rounds; round++) found.push(await interactOnce(browser, origin))
  } finally {
    await browser.close()
  }
  const of = (key: keyof Interaction) => median(found.map((one) => one[key]))
  return {
    firstPath: of('firstPath'),
    touch: of('touch'),
    takeover: of('takeover'),
    longestTask: Math.max(...found.map((one) => one.longestTask)),
    frame: of('frame'),
    dayChange: of('dayChange'),
  }
}

async function interactOnce(browser: Browser, origin: string): Promise<Interaction> {
  const { page, cdp } = await throttledPage(browser)
  await page.goto(origin, { waitUntil: 'networkidle' })
  await page.waitForTimeout(1500)
  const firstPath = await page.evaluate(() => (window as unknown as { notes: { firstPath: number } }).notes.firstPath)

  // What changes under the finger: the crosshair appears; the time is taken inside the page, from the event to the frame after it.
  const clock = page.locator('[data-day-clock]')
  await clock.scrollIntoViewIfNeeded()
  const box = await clock.boundingBox()
  if (!box) throw new Error('the day clock is not on the page')
  await page.evaluate(() => {
    const notes = (window as unknown as { notes: { tasks: number[]; touched: number; crosshair: number; live: number } }).notes
    notes.tasks.length = 0
    const target = document.querySelector('[data-day-clock]')
    target?.addEventListener('pointerdown', () => (notes.touched = performance.now()), { once: true, capture: true })
    const before = target?.querySelector('[data-crosshair]')?.getAttribute('x1')
    const look = () => {
      const moved = notes.touched && target?.querySelector('[data-crosshair]')?.getAttribute('x1') !== before
      if (moved && !notes.crosshair) notes.crosshair = performance.now()
      const lanes = target?.querySelectorAll('.lane').length ?? 0
      const live = target?.querySelectorAll('.lane .chart path').length ?? 0
      if (notes.crosshair && lanes > 0 && live > 0) notes.live = performance.now()
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  const y = box.y + Math.min(box.height, 700) * 0.35
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: box.x + box.width * 0.3, y }] })
  for (let step = 1; step <= 6; step++)
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: box.x + box.width * 0.3 + step * 4, y }] })
  await page.waitForFunction(() => (window as unknown as { notes: { live: number } }).notes.live > 0, undefined, { timeout: 20_000 })
  await page.waitForTimeout(800)
  const touched = await page.evaluate(() => {
    const notes = (window as unknown as { notes: { tasks: number[]; touched: number; crosshair: number; live: number } }).notes
    return { touch: notes.crosshair - notes.touched, takeover: notes.live - notes.touched, longestTask: Math.max(0, ...notes.tasks) }
  })

  // Frames while scrubbing, once recharts has taken over.
  await page.evaluate(() => {
    const notes = (window as unknown as { notes: { frames: number[] } }).notes
    notes.frames = []
    let last = performance.now()
    const tick = () => {
      const now = performance.now()
      notes.frames.push(now - last)
      last = now
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  for (let step = 0; step < 60; step++)
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: box.x + box.width * (0.3 + step * 0.008), y }] })
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  const frame = await page.evaluate(() => {
    const { frames } = (window as unknown as { notes: { frames: number[] } }).notes
    return frames.sort((a, b) => a - b)[Math.floor(frames.length * 0.95)] ?? 0
  })

  const dayChange = await changeDay(page)
  await page.context().close()
  return { firstPath, ...touched, frame, dayChange }
}

async function changeDay(page: Page): Promise<number> {
  await page.waitForTimeout(1500)
  return page.evaluate(async () => {
    const sign = () => [...document.querySelectorAll('[data-day-clock] .poster path')].map((path) => path.getAttribute('d')).join('')
    const before = sign()
    const start = performance.now()
    document.querySelector<HTMLButtonElement>('[data-step="previous"]')?.click()
    while (sign() === before) {
      if (performance.now() - start > 5000) return Number.NaN
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
    return performance.now() - start
  })
}
