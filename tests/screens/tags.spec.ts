import { connect, test } from '../e2e/oura-test'
import { NOW } from '../e2e/ringside-test'
import { contextOf, LOOKS, picture } from './looks'

test.use({ file: 'screens-tags' })
test.setTimeout(600_000)

const TAGS = [
  { id: 'screens-coffee', at: '2026-11-18T08:05:00+01:00', code: 'tag_generic_coffee', name: null, note: null },
  {
    id: 'screens-bath',
    at: '2026-11-18T21:50:00+01:00',
    code: null,
    name: 'Cold bath 🛁',
    note: 'Ten minutes, 12 degrees.\nSlept at once.',
  },
  { id: 'screens-note', at: '2026-11-19T00:40:00+01:00', code: null, name: null, note: '雨の音で眠れなかった。窓を閉めた。' },
]

test('tags of one’s own: on the day, in their sheet, being edited', async ({ page, browser, ringside }) => {
  await connect(page, ringside.url)
  for (const tag of TAGS)
    await page.evaluate(
      (body) => fetch('/api/tags', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      tag,
    )
  const signed = await page.context().storageState()
  for (const look of LOOKS) {
    const context = await browser.newContext({
      ...contextOf(look),
      storageState: { ...signed, cookies: signed.cookies.filter((one) => one.name !== 'ringside-settings') },
    })
    const shown = await context.newPage()
    await shown.clock.setFixedTime(NOW)
    await shown.goto(ringside.url, { waitUntil: 'networkidle' })
    await shown.getByRole('button', { name: /^\+ (Coffee|コーヒー)$/ }).waitFor()
    await picture(shown, 'tags-one-tap', look)
    await shown.goto(`${ringside.url}/?day=2026-11-18`, { waitUntil: 'networkidle' })
    await picture(shown, 'tags-day', look)
    await shown.locator('.tag-button:visible').click()
    await shown.getByRole('dialog').getByText('Cold bath').first().waitFor()
    await picture(shown, 'tags-sheet', look)
    await shown
      .getByRole('dialog')
      .getByRole('button', { name: /Cold bath/ })
      .last()
      .click()
    await picture(shown, 'tags-edit', look)
    await context.close()
  }
})
