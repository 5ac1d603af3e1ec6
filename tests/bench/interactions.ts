import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test'
import { CHROMIUM, CHROMIUM_FLAGS } from '../setup/chromium'
import { median } from './report'

/** Milliseconds at 4× CPU throttle on a phone; `dayBelow`: until what lies below the fold shows the other day, too. */
export type Interaction = {
  alive: number
  bootTask: number
  touch: number
  takeover: number
  longestTask: number
  frame: number
  dayChange: number
  dayBelow: number
}

/** What the page notes of itself. */
type Notes = { tasks: number[]; frames: number[]; touched: number; crosshair: number; live: number }
type Noted = { notes: Notes }

async function throttledPage(browser: Browser): Promise<{ page: Page; cdp: CDPSession }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true })
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.addInitScript(() => {
    const notes: Notes = { tasks: [], frames: [], touched: 0, crosshair: 0, live: 0 }
    Object.assign(window, { notes })
    new PerformanceObserver((list) => notes.tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
      type: 'longtask',
      buffered: true,
    })
  })
  return { page, cdp }
}

/** The median of some rounds; tasks are the longest of all. */
export async function interactions(origin: string, rounds: number): Promise<Interaction> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS })
  const found: Interaction[] = []
  try {
    for (let round = 0; round < rounds; round++) found.push(await interactOnce(browser, origin))
  } finally {
    await browser.close()
  }
  const all = (key: keyof Interaction) => found.map((one) => one[key])
  return {
    alive: median(all('alive')),
    bootTask: Math.max(...all('bootTask')),
    touch: median(all('touch')),
    takeover: median(all('takeover')),
    longestTask: Math.max(...all('longestTask')),
    frame: median(all('frame')),
    dayChange: median(all('dayChange')),
    dayBelow: median(all('dayBelow')),
  }
}

async function interactOnce(browser: Browser, origin: string): Promise<Interaction> {
  const { page, cdp } = await throttledPage(browser)
  await page.goto(origin, { waitUntil: 'load' })
  await page.waitForFunction(() => !document.querySelector('[data-later]'))
  const boot = await page.evaluate(() => {
    const { notes } = window as unknown as Noted
    return { alive: performance.now(), bootTask: Math.max(0, ...notes.tasks) }
  })
  // The days beside this one come once the page is at rest.
  await page.waitForTimeout(6000)
  const changes: { painted: number; below: number }[] = []
  for (let step = 0; step < 4; step++) {
    // Today has no next day: back, forth, back, forth.
    changes.push(await changeDay(page, step % 2 === 0 ? 'Previous day' : 'Next day'))
    await page.waitForTimeout(1500)
  }
  const scrubbed = await scrub(page, cdp)
  await page.context().close()
  return {
    ...boot,
    ...scrubbed,
    dayChange: median(changes.map(({ painted }) => painted)),
    dayBelow: median(changes.map(({ below }) => below)),
  }
}

/** From the first touch of the clock to its crosshair and to recharts in its place; then frames under a moving finger. */
async function scrub(page: Page, cdp: CDPSession) {
  const clock = page.locator('.day-clock')
  await clock.scrollIntoViewIfNeeded()
  const box = await clock.boundingBox()
  if (!box) throw new Error('the day clock is not on the page')
  await page.evaluate(() => {
    const { notes } = window as unknown as Noted
    notes.tasks.length = 0
    const target = document.querySelector('.day-clock')
    target?.addEventListener('pointerdown', () => (notes.touched = performance.now()), { once: true, capture: true })
    const look = () => {
      if (notes.touched && !notes.crosshair && target?.querySelector('.crosshair')) notes.crosshair = performance.now()
      if (notes.crosshair && target?.querySelector('.recharts-wrapper path')) notes.live = performance.now()
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  const y = box.y + Math.min(box.height, 700) * 0.35
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', share: number) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: box.x + box.width * share, y }] })
  await touch('touchStart', 0.3)
  for (let step = 1; step <= 6; step++) await touch('touchMove', 0.3 + step * 0.01)
  await page.waitForFunction(() => (window as unknown as Noted).notes.live > 0, undefined, { timeout: 20_000 })
  await page.waitForTimeout(800)
  const first = await page.evaluate(() => {
    const { notes } = window as unknown as Noted
    return {
      touch: notes.crosshair - notes.touched,
      takeover: notes.live - notes.touched,
      longestTask: Math.max(0, ...notes.tasks),
    }
  })
  await page.evaluate(() => {
    const { notes } = window as unknown as Noted
    let last = performance.now()
    const tick = () => {
      const now = performance.now()
      notes.frames.push(now - last)
      last = now
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  for (let step = 0; step < 60; step++) await touch('touchMove', 0.3 + step * 0.008)
  await touch('touchEnd', 0.8)
  const frame = await page.evaluate(() => {
    const frames = (window as unknown as Noted).notes.frames.sort((a, b) => a - b)
    return frames[Math.floor(frames.length * 0.95)] ?? 0
  })
  return { ...first, frame }
}

/** From the click to the frame after the clock shows the other day, and until the contributors do. */
async function changeDay(page: Page, button: string): Promise<{ painted: number; below: number }> {
  return page.evaluate(async (name) => {
    const clock = () => [...document.querySelectorAll('.day-clock .poster path')].map((path) => path.getAttribute('d')).join('')
    const below = () => [...document.querySelectorAll('section')].at(-1)?.textContent
    const frame = () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => resolve()
          port2.postMessage(0)
        }),
      )
    const [drawn, said] = [clock(), below()]
    const start = performance.now()
    document.querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`)?.click()
    const until = async (changed: () => boolean) => {
      do {
        await frame()
        if (performance.now() - start > 5000) return Number.NaN
      } while (!changed())
      return performance.now() - start
    }
    const painted = await until(() => clock() !== drawn)
    return { painted, below: await until(() => below() !== said) }
  }, button)
}
