import 'server-only'
import { type Kysely, PostgresAdapter, sql } from 'kysely'

const STATEMENTS = [
  `create table webhook_event (user_id text not null references "user" (id) on delete cascade, signature text not null,
    collection text not null, object_id text not null, event text not null, received_at bigint not null, attempts integer not null,
    retry_at bigint, done_at bigint, primary key (user_id, signature))`,
  'create index webhook_event_open on webhook_event (user_id, collection, object_id) where done_at is null',
  `create table webhook (id text not null primary key, is_on integer not null, client_id text, secret_ct text,
    callback_url text, since bigint, problem text, fail_count integer not null, checked_at bigint, retry_at bigint, last_event_at bigint,
    lease_owner text, lease_until bigint)`,
  `create table webhook_subscription (data_type text not null, event_type text not null, id text, token_hash text, handshake_at bigint,
    expires_at bigint, renew_at bigint, primary key (data_type, event_type))`,
  'create index webhook_subscription_by_token on webhook_subscription (token_hash)',
]

/** What Oura announces, and the subscriptions by which it does. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  for (const statement of STATEMENTS)
    await sql.raw(isPostgres ? statement.replaceAll(/ text\b/g, ' text collate "C"') : statement).execute(db)
}
