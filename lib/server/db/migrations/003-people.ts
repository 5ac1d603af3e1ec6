import 'server-only'
import { type Kysely, PostgresAdapter, sql } from 'kysely'

const OWNER = 'user_id text not null references "user" (id) on delete cascade'

const STATEMENTS = [
  'alter table "user" add column name text',
  'alter table "user" add column removed_at bigint',
  'alter table session add column guest_link_id text',
  'alter table api_key add column ends_at bigint',
  'alter table api_key add column collections text',
  'alter table api_key add column per_minute integer',
  `create table device_code (${OWNER}, id text not null, hash text not null, origin text not null, created_at bigint not null,
    ends_at bigint not null, used_at bigint, primary key (user_id, id))`,
  'create index device_code_by_hash on device_code (hash)',
  `create table invite (${OWNER}, id text not null, name text not null, hash text not null, created_at bigint not null,
    ends_at bigint not null, used_at bigint, revoked_at bigint, primary key (user_id, id))`,
  'create index invite_by_hash on invite (hash)',
  `create table guest_link (${OWNER}, id text not null, name text not null, hash text not null,
    shown_name text not null, pages text not null,
    created_at bigint not null, ends_at bigint not null, last_used_at bigint, revoked_at bigint, primary key (user_id, id))`,
  'create index guest_link_by_hash on guest_link (hash)',
]

/** Devices, people and guests: codes and links of which only hashes are kept, and keys that reach less than everything. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  for (const statement of STATEMENTS)
    await sql.raw(isPostgres ? statement.replaceAll(/ text\b/g, ' text collate "C"') : statement).execute(db)
}
