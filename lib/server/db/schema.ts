import 'server-only'
import type { CoverageReason, CoverageState } from '@/lib/api'
import type { Day } from '@/lib/domain/day'
import type { Experiment } from '@/lib/domain/experiment'
import type { MetricRow } from '@/lib/domain/metrics'
import type { Collection, DocumentCollection, SampleCollection } from '@/lib/oura/collections'

// One type a table. Only text, bigint (epoch ms), integer and double precision are used, so that SQLite and Postgres agree;
// every primary key of a personal table starts with user_id.

/** What the document table keeps: Oura's documents, and personal_info as one document of its own. */
export type StoredCollection = DocumentCollection | 'personal_info'

type DocumentTable = {
  user_id: string
  collection: StoredCollection
  id: string
  day: Day | null
  /** JSON text exactly as Oura sent it. */
  body: string
  /** SHA-256 of body, base64url. */
  hash: string
  /** When this body arrived; grows with every change of the document. */
  fetched_at: number
  /** Set while Oura no longer has it. */
  deleted_at: number | null
}

/** A body that Oura replaced or removed; `replaced_at` is the moment at which it stopped being true. */
type DocumentRevisionTable = {
  user_id: string
  collection: StoredCollection
  id: string
  replaced_at: number
  day: Day | null
  body: string
}

type SampleDayTable = {
  user_id: string
  series: SampleCollection
  utc_day: Day
  /** Rows as sent, in order of time, joined by a comma and a line feed: `{…},\n{…}`. */
  body: string
  fetched_at: number
}

type DailyMetricTable = { user_id: string; day: Day } & MetricRow

/** Rest and activity of an activity day in five-minute characters, derived like `daily_metric`. */
type RhythmDayTable = {
  user_id: string
  day: Day
  /** Local moments, separated by spaces. */
  moments: string
  states: string
  activity: string
}

/** What is kept of a day: a state, or why it failed where that is known. */
export type StoredState = CoverageState | CoverageReason
type CoverageTable = { user_id: string; collection: Collection; day: Day; state: StoredState; checked_at: number | null }

type ExperimentTable = { user_id: string; created_at: number; updated_at: number } & Experiment

/** What was noted for a day of an experiment: 1 done, 0 not. */
type ExperimentCheckTable = { user_id: string; experiment_id: string; day: Day; done: number; checked_at: number }

/** A tag or note of the person's own. `code` is Oura's word where one was picked; at least one of code, name and note is there. */
type LocalTagTable = {
  user_id: string
  /** Made by the client, so that sending it again never doubles. */
  id: string
  /** The activity day at `at` where the clock is `utc_offset` minutes east of UTC. */
  day: Day
  at: number
  utc_offset: number
  code: string | null
  name: string | null
  note: string | null
  created_at: number
  updated_at: number
  deleted_at: number | null
}

/** How far the reading of history has come: a row a range of days that has to be, or has been, asked for. */
type SyncWindowTable = {
  user_id: string
  collection: StoredCollection | SampleCollection
  from_day: Day
  to_day: Day
  state: 'todo' | 'done' | 'failed'
  checked_at: number | null
  attempts: number
  /** Not to be tried again before this moment. */
  retry_at: number | null
  reason: string | null
}

type UserTable = {
  id: string
  /** `personal_info.id`: the same Oura account always reaches the same archive. Null for the demo ring. */
  oura_user_id: string | null
  role: 'owner' | 'member' | 'demo'
  created_at: number
  /** SettingsBody as JSON. */
  settings: string | null
  /** Which way of deriving numbers its archive has been through; null for the first. */
  derived: number | null
  /** What the owner calls them, from their invitation; null for who came without one. */
  name: string | null
  /** Since when the owner keeps them out; the archive stays as it is. */
  removed_at: number | null
}

type SessionTable = {
  user_id: string
  /** SHA-256 of the random session id. */
  id_hash: string
  provider: string
  /** What the person sees in the list of devices. */
  name: string | null
  created_at: number
  last_seen_at: number
  ends_at: number
  revoked_at: number | null
  /** Set for a guest: what this session may read is on the link it came by. */
  guest_link_id: string | null
}

type ConnectionTable = {
  user_id: string
  kind: 'token' | 'oauth' | 'demo'
  /** Why the last attempt failed, in the words of OuraErrorKind and its OAuth siblings; null while all is well. */
  state: string | null
  state_reason: string | null
  state_since: number | null
  /** Space separated, as granted; null when unknown (a pasted token). */
  scopes: string | null
  missing_scopes: string | null
  access_ct: string | null
  refresh_ct: string | null
  /** Short SHA-256 fingerprint and last characters, to show which token this is. */
  token_fingerprint: string | null
  token_last4: string | null
  /** When the access token was issued and ends: a fifth of its life before the end it is renewed. */
  issued_at: number | null
  expires_at: number | null
  /** The token endpoint that knows this grant; it is never asked at another. */
  token_url: string | null
  /** The application that the grant was given to. */
  client_id: string | null
  /** Set before the refresh token is sent, cleared with the new pair: still set means nobody knows whether it was spent. */
  refresh_intent_at: number | null
  refresh_owner: string | null
  refresh_until: number | null
  /** Why the last refresh failed, in the words of RefreshFailure; null while all is well. */
  refresh_failure: string | null
  refresh_fail_count: number
  refresh_retry_at: number | null
  lease_owner: string | null
  lease_until: number | null
  last_attempt_at: number | null
  last_ok_at: number | null
  fail_count: number
  retry_at: number | null
  created_at: number
  updated_at: number
}

/** The application at Oura that this server signs people in with; one row at most, and none when the environment names it. */
type OuraAppTable = { id: 'server'; client_id: string; secret_ct: string; server: 'moi' | 'cloud'; updated_at: number }

/** What Oura announced of a person's document. The signature is what tells a repetition from news; `done_at`: Oura was asked for it. */
type WebhookEventTable = {
  user_id: string
  signature: string
  collection: DocumentCollection
  object_id: string
  event: 'create' | 'update' | 'delete'
  received_at: number
  attempts: number
  /** Not to be tried again before this moment. */
  retry_at: number | null
  done_at: number | null
}

/** Whether Oura shall announce new data, and what stands in the way; one row at most. */
type WebhookTable = {
  id: 'server'
  is_on: number
  /** The application and the address that the subscriptions at Oura are of; null while there are none. */
  client_id: string | null
  /** That application's secret: the subscriptions can be taken back when another one has taken its place. */
  secret_ct: string | null
  callback_url: string | null
  /** Since when these are asked for. */
  since: number | null
  /** In the words of WebhookProblem; null while all is well. */
  problem: string | null
  fail_count: number
  /** When Oura last had every subscription. */
  checked_at: number | null
  /** Not to be looked after before this moment. */
  retry_at: number | null
  last_event_at: number | null
  lease_owner: string | null
  lease_until: number | null
}

/** One kind of event that Oura announces. `id` is null until Oura has given it one; `token_hash`: what Oura has to know at the handshake. */
type WebhookSubscriptionTable = {
  data_type: string
  event_type: WebhookEventTable['event']
  id: string | null
  token_hash: string | null
  handshake_at: number | null
  expires_at: number | null
  renew_at: number | null
}

type ApiKeyTable = {
  user_id: string
  id: string
  name: string
  hash: string
  created_at: number
  last_used_at: number | null
  revoked_at: number | null
  ends_at: number | null
  /** Space separated; null for all of them. */
  collections: string | null
  /** Requests; null for as many as come. */
  per_minute: number | null
}

/** A code that signs one more device in, once. `hash`: SHA-256; `origin`: the address it is good for. */
type DeviceCodeTable = {
  user_id: string
  id: string
  hash: string
  origin: string
  created_at: number
  ends_at: number
  used_at: number | null
}

/** A link by which one more person may connect, once. `user_id` is who invites. */
type InviteTable = {
  user_id: string
  id: string
  name: string
  hash: string
  created_at: number
  ends_at: number
  used_at: number | null
  revoked_at: number | null
}

/** A link that shows pages of `user_id` to whoever has it, until it ends. `name`: for whom; `shown_name`: whose; `pages`: space separated. */
type GuestLinkTable = {
  user_id: string
  id: string
  name: string
  hash: string
  shown_name: string
  pages: string
  created_at: number
  ends_at: number
  last_used_at: number | null
  revoked_at: number | null
}

/** The columns rate-limiter-flexible works with. */
type RateLimitTable = { key: string; points: number; expire: number | null }

/** Append only. `user_id` is empty for an event of nobody (a refused sign-in). */
type AuditTable = { user_id: string; id: string; at: number; event: string; detail: string | null }

type QuarantineTable = {
  user_id: string
  collection: StoredCollection | SampleCollection
  hash: string
  body: string
  reason: string
  at: number
}

/** A file of a person's that is being brought in, or was last. */
type ImportRunTable = {
  user_id: string
  /** Made by the client, so that parts of two files are never mixed. */
  id: string
  state: 'receiving' | 'checking' | 'unproven' | 'writing' | 'deriving' | 'done' | 'refused'
  /** Bytes that have arrived. */
  received: number
  /** How far it has been written: what comes before has been, with the same transaction that moved this. */
  place: number
  /** ImportDetail as JSON. */
  detail: string | null
  begun_at: number
  touched_at: number
  /** The process that works on it, and until when without a further word. */
  owner: string | null
  until: number | null
}

/** A part of that file, base64, by the byte it begins at. */
type ImportPartTable = { user_id: string; id: string; at: number; body: string }

export type Database = {
  document: DocumentTable
  document_revision: DocumentRevisionTable
  sample_day: SampleDayTable
  daily_metric: DailyMetricTable
  rhythm_day: RhythmDayTable
  coverage: CoverageTable
  local_tag: LocalTagTable
  experiment: ExperimentTable
  experiment_check: ExperimentCheckTable
  sync_window: SyncWindowTable
  user: UserTable
  session: SessionTable
  connection: ConnectionTable
  oura_app: OuraAppTable
  webhook_event: WebhookEventTable
  webhook: WebhookTable
  webhook_subscription: WebhookSubscriptionTable
  api_key: ApiKeyTable
  device_code: DeviceCodeTable
  invite: InviteTable
  guest_link: GuestLinkTable
  rate_limit: RateLimitTable
  audit: AuditTable
  quarantine: QuarantineTable
  import_run: ImportRunTable
  import_part: ImportPartTable
}
