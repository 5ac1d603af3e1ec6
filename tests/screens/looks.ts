import type { Browser, BrowserContext, Page } from '@playwright/test'
import { NOW } from '../e2e/ringside-test'

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } } as const
const THEMES = ['light', 'dark'] as const
const LOCALES = { en: 'en-GB', ja: 'ja-JP' } as const

/** Every way a page is looked at: size × theme × language. */
export const LOOKS = Object.entries(SIZES).flatMap(([size, viewport]) =>
  THEMES.flatMap((theme) => Object.entries(LOCALES).map(([language, locale]) => ({ size, viewport, theme, language, locale }))),
)
export type Look = (typeof LOOKS)[number]

/** What a browser context is made with for a look. */
export const contextOf = ({ viewport, theme, locale }: Look) => ({ viewport, colorScheme: theme, locale, deviceScaleFactor: 2 })

/** The whole page, its parts alive, as screens/SCENE-SIZE-THEME-LANGUAGE.png. */
export async function picture(page: Page, scene: string, look: Look): Promise<void> {
  await page.waitForFunction(() => {
    window.dispatchEvent(new Event('focusin'))
    return !document.querySelector('[data-later]')
  })
  await page.waitForTimeout(1000)
  await page.screenshot({ path: `screens/${scene}-${look.size}-${look.theme}-${look.language}.png`, fullPage: true })
}

/** Whoever signed in, with their cookies. */
export type Signed = Awaited<ReturnType<BrowserContext['storageState']>>

/** Pages (by scene: their path) of somebody who is signed in, in every look. */
export async function pictures(browser: Browser, url: string, signed: Signed, scenes: Record<string, string>): Promise<void> {
  const cookies = signed.cookies.filter((one) => one.name !== 'ringside-settings')
  for (const look of LOOKS) {
    const context = await browser.newContext({ ...contextOf(look), storageState: { ...signed, cookies } })
    const page = await context.newPage()
    await page.clock.setFixedTime(NOW)
    for (const [scene, path] of Object.entries(scenes)) {
      await page.goto(url + path, { waitUntil: 'load' })
      await picture(page, scene, look)
    }
    await context.close()
  }
}
