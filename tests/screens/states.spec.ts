import { connect, expect, TOKEN, test } from '../e2e/oura-test'
import { ALL_SCOPES } from '../stand-in/account'
import { pictures } from './looks'

test.use({ file: 'screens-states' })
test.setTimeout(600_000)

const both = (name: string) => ({ [`day-${name}`]: '/', [`data-${name}`]: '/data' })

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
  await pictures(browser, ringside.url, signed, both('fresh'))
  account.scopes.delete('stress')
  account.scopes.delete('heart_health')
  await sync('limited')
  await pictures(browser, ringside.url, signed, both('limited'))
  for (const scope of ALL_SCOPES) account.scopes.add(scope)
  account.tokens.delete(TOKEN)
  await sync('reconnect')
  await pictures(browser, ringside.url, signed, both('reconnect'))
})
