import type { Page } from '@playwright/test'
import { CHROMIUM, CHROMIUM_FLAGS } from '../setup/chromium'
import { expect, NOW, test } from './ringside-test'

/** Words that reach out of the window, are cut off at the side, or lie on other words; words inside pictures only where they reach out. */
const unreadable = (page: Page) =>
  page.evaluate(() => {
    const found = new Set<string>()
    if (document.documentElement.scrollWidth > innerWidth) found.add(`the page is ${document.documentElement.scrollWidth} px wide`)
    const words: { node: Node; box: DOMRect }[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      const text = node.textContent?.trim().slice(0, 40)
      if (!text || !parent?.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true, opacityProperty: true })) continue
      if (parent.closest('.sr-only, script, style, nav, details:not([open]) > :not(summary)')) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const whole = range.getBoundingClientRect()
      if (whole.width < 2) continue
      if (whole.right > innerWidth + 1 || whole.left < -1) found.add(`“${text}” reaches out of the window`)
      if (parent.closest('svg, [role="img"]')) continue
      for (const box of range.getClientRects()) words.push({ node, box })
    }
    for (const [index, one] of words.entries())
      for (const other of words.slice(index + 1)) {
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
        if (one.node !== other.node && across > 2 && down > 0.35 * Math.min(one.box.height, other.box.height))
          found.add(`“${one.node.textContent?.trim()}” lies on “${other.node.textContent?.trim()}”`)
      }
    return [...found]
  })

for (const locale of ['en-GB', 'ja-JP'])
  test(`every page can be read with text twice as large, ${locale}`, async ({ playwright, demo, visitor }) => {
    test.slow()
    // The browser's own setting for text at twice its usual size, which zooms nothing else.
    const args = [...CHROMIUM_FLAGS, '--blink-settings=defaultFontSize=32']
    const browser = await playwright.chromium.launch({ executablePath: CHROMIUM, args })
    const context = await browser.newContext({ baseURL: demo.url, storageState: visitor, viewport: { width: 390, height: 844 }, locale })
    const page = await context.newPage()
    await page.clock.setFixedTime(NOW)
    for (const path of ['/?day=2026-11-20', '/night?day=2026-11-20', '/trends', '/data', '/connect']) {
      await page.goto(path, { waitUntil: 'networkidle' })
      expect(await page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize))).toBe(32)
      expect.soft(await unreadable(page), path).toEqual([])
    }
    await browser.close()
  })
