import type { Page } from '@playwright/test'
import { expect, visitorTest as test } from './ringside-test'

/**
 * Controls of the page at hand that a finger cannot hit: less than 44 px either way around their middle, as the browser itself answers for
 * each point. Less, but never under 24, is enough where the next control begins within those 44 (rows of a list); a link within a sentence
 * may be as high as its line. Both as in WCAG 2.5.8.
 */
const tooSmall = (page: Page) =>
  page.evaluate(() => {
    const [ENOUGH, LEAST] = [44, 24]
    const CONTROLS = 'a[href], button, input, select, textarea, summary, [role="button"], [role="slider"]'
    const open = document.querySelector('dialog[open]')
    const root = open ?? document.body
    const said: string[] = []
    for (const element of root.querySelectorAll<HTMLElement>(CONTROLS)) {
      if (element.matches(':disabled, [type="hidden"]') || element.closest('svg, [inert], [aria-hidden="true"]')) continue
      const label = element.closest('label')
      const target = label ?? element
      if (!target.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
      // Only there while it has the focus, for those who go by keys.
      if (target.matches('.sr-only, .skip')) continue
      target.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
      const box = target.getBoundingClientRect()
      if (box.width === 0 || box.height === 0) continue
      // Of a slider it is the handle that is taken: as wide as the slider is high, at its value.
      const slider = element instanceof HTMLInputElement && element.type === 'range' ? element : null
      const share = slider ? (slider.valueAsNumber - Number(slider.min)) / (Number(slider.max) - Number(slider.min)) : 0.5
      const x = slider ? box.x + box.height / 2 + share * (box.width - box.height) : box.x + box.width / 2
      const y = box.y + box.height / 2
      const mine = (at: number, down: number) => {
        const hit = document.elementFromPoint(at, down)
        return hit !== null && (target.contains(hit) || hit.closest('label')?.control === element)
      }
      const reach = (stepX: number, stepY: number) => {
        let far = 0
        while (far < 60 && mine(x + stepX * (far + 1), y + stepY * (far + 1))) far++
        return far
      }
      const name = element.getAttribute('aria-label') ?? target.textContent?.trim().slice(0, 40) ?? ''
      const what = `${element.tagName.toLowerCase()} “${name || element.id}”`
      if (!mine(x, y)) {
        said.push(`${what}: something lies over its middle`)
        continue
      }
      const besides = (stepX: number, stepY: number) => {
        for (let far = 1; far <= ENOUGH / 2; far++) {
          const hit = document.elementFromPoint(x + stepX * far, y + stepY * far)
          const other = hit?.closest(CONTROLS) ?? hit?.closest('label')
          if (other && !target.contains(other) && other !== target) return true
        }
        return false
      }
      const enough = (size: number, stepX: number, stepY: number) =>
        size >= ENOUGH || (size >= LEAST && (besides(stepX, stepY) || besides(-stepX, -stepY)))
      const [width, height] = [reach(-1, 0) + reach(1, 0) + 1, reach(0, -1) + reach(0, 1) + 1]
      const inSentence = element.matches('a') && getComputedStyle(element).display === 'inline' && element.closest('p, li') !== null
      if (!enough(width, 1, 0) || !(inSentence || enough(height, 0, 1))) said.push(`${what}: ${width} × ${height}`)
    }
    return [...new Set(said)]
  })

const PAGES = [
  '/?day=2026-09-22',
  '/',
  '/?day=2026-01-18',
  '/night?day=2026-11-18',
  '/night?day=2026-11-13',
  '/trends',
  '/trends?metric=average_hrv&with=lowest_heart_rate',
  '/trends?view=links',
  '/trends?view=experiments',
  '/trends?view=rhythm',
  '/trends/report',
  '/data',
  '/connect',
]

const SHEETS: [name: string, path: string, open: (page: Page) => Promise<unknown>][] = [
  ['calendar', '/?day=2026-09-22', (page) => page.keyboard.press('g')],
  ['table', '/?day=2026-09-22', (page) => page.keyboard.press('t')],
  ['keys', '/?day=2026-09-22', (page) => page.keyboard.press('?')],
  ['tags', '/?day=2026-09-22', (page) => page.locator('.tag-button:visible').click()],
  ['explain', '/night?day=2026-11-18', (page) => page.locator('.explain').first().click()],
  ['metrics of the report', '/trends/report', (page) => page.locator('button[aria-haspopup="dialog"]').first().click()],
]

// In Japanese, the pages with the most words.
for (const [locale, widths, pages] of [
  ['en-GB', [320, 390], PAGES],
  ['ja-JP', [320], ['/', '/trends?view=links', '/trends/report', '/data', '/connect']],
] as const)
  test.describe(locale, () => {
    test.use({ locale, hasTouch: true })
    test.setTimeout(240_000)

    const expectLargeEnough = async (page: Page, what: string) => {
      for (const width of widths) {
        await page.setViewportSize({ width, height: 844 })
        await page.waitForTimeout(300)
        expect.soft(await tooSmall(page), `${what} at ${width} px`).toEqual([])
      }
    }

    test('every control can be hit by a finger', async ({ page }) => {
      for (const path of pages) {
        await page.goto(path, { waitUntil: 'networkidle' })
        await expectLargeEnough(page, path)
      }
    })

    test('every control of a sheet can be hit by a finger', async ({ page }) => {
      for (const [name, path, open] of SHEETS) {
        await page.goto(path, { waitUntil: 'networkidle' })
        await open(page)
        await expect(page.locator('dialog[open]')).toBeVisible()
        await expectLargeEnough(page, name)
      }
    })
  })
