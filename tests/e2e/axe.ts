import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/**
 * What axe finds on the page at hand, by rule and element. It runs whole within the page ("legacy", as no page has frames) and keeps
 * only what is broken: a fourth of the time that collecting every element that passes takes.
 */
async function axeFinds(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze()
  return violations.map(({ id, impact, nodes }) => ({ impact, text: `${id}: ${nodes.map(({ html }) => html).join(' ')}` }))
}

/** Of these, the serious and the critical. */
export async function serious(page: Page): Promise<string[]> {
  return (await axeFinds(page)).filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ text }) => text)
}

/** The page at hand, light and dark, on a small phone, a phone and a desk: axe finds nothing, and nothing is wider than the window. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const width of [320, 390, 1280])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 800 })
      await page.emulateMedia({ colorScheme })
      const where = `${colorScheme} at ${width} px`
      expect
        .soft(
          (await axeFinds(page)).map(({ text }) => text),
          where,
        )
        .toEqual([])
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), where).toBe(width)
    }
}
