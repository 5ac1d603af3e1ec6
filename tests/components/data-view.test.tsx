import { expect, test } from 'vitest'
import { NowProvider } from '@/components/ui/now'
import { YourDataView } from '@/components/views/data-view'
import type { ConnectionBody, SyncBody } from '@/lib/api'
import type { Settings } from '@/lib/domain/settings'
import { connectionQueries } from '@/lib/queries/connection'
import { coverageQueries } from '@/lib/queries/coverage'
import { keysQueries } from '@/lib/queries/keys'
import { makeQueryClient } from '@/lib/queries/query-client'
import { syncQueries } from '@/lib/queries/sync'
import { renderPage } from '../setup/render'

const NOW = Date.parse('2026-11-23T13:18:00Z')
const well: ConnectionBody = {
  kind: 'token',
  state: 'fresh',
  since: null,
  reason: null,
  missing_scopes: [],
  expires_at: null,
  last_sync_at: '2026-11-23T13:04:00Z',
}
const resting: SyncBody = {
  state: 'idle',
  done: 34,
  total: 34,
  collection: null,
  oldest_day: '2024-12-30',
  last_success_at: null,
  error: null,
}

function page(connection: Partial<ConnectionBody> = {}, sync: Partial<SyncBody> = {}, settings: Partial<Settings> = {}): string {
  const client = makeQueryClient()
  client.setQueryData(connectionQueries.current().queryKey, { ...well, ...connection })
  client.setQueryData(syncQueries.status().queryKey, { ...resting, ...sync })
  client.setQueryData(coverageQueries.days().queryKey, { from: '2024-12-30', days: 'hhpnqh' })
  client.setQueryData(keysQueries.list().queryKey, [
    {
      id: '1',
      name: 'grafana',
      created_at: '2026-11-01T00:00:00Z',
      last_used_at: '2026-11-23T11:18:00Z',
      ends_at: null,
      collections: null,
      per_minute: null,
    },
  ])
  const demo = connection.kind === 'demo'
  const html = renderPage(
    <NowProvider now={NOW} zone="Europe/Berlin">
      <YourDataView demo={demo} version="0.1.0" syncMinutes={15} databaseBytes={demo ? null : 84_000_000} />
    </NowProvider>,
    { client, settings },
  )
  expect(html).not.toContain('style=')
  return html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
}

test('all well: when the last sync was, what is held, and how big it is', () => {
  const said = page()
  for (const words of [
    'Connected with a token',
    'Last sync 14:04, every 15 min',
    '4 of 6 days',
    'grafana',
    'used 2 h ago',
    'database 84 MB',
  ])
    expect(said).toContain(words)
})

test.each([
  [{ state: 'reconnect', reason: 'token_rejected' }, 'Oura no longer accepts your token.'],
  [{ state: 'limited', reason: 'membership_lapsed' }, 'the membership may have lapsed'],
  [{ state: 'limited', reason: 'upstream_limited' }, 'Oura asked us to wait.'],
  [{ state: 'limited', reason: 'upstream_refused' }, 'Oura refused a part of the data.'],
  [
    { state: 'limited', reason: 'missing_scope', missing_scopes: ['heartrate', 'spo2'] },
    'Heart rate is not shared: its curve is empty. Blood oxygen',
  ],
  [{ state: 'stale', reason: 'upstream_unreachable' }, 'tried again every 15 min'],
  [{ state: 'stale', reason: 'not_synced', last_sync_at: '2026-11-21T20:40:00Z' }, 'No new data since Sat 21:40.'],
  [{ state: 'misconfigured', reason: 'misconfigured' }, 'This server lost the key to your token.'],
  [{ kind: 'oauth', state: 'reconnect', reason: 'grant_revoked' }, 'Access was withdrawn at Oura.'],
  [{ kind: 'oauth', state: 'reconnect', reason: 'refresh_interrupted' }, 'interrupted while it renewed the sign-in'],
  [{ kind: 'oauth', state: 'reconnect', reason: 'app_changed' }, 'another application at Oura now'],
  [{ kind: 'oauth', state: 'misconfigured', reason: 'app_refused' }, 'Check its client ID and secret'],
  [{ kind: 'oauth', state: 'reconnect', reason: 'token_rejected' }, 'Oura no longer accepts this sign-in.'],
  [{ kind: null, state: 'reconnect', reason: null, last_sync_at: null }, 'Not connected'],
] as const)('%o is said in words', (connection, words) => {
  expect(page(connection as unknown as Partial<ConnectionBody>)).toContain(words)
})

test('a sync that runs says how far it is, and promises no time it cannot know', () => {
  const said = page({}, { state: 'running', done: 51, total: 68 })
  expect(said).toContain('75%')
  expect(said).not.toContain('left')
  expect(page()).not.toContain('Fetching')
})

test('the demo ring offers a ring of one’s own, and neither tokens nor keys', () => {
  const said = page({ kind: 'demo' })
  expect(said).toContain('Invented data')
  expect(said).toContain('Connect your ring')
  for (const words of ['Replace token', 'Disconnect', 'API keys', 'database']) expect(said).not.toContain(words)
})

test('the same page in Japanese', () => {
  const said = page({}, {}, { locale: 'ja' })
  for (const words of ['トークンで接続中', '最終同期 14:04、15分ごと', '6日中4日', '最終使用 2時間前', 'データベース 84 MB'])
    expect(said).toContain(words)
})
