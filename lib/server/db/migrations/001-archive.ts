import 'server-only'
import { type Kysely, PostgresAdapter, sql } from 'kysely'

// Migrations are history: this file never changes once released, so the metrics are written out. A new metric is a new migration.
const METRICS_001 = `
  sleep_score readiness_score activity_score
  sleep_score_total_sleep sleep_score_efficiency sleep_score_restfulness sleep_score_rem_sleep sleep_score_deep_sleep
  sleep_score_latency sleep_score_timing
  readiness_score_resting_heart_rate readiness_score_hrv_balance readiness_score_body_temperature readiness_score_recovery_index
  readiness_score_previous_night readiness_score_sleep_balance readiness_score_sleep_regularity
  readiness_score_previous_day_activity readiness_score_activity_balance
  activity_score_stay_active activity_score_move_every_hour activity_score_meet_daily_targets activity_score_training_frequency
  activity_score_training_volume activity_score_recovery_time
  steps active_calories total_calories target_calories walking_distance target_distance distance_to_target
  rest_time inactive_time low_time medium_time high_time non_wear_time low_met_minutes medium_met_minutes high_met_minutes met_average
  inactivity_alerts total_sleep deep_sleep rem_sleep light_sleep awake_time time_in_bed nap_sleep sleep_efficiency sleep_latency
  restless_periods bedtime_start bedtime_end sleep_midpoint lowest_heart_rate average_heart_rate average_hrv average_breath
  temperature_deviation temperature_trend_deviation spo2 breathing_disturbance_index stress_time recovery_time stress_summary
  resilience resilience_sleep_recovery resilience_daytime_recovery resilience_stress vascular_age pulse_wave_velocity vo2_max
  workouts workout_time session_time battery_lowest`
  .trim()
  .split(/\s+/)

// Every table with an owner goes when the owner goes.
const OWNER = 'user_id text not null references "user" (id) on delete cascade'

const STATEMENTS = [
  `create table "user" (id text primary key, oura_user_id text unique, role text not null, created_at bigint not null, settings text)`,
  `create table document (${OWNER}, collection text not null, id text not null, day text, body text not null, hash text not null,
    fetched_at bigint not null, deleted_at bigint, primary key (user_id, collection, id))`,
  'create index document_by_day on document (user_id, collection, day, id)',
  `create table document_revision (${OWNER}, collection text not null, id text not null, replaced_at bigint not null, day text,
    body text not null, primary key (user_id, collection, id, replaced_at))`,
  `create table sample_day (${OWNER}, series text not null, utc_day text not null, body text not null, fetched_at bigint not null,
    primary key (user_id, series, utc_day))`,
  `create table daily_metric (${OWNER}, day text not null, ${METRICS_001.map((name) => `${name} double precision`).join(', ')},
    primary key (user_id, day))`,
  `create table coverage (${OWNER}, collection text not null, day text not null, state text not null, checked_at bigint,
    primary key (user_id, collection, day))`,
  `create table sync_window (${OWNER}, collection text not null, from_day text not null, to_day text not null, state text not null,
    checked_at bigint, attempts integer not null default 0, retry_at bigint, reason text,
    primary key (user_id, collection, from_day, to_day))`,
  `create table session (${OWNER}, id_hash text not null, provider text not null, name text, created_at bigint not null,
    last_seen_at bigint not null, ends_at bigint not null, revoked_at bigint, primary key (user_id, id_hash))`,
  `create table connection (user_id text primary key references "user" (id) on delete cascade, kind text not null,
    state text, state_reason text, state_since bigint, scopes text, missing_scopes text,
    access_ct text, refresh_ct text, token_fingerprint text, token_last4 text, expires_at bigint, token_url text, client_id text,
    refresh_intent_at bigint, lease_owner text, lease_until bigint, last_attempt_at bigint, last_ok_at bigint,
    fail_count integer not null default 0, retry_at bigint, created_at bigint not null, updated_at bigint not null)`,
  `create table api_key (${OWNER}, id text not null, name text not null, hash text not null, created_at bigint not null,
    last_used_at bigint, revoked_at bigint, primary key (user_id, id))`,
  'create index api_key_by_hash on api_key (hash)',
  'create table rate_limit (key text primary key, points integer not null default 0, expire bigint)',
  `create table audit (user_id text not null, id text not null, at bigint not null, event text not null, detail text,
    primary key (user_id, id))`,
  `create table quarantine (${OWNER}, collection text not null, hash text not null, body text not null, reason text not null,
    at bigint not null, primary key (user_id, collection, hash))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  // Keys compare by bytes everywhere, whatever language the database server was set up in.
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  for (const statement of STATEMENTS)
    await sql.raw(isPostgres ? statement.replaceAll(/ text\b/g, ' text collate "C"') : statement).execute(db)
}
