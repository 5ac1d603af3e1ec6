import { readdirSync } from 'node:fs'
import { type Kysely, type RootOperationNode, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Experiment } from '@/lib/domain/experiment'
import { METRIC_NAMES, type MetricRow } from '@/lib/domain/metrics'
import * as apiKeys from '@/lib/server/db/api-keys'
import * as audit from '@/lib/server/db/audit'
import * as connections from '@/lib/server/db/connections'
import * as coverage from '@/lib/server/db/coverage'
import * as coverageDays from '@/lib/server/db/coverage-days'
import * as coverageMonths from '@/lib/server/db/coverage-months'
import * as dayDocuments from '@/lib/server/db/day-documents'
import * as deviceCodes from '@/lib/server/db/device-codes'
import * as documentDays from '@/lib/server/db/document-days'
import * as documentHeads from '@/lib/server/db/document-heads'
import * as documents from '@/lib/server/db/documents'
import * as erasing from '@/lib/server/db/erasing'
import * as experiments from '@/lib/server/db/experiments'
import * as guestLinks from '@/lib/server/db/guest-links'
import * as importCoverage from '@/lib/server/db/import-coverage'
import * as importDocuments from '@/lib/server/db/import-documents'
import * as importRuns from '@/lib/server/db/import-runs'
import * as invites from '@/lib/server/db/invites'
import * as localTags from '@/lib/server/db/local-tags'
import * as metrics from '@/lib/server/db/metrics'
import * as ouraApp from '@/lib/server/db/oura-app'
import * as quarantine from '@/lib/server/db/quarantine'
import * as refreshes from '@/lib/server/db/refreshes'
import * as revisions from '@/lib/server/db/revisions'
import * as rhythmDays from '@/lib/server/db/rhythm-days'
import * as samples from '@/lib/server/db/samples'
import type { Database } from '@/lib/server/db/schema'
import * as sessions from '@/lib/server/db/sessions'
import * as windows from '@/lib/server/db/sync-windows'
import * as settings from '@/lib/server/db/user-settings'
import * as users from '@/lib/server/db/users'
import * as webhookEvents from '@/lib/server/db/webhook-events'
import * as webhooks from '@/lib/server/db/webhooks'
import { writing } from '@/lib/server/db/writing'
import { DIALECTS, testDatabase } from '../../setup/databases'

type Call = (db: Kysely<Database>, user: string) => Promise<unknown>
const MODULES = {
  apiKeys,
  audit,
  connections,
  coverage,
  coverageDays,
  coverageMonths,
  deviceCodes,
  documentDays,
  documentHeads,
  dayDocuments,
  documents,
  erasing,
  guestLinks,
  importCoverage,
  importDocuments,
  importRuns,
  invites,
  experiments,
  localTags,
  metrics,
  ouraApp,
  quarantine,
  refreshes,
  revisions,
  rhythmDays,
  samples,
  sessions,
  windows,
  settings,
  users,
  webhookEvents,
  webhooks,
}
const DAY = '2026-03-01'
const UNLIMITED = { ends_at: null, collections: null, per_minute: null }
const RANGE = { from: DAY, to: DAY }
const WINDOW = { collection: 'tag', from_day: DAY, to_day: DAY } as const
const EXPERIMENT: Experiment = {
  id: 'same',
  question: '?',
  metric: 'average_hrv',
  design: 'alternating',
  start_day: DAY,
  phase_days: 7,
  phases: 4,
  end_day: null,
}
const CHECK = { experiment_id: 'same', day: DAY, done: 1 }
const document = (user: string, id = 'same') => ({ id, day: DAY, body: `{"id":"${id}","of":"CANARY-${user}"}` })
const row = (user: string): MetricRow => ({
  ...(Object.fromEntries(METRIC_NAMES.map((name) => [name, null])) as MetricRow),
  steps: user === 'ann' ? 777_777 : 1,
})

const tag = (user: string, id = 'same') => ({
  id,
  day: DAY,
  at: 1,
  utc_offset: 0,
  code: null,
  name: `CANARY-${user}`,
  note: user === 'ann' ? '777777' : null,
})

const ANNOUNCED = { collection: 'tag', object_id: 'same', events: [{ signature: 'same', event: 'update' as const }], attempts: 0 } as const

const pairOf = (user: string) => ({
  access_ct: `CANARY-${user}`,
  refresh_ct: 'same',
  token_fingerprint: null,
  token_last4: null,
  issued_at: 1,
  expires_at: 2,
  scopes: `CANARY-${user}`,
})

/** Every function that reads or writes a person's rows, as that person, all with the same ids. Writes stand before reads. */
const CALLS: Record<string, Call> = {
  insertApiKey: (db, user) =>
    apiKeys.insertApiKey(db, { user_id: user, id: 'same', name: `CANARY-${user}`, hash: `hash-${user}`, created_at: 1, ...UNLIMITED }),
  touchApiKey: (db, user) => apiKeys.touchApiKey(db, user, 'same', 2),
  listApiKeys: (db, user) => apiKeys.listApiKeys(db, user),
  appendAudit: (db, user) => audit.appendAudit(db, user, `CANARY-${user}`, null, 1),
  replaceConnection: (db, user) =>
    connections.replaceConnection(db, user, { kind: 'token', access_ct: `CANARY-${user}`, refresh_ct: 'same' }, 1),
  swapSealed: (db, user) =>
    connections.swapSealed(db, { user_id: user, access_ct: null, refresh_ct: null }, { access_ct: `CANARY-${user}`, refresh_ct: null }, 0),
  updateConnection: (db, user) => connections.updateConnection(db, user, { scopes: `CANARY-${user}` }, 2),
  markFailed: (db, user) => connections.markFailed(db, user, { state: 'token', reason: `CANARY-${user}`, retry_at: null }, 3),
  takeLease: (db, user) => connections.takeLease(db, user, `CANARY-${user}`, 1, 10),
  beginRefresh: (db, user) =>
    refreshes.beginRefresh(db, { user_id: user, refresh_ct: 'same' }, { owner: `CANARY-${user}`, dead: null, now: 4, lease: 36 }),
  finishRefresh: (db, user) => refreshes.finishRefresh(db, { user_id: user, refresh_ct: 'same' }, pairOf(user), 5),
  failRefresh: (db, user) =>
    refreshes.failRefresh(
      db,
      { user_id: user, refresh_ct: 'same' },
      { refresh_failure: `CANARY-${user}`, refresh_fail_count: 1, refresh_retry_at: 9, refresh_intent_at: 4 },
      6,
    ),
  findConnection: (db, user) => connections.findConnection(db, user),
  findSyncedConnection: (db, user) => connections.findSyncedConnection(db, user),
  upsertCoverage: (db, user) =>
    coverage.upsertCoverage(db, user, [{ collection: 'tag', day: DAY, state: 'have', checked_at: user === 'ann' ? 777_777 : 1 }]),
  collectionsWithAny: (db, user) => coverage.collectionsWithAny(db, user, ['tag', 'sleep']),
  readCoverage: (db, user) => coverage.readCoverage(db, user, DAY, DAY),
  oldestCheck: (db, user) => coverage.oldestCheck(db, user, 'tag', DAY, DAY),
  countCoverageByDay: (db, user) => coverageDays.countCoverageByDay(db, user, ['tag']),
  countConfirmedByMonth: (db, user) => coverageMonths.countConfirmedByMonth(db, user, DAY, -Date.UTC(2100, 0, 1)),
  oldestDay: (db, user) => coverageMonths.oldestDay(db, user),
  upsertDocuments: (db, user) => documents.upsertDocuments(db, user, 'tag', [document(user), document(user, 'gone')], 1),
  replaceDocuments: (db, user) => documents.replaceDocuments(db, user, 'tag', RANGE, [document(user)], 2),
  tombstoneDocuments: (db, user) => documents.tombstoneDocuments(db, user, 'tag', ['gone'], 3),
  putDocuments: (db, user) =>
    writing(db, user, (transaction) =>
      documents.putDocuments(transaction, user, [{ collection: 'tag', ...document(user), hash: 'same', fetched_at: 4, deleted_at: null }]),
    ),
  mergeDocuments: (db, user) =>
    writing(db, user, (transaction) =>
      importDocuments.mergeDocuments(transaction, user, 'tag', [
        { id: 'same', day: DAY, body: `{"id":"same","brought":"CANARY-${user}"}`, fetched_at: 5, deleted_at: null, asked_at: null },
      ]),
    ),
  mergeCoverage: (db, user) =>
    writing(db, user, (transaction) =>
      importCoverage.mergeCoverage(transaction, user, 'sleep', [{ day: DAY, state: 'none', checked_at: user === 'ann' ? 777_777 : 1 }]),
    ),
  noteLeft: (db, user) => writing(db, user, (transaction) => importCoverage.noteLeft(transaction, user, 'tag', ['2020-01-01'])),
  knownDocuments: async (db, user) => [...(await documents.knownDocuments(db, user, 'tag', ['same', 'gone']))],
  readDocumentBodies: (db, user) => documents.readDocumentBodies(db, user, 'tag', RANGE),
  readDocumentHeads: (db, user) => documentHeads.readDocumentHeads(db, user, 'tag', RANGE),
  readDayDocuments: (db, user) => dayDocuments.readDayDocuments(db, user, 'tag', DAY),
  listDocuments: (db, user) => documents.listDocuments(db, user, 'tag', RANGE),
  findDocument: (db, user) => documents.findDocument(db, user, 'tag', 'same'),
  findNearestDocument: (db, user) => documents.findNearestDocument(db, user, 'tag', DAY),
  living: (db, user) => documents.living(db, user, 'tag').selectAll().execute(),
  nextDocumentDay: (db, user) => documentDays.nextDocumentDay(db, user, 'tag', { from: '2020-01-01', to: '2030-01-01' }),
  documentBounds: (db, user) => documentDays.documentBounds(db, user, 'tag'),
  insertLocalTag: (db, user) => localTags.insertLocalTag(db, user, tag(user), 1),
  updateLocalTag: (db, user) => localTags.updateLocalTag(db, user, tag(user), 2),
  mergeLocalTag: (db, user) =>
    writing(db, user, (transaction) =>
      localTags.mergeLocalTag(transaction, user, { ...tag(user), created_at: 1, updated_at: 3, deleted_at: null }),
    ),
  readLocalTags: (db, user) => localTags.readLocalTags(db, user, DAY, DAY),
  keepRevisions: (db, user) => writing(db, user, (transaction) => revisions.keepRevisions(transaction, user, 'tag', ['same'], 9)),
  mergeRevisions: (db, user) =>
    writing(db, user, (transaction) =>
      revisions.mergeRevisions(transaction, user, 'tag', [{ id: 'gone', day: DAY, body: `CANARY-${user}`, replaced_at: 2 }]),
    ),
  readRevisions: (db, user) => revisions.readRevisions(db, user, 'tag', 'gone'),
  upsertMetrics: (db, user) => metrics.upsertMetrics(db, user, [{ day: DAY, ...row(user) }]),
  readMetrics: (db, user) => metrics.readMetrics(db, user, ['steps'], DAY, DAY),
  metricBounds: (db, user) => metrics.metricBounds(db, user),
  putRhythmDays: (db, user) =>
    rhythmDays.putRhythmDays(db, user, [
      { day: DAY, rhythm: { day: DAY, moments: [`CANARY-${user}`], states: 's', activity: 'A' } },
      { day: '2026-03-02', rhythm: null },
    ]),
  readRhythmDays: (db, user) => rhythmDays.readRhythmDays(db, user, DAY, DAY),
  putRhythmMetrics: (db, user) =>
    rhythmDays.putRhythmMetrics(db, user, [
      { day: DAY, sleep_regularity: user === 'ann' ? 777_777 : 1, m10: 1, m10_onset: 1, l5_onset: 1, relative_amplitude: 1 },
    ]),
  quarantine: (db, user) => quarantine.quarantine(db, user, 'tag', [{ body: 'same', reason: `CANARY-${user}` }], 1),
  mergeQuarantine: (db, user) =>
    writing(db, user, (transaction) =>
      quarantine.mergeQuarantine(transaction, user, [
        { collection: 'tag', hash: 'brought', body: `CANARY-${user}`, reason: 'same', at: 1 },
      ]),
    ),
  upsertSamples: (db, user) => samples.upsertSamples(db, user, 'heartrate', [{ at: 1, body: `{"source":"CANARY-${user}"}` }], 1),
  mergeSampleDay: (db, user) =>
    writing(db, user, (transaction) =>
      samples.mergeSampleDay(transaction, user, 'heartrate', {
        utc_day: '1970-01-01',
        samples: [{ at: 2, body: `{"timestamp":"1970-01-01T00:00:00.002Z","source":"CANARY-${user}"}` }],
        fetched_at: 2,
      }),
    ),
  readSampleRows: (db, user) => samples.readSampleRows(db, user, 'heartrate', 0, 86_400_000),
  nextSampleDay: (db, user) => samples.nextSampleDay(db, user, 'heartrate', { from: '2020-01-01', to: '2030-01-01' }),
  sampleBounds: (db, user) => samples.sampleBounds(db, user, 'heartrate'),
  insertExperiment: (db, user) => experiments.insertExperiment(db, user, { ...EXPERIMENT, question: `CANARY-${user}` }, 1),
  findExperiment: (db, user) => experiments.findExperiment(db, user, 'same'),
  mergeExperiment: (db, user) =>
    writing(db, user, (transaction) =>
      experiments.mergeExperiment(transaction, user, { ...EXPERIMENT, question: `CANARY-${user}`, created_at: 1, updated_at: 2 }),
    ),
  mergeCheck: (db, user) =>
    writing(db, user, (transaction) => experiments.mergeCheck(transaction, user, { ...CHECK, checked_at: user === 'ann' ? 777_777 : 1 })),
  insertImport: (db, user) => importRuns.insertImport(db, user, 'same', 1),
  putImportPart: (db, user) => importRuns.putImportPart(db, user, 'same', { at: 0, bytes: Buffer.from(`CANARY-${user}`) }, 2),
  updateImport: (db, user) => importRuns.updateImport(db, user, 'same', ['receiving'], { detail: `CANARY-${user}` }),
  takeImport: (db, user) => importRuns.takeImport(db, user, 'same', { owner: `CANARY-${user}`, dead: null, now: 3, until: 4 }),
  findImport: (db, user) => importRuns.findImport(db, user),
  readImportParts: (db, user) => importRuns.readImportParts(db, user, 'same', 0, 9),
  readExperiments: (db, user) => experiments.readExperiments(db, user),
  endExperiment: (db, user) => experiments.endExperiment(db, user, 'same', user === 'ann' ? '2026-03-07' : '2026-03-02', 2),
  upsertCheck: (db, user) => experiments.upsertCheck(db, user, { ...CHECK, checked_at: user === 'ann' ? 777_777 : 1 }),
  readChecks: (db, user) => experiments.readChecks(db, user),
  insertSession: (db, user) =>
    sessions.insertSession(db, { user_id: user, id_hash: 'same', provider: 'token', name: `CANARY-${user}`, created_at: 1, ends_at: 99 }),
  touchSession: (db, user) => sessions.touchSession(db, user, 'same', 2),
  isGuestSession: (db, user) => sessions.isGuestSession(db, user, 'same'),
  findLiveSession: (db, user) => sessions.findLiveSession(db, user, 'same', 3, 0),
  listLiveSessions: (db, user) => sessions.listLiveSessions(db, user, 3, 0),
  insertDeviceCode: (db, user) =>
    deviceCodes.insertDeviceCode(db, {
      user_id: user,
      id: 'same',
      hash: `code-${user}`,
      origin: `CANARY-${user}`,
      created_at: 1,
      ends_at: 99,
    }),
  insertInvite: (db, user) =>
    invites.insertInvite(db, { user_id: user, id: 'same', name: `CANARY-${user}`, hash: `invite-${user}`, created_at: 1, ends_at: 99 }),
  listInvites: (db, user) => invites.listInvites(db, user),
  insertGuestLink: (db, user) =>
    guestLinks.insertGuestLink(db, {
      user_id: user,
      id: 'same',
      name: `CANARY-${user}`,
      hash: `link-${user}`,
      shown_name: 'same',
      pages: 'day',
      created_at: 1,
      ends_at: 99,
    }),
  findLiveGuestLink: (db, user) => guestLinks.findLiveGuestLink(db, user, 'same', 3),
  listGuestLinks: (db, user) => guestLinks.listGuestLinks(db, user),
  touchGuestLink: (db, user) => guestLinks.touchGuestLink(db, user, 'same', 4),
  updateUser: (db, user) => users.updateUser(db, user, { removed_at: 9 }),
  planWindows: (db, user) => windows.planWindows(db, user, [WINDOW]),
  failWindow: (db, user) => windows.failWindow(db, user, { ...WINDOW, attempts: 0 }, { reason: `CANARY-${user}`, retry_at: null }),
  readWindows: (db, user) => windows.readWindows(db, user),
  writeUserSettings: (db, user) => settings.writeUserSettings(db, user, `CANARY-${user}`),
  readUserSettings: (db, user) => settings.readUserSettings(db, user),
  insertWebhookEvent: (db, user) =>
    webhookEvents.insertWebhookEvent(db, {
      user_id: user,
      signature: 'same',
      collection: 'tag',
      object_id: user === 'ann' ? 'CANARY-ann' : 'same',
      event: 'update',
      received_at: 1,
    }),
  postponeAnnounced: (db, user) => webhookEvents.postponeAnnounced(db, user, ANNOUNCED, { retryAt: 2, counted: true }),
  readAnnounced: (db, user) => webhookEvents.readAnnounced(db, user, 1_000_000),
  markDerived: (db, user) => users.markDerived(db, user),
  findUser: (db, user) => users.findUser(db, user),
  // What takes away comes last.
  finishAnnounced: (db, user) => webhookEvents.finishAnnounced(db, user, ANNOUNCED, 9),
  finishWindow: (db, user) => windows.finishWindow(db, user, WINDOW, 6),
  deleteCheck: (db, user) => experiments.deleteCheck(db, user, 'same', DAY),
  deleteExperiment: (db, user) => experiments.deleteExperiment(db, user, 'same'),
  deleteLocalTag: (db, user) => localTags.deleteLocalTag(db, user, 'same', 9),
  forgetWindows: (db, user) => windows.forgetWindows(db, user),
  releaseLease: (db, user) => connections.releaseLease(db, user, 'CANARY-ann'),
  deleteConnection: (db, user) => connections.deleteConnection(db, user),
  revokeApiKey: (db, user) => apiKeys.revokeApiKey(db, user, 'same', 9),
  spendDeviceCode: (db, user) => deviceCodes.spendDeviceCode(db, user, 'same', 9),
  closeDeviceCodes: (db, user) => deviceCodes.closeDeviceCodes(db, user, 9),
  spendInvite: (db, user) => invites.spendInvite(db, user, 'same', 9),
  revokeInvite: (db, user) => invites.revokeInvite(db, user, 'same', 9),
  revokeGuestLink: (db, user) => guestLinks.revokeGuestLink(db, user, 'same', 9),
  revokeSession: (db, user) => sessions.revokeSession(db, user, 'same', 9),
  revokeSessions: (db, user) => sessions.revokeSessions(db, user, { own: true }, 9),
  revokeEverySession: (db, user) => sessions.revokeEverySession(db, user, 9),
  deleteImportParts: (db, user) => importRuns.deleteImportParts(db, user, 'same'),
  deleteImport: (db, user) => importRuns.deleteImport(db, user, 'same'),
  eraseRows: (db, user) => erasing.eraseRows(db, user),
}

/** Functions that are of no one person by their nature. */
const OF_NOBODY = [
  'findApiKeyByHash',
  'pruneAudit',
  'lastEvent',
  'listConnections',
  'listEveryConnection',
  // A code or link is what somebody is found by.
  'findDeviceCodeByHash',
  'findInviteByHash',
  'findGuestLinkByHash',
  'pruneDeviceCodes',
  'pruneInvites',
  'pruneGuestLinks',
  // Of the server as a whole: who owns it next, and when everybody was last here.
  'findHeir',
  'lastVisits',
  'deleteStoredApp',
  // Of the server as a whole: its application at Oura, and everybody whom an older one of it was refused to.
  'findStoredApp',
  'putStoredApp',
  'setStoredServer',
  'swapStoredSecret',
  'forgiveRefused',
  'momentAfter',
  'bodyHash',
  'wasUnderWay',
  'listOpenImports',
  'listForgottenImports',
  // Of the server as a whole: whether Oura announces, and of whom it did.
  'listAwaited',
  'pruneWebhookEvents',
  'findWebhook',
  'switchWebhook',
  'updateWebhook',
  'takeWebhookLease',
  'releaseWebhookLease',
  'swapWebhookSecret',
  'listSubscriptions',
  'putSubscription',
  'deleteSubscriptions',
  'noteHandshake',
  'pruneLocalTags',
  'pruneSessions',
  'ensureUser',
  'findUserByOuraId',
  'findOwner',
  'listUsers',
]

type Node = Record<string, unknown>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

/** Whether a statement asks for the rows of this person: `user_id = …` in its condition, `id = …` in that of the table of people. */
function isOf(statement: unknown, user: string): boolean {
  const column = JSON.stringify(isNode(statement) ? (statement.from ?? statement.table) : '').includes('"name":"user"') ? 'id' : 'user_id'
  const holds = (node: unknown): boolean => {
    if (Array.isArray(node)) return node.some(holds)
    if (!isNode(node)) return false
    const { kind, leftOperand, operator, rightOperand } = node
    const names = (operand: unknown, text: string) => JSON.stringify(operand ?? null).includes(text)
    if (
      kind === 'BinaryOperationNode' &&
      names(operator, '"="') &&
      names(leftOperand, `"name":"${column}"`) &&
      names(rightOperand, `"${user}"`)
    )
      return true
    return Object.values(node).some(holds)
  }
  return holds(isNode(statement) ? statement.where : null)
}

const SEED = Object.keys(CALLS).slice(0, Object.keys(CALLS).indexOf('finishAnnounced'))

test('every function that touches the database is in this test', () => {
  const exported = Object.values(MODULES).flatMap((module) =>
    Object.entries(module).flatMap(([name, value]) => (typeof value === 'function' ? name : [])),
  )
  expect(exported.filter((name) => !(name in CALLS) && !OF_NOBODY.includes(name))).toEqual([])
  const machinery = [
    'batches',
    'kysely',
    'later',
    'migrate',
    'packed',
    'patience',
    'postgres',
    'schema',
    'snapshot',
    'sqlite',
    'storage-error',
    'storage-errors-of',
    'writing',
  ]
  const nouns = readdirSync('lib/server/db').flatMap((name) => (name.endsWith('.ts') ? name.slice(0, -3) : []))
  expect(nouns.filter((name) => !machinery.includes(name))).toHaveLength(Object.keys(MODULES).length)
})

describe.each(DIALECTS)('two people on %s', (dialect) => {
  test('what both have to the letter, each has for themself', async () => {
    const db = await testDatabase(dialect, ['ann', 'bob'])
    const same = { id: 'same', day: DAY, body: '{"id":"same"}' }
    for (const user of ['ann', 'bob']) {
      expect(await documents.upsertDocuments(db, user, 'tag', [same], 1)).toMatchObject({ added: 1 })
      expect(await documents.upsertDocuments(db, user, 'tag', [same], 2)).toMatchObject({ added: 0 })
      expect(await documents.findDocument(db, user, 'tag', 'same')).toMatchObject({ body: same.body })
    }
  })

  test('neither sees nor changes what is the other’s, by any function, with the same ids', async () => {
    const db = await testDatabase(dialect, ['ann', 'bob'])
    const tables = (await db.introspection.getTables()).filter((table) => table.columns.some((column) => column.name === 'user_id'))
    const dump = async () => {
      const rows: unknown[] = [await db.selectFrom('user').selectAll().where('id', '=', 'ann').execute()]
      for (const { name } of tables) rows.push((await sql`select * from ${sql.table(name)} where user_id = 'ann'`.execute(db)).rows)
      return JSON.stringify(rows)
    }
    for (const name of SEED) await CALLS[name]?.(db, 'ann')
    const before = await dump()
    // A table that nobody has written to would prove nothing.
    for (const { name } of tables)
      expect((await sql`select * from ${sql.table(name)} where user_id = 'ann'`.execute(db)).rows, name).not.toEqual([])
    for (const [name, call] of Object.entries(CALLS)) {
      const answer = JSON.stringify((await call(db, 'bob')) ?? null)
      expect(answer, name).not.toMatch(/CANARY-ann|777777/)
      expect(await dump(), name).toBe(before)
    }
  })

  test('every statement of theirs says whose rows it is about, whatever the rows hold', async () => {
    const db = await testDatabase(dialect, ['bob'])
    const nodes: RootOperationNode[] = []
    const seen = db.withPlugin({
      transformQuery: ({ node }) => {
        nodes.push(node)
        return node
      },
      transformResult: async ({ result }) => result,
    })
    const silent: string[] = []
    for (const [name, call] of Object.entries(CALLS)) {
      nodes.length = 0
      await call(seen, 'bob')
      // Counted tries are of nobody; their keys may end with a person's id.
      for (const node of nodes)
        if (/^(Select|Update|Delete)QueryNode$/.test(node.kind) && !JSON.stringify(node).includes('"rate_limit"') && !isOf(node, 'bob'))
          silent.push(`${name}: ${node.kind}`)
    }
    expect(silent).toEqual([])
    expect(isOf(db.selectFrom('document').selectAll().where('user_id', '=', 'ann').toOperationNode(), 'bob')).toBe(false)
    expect(isOf(db.selectFrom('document').selectAll().where('id', '=', 'bob').toOperationNode(), 'bob')).toBe(false)
  })

  test('a person who is erased leaves no row behind, not even in a table that nobody thought of', async () => {
    const db = await testDatabase(dialect, ['ann', 'bob'])
    await sql`create table grown (user_id text not null, id text, primary key (user_id, id))`.execute(db)
    for (const user of ['ann', 'bob']) {
      for (const name of SEED) await CALLS[name]?.(db, user)
      await sql`insert into grown values (${user}, 'a'), (${user}, 'b')`.execute(db)
    }
    const removed = await writing(db, 'ann', (transaction) => erasing.eraseRows(transaction, 'ann'))
    expect(removed).toMatchObject({ grown: 2, document: 2, audit: 1, session: 1 })
    const tables = (await db.introspection.getTables()).filter((table) => table.columns.some((column) => column.name === 'user_id'))
    for (const { name } of tables) {
      const { rows } = await sql<{ user_id: string }>`select user_id from ${sql.table(name)}`.execute(db)
      const left = rows.map((found) => found.user_id)
      expect(left, name).not.toContain('ann')
      expect(left, name).toContain('bob')
    }
    expect(await users.findUser(db, 'ann')).toBeNull()
    expect(await users.findUser(db, 'bob')).not.toBeNull()
  })
})
