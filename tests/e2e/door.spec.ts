import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import Sqlite from 'better-sqlite3'
import { SETTINGS_COOKIE } from '@/lib/domain/settings'
import { type Ringside, startRingside } from '../setup/ringside'
import { startTlsFront } from '../setup/tls-front'
import { emptyStore, overlayStore } from '../stand-in/document-store'
import { startStandIn } from '../stand-in/stand-in'
import { serious } from './axe'
import { connect, TOKEN } from './oura-test'

/** Behind a proxy that does TLS, as a server on the internet stands: what browsers are told, and whether the pages keep to it. */
test.describe('behind TLS', () => {
  test.use({ ignoreHTTPSErrors: true })
  let front: Awaited<ReturnType<typeof startTlsFront>>
  let ringside: Ringside

  test.beforeAll(async () => {
    test.setTimeout(240_000)
    front = await startTlsFront()
    ringside = await startRingside({ APP_URL: front.url, DEMO: 'on' })
    front.to(ringside.url)
  })
  test.afterAll(async () => {
    await ringside?.stop()
    await front?.close()
  })

  test('a whole tour breaks no rule of the content security policy, and signing out leaves nothing behind', async ({ page, context }) => {
    test.setTimeout(180_000)
    const broken: string[] = []
    await page.exposeFunction('brokenRule', (rule: string) => broken.push(rule))
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
        (window as unknown as { brokenRule(rule: string): void }).brokenRule(`${violatedDirective} ${blockedURI} ${sourceFile}`),
      )
    })
    page.on('pageerror', (error) => broken.push(String(error)))
    await page.goto(`${front.url}/connect`)
    await page.getByRole('button', { name: 'Explore with a demo ring' }).click()
    await page.waitForURL(`${front.url}/`)
    const held = await context.cookies()
    expect(held.map(({ name }) => name)).toContain('__Host-ringside.session')
    for (const { name, secure, httpOnly, sameSite } of held.filter((cookie) => cookie.name.includes('ringside')))
      if (name.startsWith('__Host-'))
        expect({ name, secure, httpOnly, sameSite }).toEqual({ name, secure: true, httpOnly: true, sameSite: 'Lax' })
    for (const path of ['/', '/night', '/trends', '/data', '/connect', '/none']) {
      await page.goto(`${front.url}${path}`)
      await page.waitForLoadState('networkidle')
      // Charts take over from their posters at the first touch.
      for (const chart of (await page.getByRole('img').all()).slice(0, 6))
        if (await chart.isVisible()) await chart.hover({ timeout: 2000 }).catch(() => undefined)
      await page.mouse.wheel(0, 2000)
    }
    await page.goto(`${front.url}/data`)
    await page.evaluate(() => localStorage.setItem('left', 'behind'))
    const left = page.waitForResponse((response) => response.url().endsWith('/api/auth/signout'))
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    expect(await (await left).headerValue('clear-site-data')).toContain('"storage"')
    // The page goes there by itself.
    await page.waitForURL(`${front.url}/connect`)
    expect(await page.evaluate(() => localStorage.getItem('left'))).toBeNull()
    expect((await context.cookies()).map(({ name }) => name)).not.toContain('__Host-ringside.session')
    expect(broken).toEqual([])
  })

  // What the scoring of MDN's HTTP Observatory gives points for, or takes them away; docs/security.md has its verdict.
  test('every header that browsers can be told to be strict with is there, on every page', async ({ request }) => {
    for (const path of ['/', '/connect', '/none', '/api/health', '/icon.svg', '/manifest.webmanifest']) {
      const response = await request.get(`${front.url}${path}`, { maxRedirects: 0 })
      const headers = response.headers()
      const policy = headers['content-security-policy'] ?? ''
      expect(policy, path).toMatch(/^default-src 'none'; /)
      expect(policy, path).not.toMatch(/unsafe|\*|https?:|http:/)
      for (const part of ["frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "object-src 'none'"])
        expect(policy, path).toContain(part)
      expect(headers, path).toMatchObject({
        'strict-transport-security': 'max-age=63072000; includeSubDomains',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(headers['access-control-allow-origin'], path).toBeUndefined()
      expect(headers.server ?? headers['x-powered-by'], path).toBeUndefined()
    }
  })
})

test('a clock that is ten minutes off and copies that are not made are said on the page of data, in both languages', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000)
  const store = overlayStore({ ...emptyStore, personalInfo: () => ({ id: 'ann' }) })
  const oura = await startStandIn({ now: () => Date.now() + 600_000, accounts: [{ name: 'ann', tokens: [TOKEN], store }] })
  const ringside = await startRingside({ OURA_API_URL: oura.url })
  try {
    await connect(page, ringside.url)
    // Somebody lives here for longer than the two days that a copy may take.
    const db = new Sqlite(join(ringside.folder, 'data', 'ringside.db'))
    db.prepare('update "user" set created_at = created_at - ?').run(3 * 86_400_000)
    db.close()
    await page.goto(`${ringside.url}/data`)
    const said = page.getByRole('status').filter({ hasText: 'clock' })
    await expect(said).toContainText('10 min behind Oura’s. Set it right')
    await expect(page.getByRole('status').filter({ hasText: 'copy of the archive' })).toContainText('has not been able to make one yet')
    expect(await serious(page)).toEqual([])
    // The session alone: the first browser also keeps its language in a cookie.
    const { cookies } = await page.context().storageState()
    const session = cookies.filter(({ name }) => name !== SETTINGS_COOKIE)
    const japanese = await browser.newContext({
      locale: 'ja-JP',
      viewport: { width: 320, height: 700 },
      storageState: { cookies: session, origins: [] },
    })
    const other = await japanese.newPage()
    await other.goto(`${ringside.url}/data`)
    await expect(other.getByRole('status').filter({ hasText: '時計' })).toContainText('10分遅れて')
    await expect(other.getByRole('status').filter({ hasText: 'コピーを作成できていません' })).toBeVisible()
    expect(await other.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await japanese.close()
  } finally {
    await ringside.stop()
    await oura.close()
  }
})
