import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { COLLECTION_NAMES, isSampleCollection } from '@/lib/oura/collections'
import { connect, expect, TOKEN, test } from '../e2e/oura-test'
import { NOW } from '../e2e/ringside-test'
import { pictures } from './looks'

test.use({ file: 'screens-troubles' })
test.setTimeout(900_000)

const both = (name: string) => ({ [`day-${name}`]: '/', [`data-${name}`]: '/data' })
const TODAY = NOW.slice(0, 10)

test('a first sync, a day of which nothing is here yet, an Oura out of reach, a lost key and a wait', async ({
  page,
  browser,
  ringside,
  oura,
}) => {
  const store = oura.accounts.find(({ tokens }) => tokens.has(TOKEN))?.store
  if (!store || !('remove' in store)) throw new Error('the stand-in has no account that can be rewritten')
  for (const collection of COLLECTION_NAMES) {
    if (isSampleCollection(collection)) store.removeSamples(collection, Date.parse(TODAY), Date.parse(NOW))
    else for (const { id } of store.documents(collection, TODAY, '2026-12-31')) store.remove(collection, id)
    // Nobody waits longer than ten seconds for an answer to begin.
    oura.fault({ kind: 'latency', ms: 8_000, collection })
  }
  await connect(page, ringside.url)
  const signed = await page.context().storageState()
  const state = async (of: 'connection' | 'sync') => (await (await page.request.get(`${ringside.url}/api/${of}`)).json()).state
  const sync = async (wanted: string) => {
    await page.evaluate(() => fetch('/api/sync', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }))
    await expect.poll(() => state('connection'), { timeout: 120_000 }).toBe(wanted)
  }
  await pictures(browser, ringside.url, signed, { 'first-sync': '/connect?connected=oura' })
  await pictures(browser, ringside.url, signed, { 'day-first-sync': '/' })

  oura.clearFaults()
  await expect.poll(() => state('sync'), { timeout: 240_000 }).toBe('idle')
  await pictures(browser, ringside.url, signed, { 'day-today-empty': '/' })

  // Not an outage of the host: that ends in a wait, of which the clock of this server, standing still, never sees the end.
  oura.fault({ kind: 'cursor' })
  await sync('stale')
  await pictures(browser, ringside.url, signed, both('stale'))

  oura.clearFaults()
  const { NEXTAUTH_SECRET } = JSON.parse(readFileSync(join(ringside.folder, 'secrets.json'), 'utf8'))
  await ringside.restart({ NEXTAUTH_SECRET, DATA_KEYS: `k2:${randomBytes(32).toString('base64')}` })
  await sync('misconfigured')
  await pictures(browser, ringside.url, signed, both('misconfigured'))

  await ringside.restart()
  await sync('fresh')
  oura.fault({ kind: 'rate-limit', seconds: 600 })
  await sync('limited')
  await pictures(browser, ringside.url, signed, both('waiting'))
})
