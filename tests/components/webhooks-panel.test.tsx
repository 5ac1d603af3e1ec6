import { describe, expect, test } from 'vitest'
import { WebhooksPanel } from '@/components/panels/webhooks-panel'
import { NowProvider } from '@/components/ui/now'
import type { WebhooksBody } from '@/lib/api'
import type { Settings } from '@/lib/domain/settings'
import { makeQueryClient } from '@/lib/queries/query-client'
import { webhooksQueries } from '@/lib/queries/webhooks'
import { renderPage } from '../setup/render'

const NOW = Date.parse('2026-11-23T13:18:00Z')
const URL = 'https://ring.example.org/api/webhooks/oura'

function panel(more: Partial<WebhooksBody>, locale: Settings['locale'] = 'en') {
  const client = makeQueryClient()
  client.setQueryData(webhooksQueries.current().queryKey, { missing: null, state: 'on', url: URL, last_event_at: null, ...more })
  const html = renderPage(
    <NowProvider now={NOW} zone="Europe/Berlin">
      <WebhooksPanel syncMinutes={15} />
    </NowProvider>,
    { client, settings: { locale } },
  )
  expect(html).not.toContain('style=')
  return { html, said: html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ') }
}

const LATELY = '2026-11-23T12:58:00Z'
const CASES: [Partial<WebhooksBody>, string, string, string | null][] = [
  [{ state: 'off' }, 'Off. Ringside asks Oura every 15 min.', 'オフです。Ringsideが15分ごとに', null],
  [{ state: 'stopping' }, 'what it announces until then is not looked at', '通知の停止を依頼しています', null],
  [{ state: 'starting' }, 'Oura is being asked to announce new data', 'Ouraに通知を依頼しています', null],
  [{ state: 'on' }, 'Oura has not announced anything yet.', 'Ouraからの通知はまだありません。', null],
  [{ state: 'on', last_event_at: LATELY }, 'Last announcement 13:58.', '最後の通知 13:58。', null],
  [
    { state: 'quiet', last_event_at: '2026-11-21T12:58:00Z' },
    'Last announcement Sat 13:58. Nothing came for more than a day.',
    '最後の通知 土 13:58。1日以上通知がありません。',
    'Try again now',
  ],
  [{ state: 'quiet' }, 'Oura has not announced anything yet. Nothing came', 'まだありません。', 'Try again now'],
  [{ state: 'nobody' }, 'Nobody is connected through the application', '接続しているメンバーがいません', null],
  [{ state: 'unreachable' }, `Check that ${URL} can be opened from the internet`, 'Ouraがこのサーバーに接続できません。', 'Try again now'],
  [{ state: 'refused' }, 'Oura refuses the application. Enter its client ID', 'Ouraがアプリを受け付けません。', 'Try again now'],
  [{ state: 'elsewhere' }, 'The application announces to another server.', '別のサーバーに届いています', 'Announce here instead'],
  [{ state: 'later' }, 'Oura did not answer as it should.', '正しい応答がありませんでした', 'Try again now'],
]

describe('the switch', () => {
  test.each(CASES)('%o is said in words, in both languages, with what can be done', (webhooks, english, japanese, action) => {
    const { html, said } = panel(webhooks)
    expect(said).toContain(english)
    expect(panel(webhooks, 'ja').said).toContain(japanese)
    const isOn = webhooks.state !== 'off' && webhooks.state !== 'stopping'
    expect(/<input[^>]*checkbox[^>]*checked=""/.test(html)).toBe(isOn)
    expect(html.match(/<button/g)?.length ?? 0).toBe(action === null ? 0 : 1)
    if (action !== null) expect(said).toContain(action)
    // What it means for everything else is told in any case.
    expect(said).toContain('It still asks every 15 min as well.')
  })
})

test.each([
  [
    'https',
    'only to an address on the internet that begins with https (APP_URL). In a home network Ringside asks Oura every 15 min',
    'ホームネットワークでは',
  ],
  ['app', 'only through an application of your own at Oura', '自分のアプリを「Ouraと接続」で入力'],
] as const)('without %s one plain sentence stands in its place', (missing, english, japanese) => {
  const { html, said } = panel({ missing, state: 'off' })
  expect(said).toContain(english)
  expect(panel({ missing, state: 'off' }, 'ja').said).toContain(japanese)
  expect(html).not.toMatch(/<input|<button/)
})
