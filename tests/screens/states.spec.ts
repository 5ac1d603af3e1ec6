import type { Browser, BrowserContext } from '@playwright/test'
import { connect, expect, TOKEN, test } from '../e2e/oura-test'
import { NOW } from '../e2e/ringside-test'
import { ALL_SCOPES } from '../stand-in/account'
import { contextOf, LOOKS, picture } from './looks'

test.use({ file: 'screens-states' })
test.setTimeout(600_000)

type Signed = Awaited<ReturnType<BrowserContext['storageState']>>

async function pictures(browser: Browser, url: string, signed: Signed, name: string): Promise<void> {
  for (const look of LOOKS) {
    const context = await browser.newContext({
      ...contextOf(look),
      storageState: { ...signed, cookies: signed.cookies.filter((one) => one.name !== 'ringside-settings') },
    })
    const page = await context.newPage()
    await page.clock.setFixedTime(NOW)
    for (const [where, path] of [
      ['day', '/'],
      ['data', '/data'],
    ] as const) {
      await page.goto(url + path, { waitUntil: 'networkidle' })
      await picture(page, `${where}-${name}`, look)
    }
    await context.close()
  }
}

test('a ring that is connected, shared in part, refused and lapsed', async ({ page, browser, ringside, oura }) => {
  const [account] = oura.accounts
  if (!account) throw new Error('the stand-in has no account')
  await connect(page, ringside.url)
  const signed = await page.context().storageState()
  const sync = async (state: string) => {
    await page.evaluate(() => fetch('/api/sync', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }))
    await expect
      .poll(async () => (await (await page.request.get(`${ringside.url}/api/connection`)).json()).state, { timeout: 60_000 })
      .toBe(state)
  }
  await pictures(browser, ringside.url, signed, 'fresh')
  account.scopes.delete('stress')
  account.scopes.delete('heart_health')
  await sync('limited')
  await pictures(browser, ringside.url, signed, 'limited')
  for (const scope of ALL_SCOPES) account.scopes.add(scope)
  account.tokens.delete(TOKEN)
  await sync('reconnect')
  await pictures(browser, ringside.url, signed, 'reconnect')
})
