import { expect, test } from 'vitest'
import { ErasedPanel } from '@/components/panels/erased-panel'
import { NowProvider } from '@/components/ui/now'
import { YourDataView } from '@/components/views/data-view'
import type { ConnectionBody, DeviceRow, EraseBody, PeopleBody, SyncBody } from '@/lib/api'
import type { Settings } from '@/lib/domain/settings'
import { connectionQueries } from '@/lib/queries/connection'
import { coverageQueries } from '@/lib/queries/coverage'
import { devicesQueries } from '@/lib/queries/devices'
import { guestLinksQueries } from '@/lib/queries/guest-links'
import { keysQueries } from '@/lib/queries/keys'
import { peopleQueries } from '@/lib/queries/people'
import { makeQueryClient } from '@/lib/queries/query-client'
import { syncQueries } from '@/lib/queries/sync'
import { webhooksQueries } from '@/lib/queries/webhooks'
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
  retry_at: null,
  works_until: null,
  left_out: [],
  token: { last4: 'TAIL', fingerprint: 'Zm9vYmFyYmF6cXV4' },
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

const device = (id: string, more: Partial<DeviceRow> = {}): DeviceRow => ({
  id,
  browser: 'Safari',
  system: 'Mac',
  provider: 'token',
  created_at: '2026-11-01T12:00:00Z',
  last_seen_at: '2026-11-23T13:18:00Z',
  current: false,
  ...more,
})
const PEOPLE: PeopleBody = {
  sign_ups: 'invited',
  people: [
    { id: 'a', name: null, role: 'owner', joined_at: '2026-01-02T12:00:00Z', last_seen_at: '2026-11-23T13:18:00Z', removed_at: null },
    { id: 'b', name: 'Bob', role: 'member', joined_at: '2026-03-04T12:00:00Z', last_seen_at: '2026-11-23T10:18:00Z', removed_at: null },
    { id: 'c', name: null, role: 'member', joined_at: '2026-05-06T12:00:00Z', last_seen_at: null, removed_at: '2026-11-01T12:00:00Z' },
  ],
  invites: [{ id: 'd', name: 'Dora', created_at: '2026-11-20T12:00:00Z', expires_at: '2026-11-27T12:00:00Z' }],
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
  client.setQueryData(devicesQueries.list().queryKey, {
    address: 'http://192.168.1.20:3000',
    data: [
      device('1', { current: true }),
      device('2', { browser: 'Chrome', system: 'Android', provider: 'device', last_seen_at: '2026-11-23T08:18:00Z' }),
      device('3', { browser: null, system: null, provider: 'oura' }),
    ],
  })
  client.setQueryData(guestLinksQueries.list().queryKey, [
    {
      id: '1',
      name: 'Dr. Meyer',
      shown_name: 'Ann',
      pages: ['night', 'trends'],
      created_at: '2026-11-01T00:00:00Z',
      ends_at: '2026-12-03T12:00:00Z',
      last_used_at: null,
    },
  ])
  client.setQueryData(peopleQueries.list().queryKey, PEOPLE)
  client.setQueryData(webhooksQueries.current().queryKey, {
    missing: null,
    state: 'on',
    url: 'https://ring.example.org/api/webhooks/oura',
    last_event_at: '2026-11-23T12:58:00Z',
  })
  const demo = connection.kind === 'demo'
  const html = renderPage(
    <NowProvider now={NOW} zone="Europe/Berlin">
      <YourDataView
        demo={demo}
        owner={!demo}
        version="0.1.0"
        syncMinutes={15}
        databaseBytes={demo ? null : 84_000_000}
        backupDay={demo ? null : '2026-11-23'}
      />
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
    'Token ending in TAIL, SHA-256 Zm9vYmFyYmF6cXV4',
    '4 of 6 days',
    'grafana',
    'used 2 h ago',
    'database 84 MB · own copy of 23 Nov 2026',
  ])
    expect(said).toContain(words)
})

test.each([
  [{ state: 'reconnect', reason: 'token_rejected' }, 'Oura no longer accepts your token.'],
  [{ state: 'limited', reason: 'membership_lapsed' }, 'the membership may have lapsed'],
  [{ state: 'limited', reason: 'upstream_limited' }, 'Oura asked us to wait.'],
  [
    { state: 'limited', reason: 'upstream_limited', retry_at: '2026-11-23T13:32:00Z' },
    'Oura asked us to wait until 14:32. The sync goes on by itself.',
  ],
  [{ state: 'limited', reason: 'upstream_refused' }, 'Oura refused a part of the data.'],
  [
    { state: 'limited', reason: 'missing_scope', missing_scopes: ['heartrate', 'spo2'] },
    'Heart rate is not shared: its curve is empty. Blood oxygen',
  ],
  [{ state: 'stale', reason: 'upstream_unreachable' }, 'tried again every 15 min'],
  [{ state: 'stale', reason: 'not_synced', last_sync_at: '2026-11-21T20:40:00Z' }, 'This server has not synced since Sat 21:40. Sync now'],
  [{ state: 'misconfigured', reason: 'misconfigured' }, 'This server lost the key to your connection.'],
  [{ kind: 'oauth', state: 'reconnect', reason: 'grant_revoked' }, 'Access was withdrawn at Oura.'],
  // Who took the consent back may want the archive gone too.
  [{ kind: 'oauth', state: 'reconnect', reason: 'grant_revoked' }, 'stays here until you delete it, under “Delete everything”'],
  [{ kind: 'oauth', state: 'reconnect', reason: 'refresh_interrupted' }, 'interrupted while it renewed the sign-in'],
  [{ kind: 'oauth', state: 'reconnect', reason: 'app_changed' }, 'another application at Oura now'],
  [{ kind: 'oauth', state: 'misconfigured', reason: 'app_refused' }, 'Its owner has to correct the client ID and secret'],
  [{ kind: 'oauth', state: 'reconnect', reason: 'token_rejected' }, 'Oura no longer accepts this sign-in.'],
  [{ kind: null, state: 'reconnect', reason: null, last_sync_at: null }, 'Not connected'],
] as const)('%o is said in words', (connection, words) => {
  expect(page(connection as unknown as Partial<ConnectionBody>)).toContain(words)
})

test('what Oura did not send of one collection stands beside the sync that brought all the rest', () => {
  const left_out = [{ collection: 'vO2_max', reason: 'upstream_unreachable', retry_at: '2026-11-23T13:40:00Z' }] as const
  const said = page({ state: 'limited', reason: 'upstream_unreachable', left_out: [...left_out] })
  expect(said).toContain('Last sync 14:04, every 15 min')
  expect(said).toMatch(/VO.? ?max: not sent by Oura, asked for again 14:40/)
  expect(said).not.toContain('Oura could not be reached')
})

test('a connection that brings nothing any more is not called one', () => {
  expect(page({ kind: 'oauth' })).toContain('Connected with Oura')
  for (const state of ['reconnect', 'misconfigured'] as const) {
    const said = page({ kind: 'oauth', state, reason: 'grant_revoked' })
    expect(said).toContain('Not syncing with Oura')
    expect(said).not.toContain('Connected with Oura')
  }
})

test('a sign-in that is renewed no more, and still brings data, says until when', () => {
  const ending = { kind: 'oauth', reason: 'grant_revoked', works_until: '2026-11-26T12:00:00Z' } as const
  for (const state of ['reconnect', 'misconfigured'] as const) {
    const said = page({ ...ending, state })
    expect(said).toContain('Connected with Oura')
    expect(said).toContain('Data arrives until Thu 26 Nov. Access was withdrawn at Oura.')
    expect(said).not.toContain('Not syncing')
  }
  expect(page({ ...ending, state: 'reconnect' }, {}, { locale: 'ja' })).toContain('まではデータが届きます。')
})

test('what Oura refuses or does not send is named, with when it is asked for again', () => {
  const left_out: ConnectionBody['left_out'] = [
    { collection: 'session', reason: 'upstream_refused', retry_at: '2026-11-24T10:00:00Z' },
    { collection: 'ring_configuration', reason: 'upstream_unreachable', retry_at: '2026-11-23T13:40:00Z' },
  ]
  const said = page({ state: 'limited', reason: 'upstream_refused', left_out })
  expect(said).toContain('Sessions: refused by Oura, asked for again 24 Nov, 11:00.')
  expect(said).toContain('Ring: not sent by Oura, asked for again 14:40.')
  expect(page({ state: 'limited', reason: 'upstream_refused', left_out }, {}, { locale: 'ja' })).toContain('リング：')
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

test('devices, guests and people are told apart, in both languages; visitors of the demo ring see none of it', () => {
  const said = page()
  for (const words of [
    'Open on your phone',
    'Safari on Mac This device signed in with a token, 1 Nov 2026',
    'Chrome on Android last used 5 h ago signed in with a code, 1 Nov 2026',
    'Unknown device',
    'Dr. Meyer Night · Trends · until 3 Dec 2026 not opened yet',
    'You owner of this server',
    'Bob last here 3 h ago since 4 Mar 2026',
    'Somebody since 6 May 2026 access removed; the archive is kept',
    'Dora invited, until 27 Nov 2026',
    'Let Oura announce new data',
    'Last announcement 13:58.',
    'Delete everything',
    'everything',
  ])
    expect(said).toContain(words)
  const japanese = page({}, {}, { locale: 'ja' })
  for (const words of ['AndroidのChrome', '夜 · トレンド', 'このサーバーの所有者', 'すべて削除']) expect(japanese).toContain(words)
  const demo = page({ kind: 'demo' })
  for (const words of ['Open on your phone', 'Your devices', 'Guest links', 'People', 'Let Oura', 'Delete everything', 'API keys'])
    expect(demo).not.toContain(words)
})

test('what was deleted is counted by kind, and where remnants may be is said', () => {
  const erased: EraseBody = {
    removed: { document: 43_800, daily_metric: 3650, session: 2, coverage: 900, audit: 12 },
    oura: true,
    copies: 2,
    remains: 'log',
    owner: 'passed_on',
  }
  const said = renderPage(<ErasedPanel erased={erased} />)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
  for (const words of [
    'Documents of Oura 43,800',
    'Signed-in devices 2',
    'Other entries 912',
    'handed back to Oura',
    '2 older copies of the database were cleared of it or removed',
    'in a few minutes',
    'belongs to whoever',
  ])
    expect(said).toContain(words)
  const plain = renderPage(<ErasedPanel erased={{ removed: { document: 1 }, oura: null, copies: 0, remains: 'nothing', owner: null }} />)
  for (const words of ['Other entries', 'handed back', 'older cop', 'belongs to']) expect(plain).not.toContain(words)
})
