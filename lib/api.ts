import type { Check, Experiment } from '@/lib/domain/experiment'
import type { Settings } from '@/lib/domain/settings'
import type { TrendMark } from '@/lib/domain/trend-marks'

// Our HTTP contract, both sides. Architecture §3 fixes names, paths and shapes; clients outside this repository rely on them.

/** What an error answer's `code` may be. `detail` beside it is one plain sentence (Oura's own key). */
export type ErrorCode =
  | 'unauthenticated'
  | 'forbidden'
  | 'cross_site'
  | 'no_cookie'
  | 'setup_code'
  | 'access_removed'
  | 'out_of_scope'
  | 'code_unknown'
  | 'code_used'
  | 'code_expired'
  | 'code_elsewhere'
  | 'read_only'
  | 'not_found'
  | 'method_not_allowed'
  | 'invalid'
  | 'too_large'
  | 'too_many_requests'
  | 'token_rejected'
  | 'membership_lapsed'
  | 'not_shared'
  | 'upstream_unreachable'
  | 'upstream_limited'
  | 'storage_unavailable'
  | 'storage_full'
  | 'misconfigured'
  | 'internal'

export type ErrorBody = { code: ErrorCode; detail: string }

export type ConnectionState = 'fresh' | 'stale' | 'reconnect' | 'limited' | 'misconfigured'

/** `GET /api/connection` */
export type ConnectionBody = {
  kind: 'token' | 'oauth' | 'demo' | null
  state: ConnectionState
  since: string | null
  reason: string | null
  missing_scopes: string[]
  expires_at: string | null
  last_sync_at: string | null
  /** Of a pasted token, to tell it from another: its last four characters and its SHA-256 fingerprint, cut to 16. */
  token: { last4: string; fingerprint: string } | null
  /** Until when Oura asked this server to wait; null while it did not. */
  retry_at: string | null
  /** Until when data still comes though the sign-in is renewed no more; null where it is renewed, and where nothing comes. */
  works_until: string | null
  /** Collections that Oura refused or did not send while others came, and when each is asked for again. */
  left_out: { collection: string; reason: 'upstream_refused' | 'upstream_unreachable'; retry_at: string }[]
}

/** `DELETE /api/connection`: whether Oura took the access back; null: there was none to give back. */
export type DisconnectBody = { oura: boolean | null }

/** Why a sign-in at Oura came to nothing; each has its sentence on the page of connecting. */
export type SignInProblem =
  | 'denied'
  | 'scope'
  | 'refused'
  | 'no_code'
  | 'used'
  | 'state'
  | 'stranger'
  | 'code'
  | 'client'
  | 'no_app'
  | 'misconfigured'
  | 'other_account'
  | 'forbidden'
  | 'cross_site'
  | 'no_cookie'
  | 'setup_code'
  | 'access_removed'
  | 'code_unknown'
  | 'code_used'
  | 'code_expired'
  | 'membership_lapsed'
  | 'not_shared'
  | 'upstream_limited'
  | 'upstream_unreachable'
  | 'upstream_failed'
  | 'too_many_requests'
  | 'network'
  | 'other'

/** `GET /api/oura-app`: the application at Oura that people sign in with. `client_id` is told to who may change it. */
export type OuraAppBody = {
  configured: 'environment' | 'here' | null
  client_id: string | null
  server: 'moi' | 'cloud'
  redirect_uri: string
  changeable: boolean
}

/** What keeps Oura from announcing: it cannot open our address, refuses the application, announces elsewhere; or, for now, does not answer. */
export type WebhookProblem = 'unreachable' | 'refused' | 'elsewhere' | 'later'
/**
 * `GET` and `PUT /api/webhooks`, for the owner: whether Oura announces new data. `missing`: why it is not offered. `nobody`: nobody is
 * connected through the application; `quiet`: nothing was announced for longer than a day. `url`: the address that Oura opens.
 */
export type WebhooksBody = {
  missing: 'app' | 'https' | null
  state: 'off' | 'stopping' | 'starting' | 'nobody' | 'on' | 'quiet' | WebhookProblem
  url: string
  last_event_at: string | null
}

/** `GET /api/sync`. `error`: why nothing runs though something is left: an error's code, a reason of the connection, or `disconnected`. */
export type SyncBody = {
  state: 'idle' | 'running'
  done: number
  total: number
  collection: string | null
  oldest_day: string | null
  last_success_at: string | null
  error: string | null
}

/** Why a day of a collection has, or has not, a document. */
export type CoverageState = 'have' | 'none' | 'not_worn' | 'no_scope' | 'not_asked' | 'failed'
/** Beside `failed`: Oura did answer, with something that this version cannot read. It is kept, and exported. */
export type CoverageReason = 'unreadable'

type CoveredDay = { day: string; collection: string; state: CoverageState; checked_at: string | null; reason?: CoverageReason }
/** `GET /api/coverage?from&to`. `ever`: the collections of which anything is here, from any day. */
export type CoverageBody = { data: CoveredDay[]; ever: string[] }

/** `GET /api/coverage/days`: a letter a day from `from` to today, as lib/domain/coverage-days.ts reads them; null while nothing is stored. */
export type CoverageDaysBody = { from: string | null; days: string }

/**
 * `GET /api/trends?metrics=a,b&from&to&bucket`. `unfinished`, where there are any: days of the range that have come in part, so that what is
 * counted by day is a part of a number; the means of weeks and months are without them.
 */
export type TrendsBody = { days: string[]; metrics: Record<string, (number | null)[]>; unfinished?: string[] | undefined }

/** What `POST` and `PUT /api/tags` take. `at` is ISO 8601 with the offset of the place; `code` is Oura's word, `name` the person's own. */
export type TagWrite = { id: string; at: string; code: string | null; name: string | null; note: string | null }
/** A tag or note of the person's own, as `GET /api/tags?from&to` lists them in order of time. `day` is its activity day. */
export type LocalTag = TagWrite & { day: string; created_at: string; updated_at: string }

/**
 * `GET /api/tag-days?from&to`: every tag and the activity days it was set on, the most frequent first. `source` is local where Oura has no
 * such tag; `name` is the person's own word, or Oura's code made readable.
 */
export type TagDays = { key: string; name: string; source: 'oura' | 'local'; days: string[] }
/**
 * `GET /api/rhythm?from&to`, half a year at most. `moments`: local ones with offset, the first the day's start. `states` are packed (`packStates`). From there a character of
 * `states` each five minutes and one of `activity` each quarter of an hour, as lib/domain/rhythm-code.ts reads them.
 */
export type RhythmBody = { data: { day: string; moments: readonly string[]; states: string; activity: string }[] }
/** `GET /api/trend-marks?from&to`: what explains these days without being measured. */
export type TrendMarksBody = { data: TrendMark[] }

/** `GET /api/experiments`, the newest first, each with what was noted for its days. `POST` takes one without the last three fields. */
export type ExperimentBody = Experiment & { created_at: string; checks: Check[] }
/** What `PUT /api/experiments/checks` takes: whether it was done on a day; null takes the note back. */
export type CheckWrite = { experiment_id: string; day: string; done: boolean | null }

/**
 * A document that a metric is looked up in. `value` is what its field says, `earlier` what it said before, the newest first; that is the
 * person's own business, null for guests.
 */
export type ExplainedDocument = {
  id: string
  /** Whether the metric is made of it; of several analyses of a night only one is. */
  counted: boolean
  value: string | number | boolean | null
  fetched_at: string
  removed_at: string | null
  earlier: { value: string | number | boolean | null; until: string }[] | null
  /** JSON text as Oura sent it. */
  body: string
}
/**
 * `GET /api/explain?metric&day`: where a number comes from. `rows` is JSON text of samples, where it is made of those. `withheld`: a guest's
 * link shares the number, and nothing of what it was read from.
 */
export type ExplainBody = {
  metric: string
  day: string
  value: number | null
  collection: string
  path: string
  documents: ExplainedDocument[]
  rows: string | null
  withheld: boolean
}

/** `GET /api/settings`; `PUT` takes those that change and answers with all. */
export type SettingsBody = Settings

/** `GET /api/keys`, one row a key. `collections` null: all of them; `per_minute` null: as many requests as come. */
export type KeyRow = {
  id: string
  name: string
  created_at: string
  last_used_at: string | null
  ends_at: string | null
  collections: string[] | null
  per_minute: number | null
}
/** What `POST /api/keys` takes: with a name alone a key to everything, without an end. */
export type NewKey = { name: string; days?: number | null; collections?: string[] | null; per_minute?: number | null }
/** `POST /api/keys`: the only time the key is seen. */
export type KeyCreated = { id: string; key: string }

/** A signed-in device. `browser` and `system` are names as their makers write them, null where they are not known. */
export type DeviceRow = {
  id: string
  browser: string | null
  system: string | null
  provider: string
  created_at: string
  last_seen_at: string
  current: boolean
}
/** `GET /api/devices`. `address`: this server's origin as a phone sees it; null where only this machine reaches it. */
export type DevicesBody = { data: DeviceRow[]; address: string | null }
/** `POST /api/devices`: a code for one more device, good once and until `expires_at`; `url` opens it there. */
export type DeviceCodeBody = { code: string; url: string; expires_at: string }

export type SignUps = 'invited' | 'open' | 'closed'
/** Somebody with an archive here, as the owner sees them. `removed_at`: kept out since then. */
export type PersonRow = {
  id: string
  name: string | null
  role: 'owner' | 'member'
  joined_at: string
  last_seen_at: string | null
  removed_at: string | null
}
export type InviteRow = { id: string; name: string; created_at: string; expires_at: string }
/** `GET /api/people`, for the owner. */
export type PeopleBody = { people: PersonRow[]; invites: InviteRow[]; sign_ups: SignUps }
/** `POST /api/invites`: the only time the link is seen. */
export type InviteCreated = { id: string; url: string; expires_at: string }

export type GuestPage = 'day' | 'night' | 'trends'
/** `GET /api/guest-links`, one row a link. `shown_name`: whose pages the guest is told they are. */
export type GuestLinkRow = {
  id: string
  name: string
  shown_name: string
  pages: GuestPage[]
  created_at: string
  ends_at: string
  last_used_at: string | null
}
/** `POST /api/guest-links`: the only time the link is seen. */
export type GuestLinkCreated = { id: string; url: string; ends_at: string }
/** What a guest's browser may know of the link that it came by. */
export type GuestBody = { name: string; pages: GuestPage[]; until: string }

/**
 * `POST /api/erase`: what is gone, rows by table. `oura`: whether Oura took the access back (null: there was none to give back). `copies`:
 * older copies of the database that were cleared of it or removed. `remains`: where remnants may outlast this answer. `owner`: who owns the server
 * now, where it was this person.
 */
export type EraseBody = {
  removed: Record<string, number>
  oura: boolean | null
  copies: number
  remains: 'nothing' | 'log' | 'postgres'
  owner: 'passed_on' | 'none' | null
}

/** `GET /api/health`, nothing personal; what follows `status` is told to those who are signed in with a ring of their own. */
export type HealthBody = {
  status: 'ok' | 'failing'
  last_sync_at?: string | null
  /** How far this server's clock is ahead of Oura's; null before Oura's first answer. */
  clock_skew_seconds?: number | null
  /** Room left on the disk that holds the archive; null where that is a Postgres server's. */
  disk_free_bytes?: number | null
  /** UTC day of the newest copy this server made of its database; null before the first, and where the database is a Postgres server's. */
  last_backup_day?: string | null
  /** What its owner should look at. */
  warnings?: ('clock' | 'disk' | 'backup')[]
}

/** A page of Oura documents as served by the proxy. */
export type Page<T> = { data: T[]; next_token: string | null }

/** Why a file could not be brought in; each has its sentence on the page. */
export type ImportProblem =
  | 'not_export'
  | 'not_utf8'
  | 'packed'
  | 'too_large'
  | 'long_line'
  | 'broken'
  | 'shape'
  | 'newer'
  | 'cut'
  | 'after_end'
  | 'changed'
  | 'other_account'
  | 'no_room'
  | 'internal'

/** What an import did. Of documents `known` are those that were here already, or in a newer text; `set_aside` fit no schema. */
export type ImportOutcome = {
  documents: { added: number; newer: number; known: number; set_aside: number }
  /** Earlier texts of documents. */
  revisions: number
  /** Days of heart rate and battery that are new or have more rows now. */
  sample_days: number
  /** Days of which more is known now: had, none at Oura, not shared. */
  days: number
  tags: number
  experiments: number
  settings: boolean
}

/** What `POST /api/import` takes: a part of a file (gzip or not), that this was all of it, or the word for one that does not say whose it is. */
export type ImportWrite = { id: string; at: number; data: string } | { id: string; size: number } | { id: string; confirm: 'IMPORT' }

/** `GET /api/import`, and the answer to every `POST`: the file that is being brought in, or was last. */
export type ImportBody = {
  id: string | null
  state: 'none' | 'receiving' | 'checking' | 'unproven' | 'writing' | 'deriving' | 'done' | 'refused'
  /** Bytes that have arrived. */
  received: number
  /** 0 … 1 of what is being done; null while that is not known. */
  progress: number | null
  outcome: ImportOutcome | null
  problem: { code: ImportProblem; line: number | null; detail: string } | null
}
