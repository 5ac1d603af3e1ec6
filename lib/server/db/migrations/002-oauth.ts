import 'server-only'
import { type Kysely, PostgresAdapter, sql } from 'kysely'

const STATEMENTS = [
  'alter table connection add column issued_at bigint',
  'alter table connection add column refresh_owner text',
  'alter table connection add column refresh_until bigint',
  'alter table connection add column refresh_failure text',
  'alter table connection add column refresh_fail_count integer not null default 0',
  'alter table connection add column refresh_retry_at bigint',
  // Of the server as a whole, like `rate_limit`: it is there before anybody is.
  `create table oura_app (id text primary key, client_id text not null, secret_ct text not null, server text not null,
    updated_at bigint not null)`,
]

/** Sign-in at Oura: the application, and what the refresh of a single-use token has to remember. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  for (const statement of STATEMENTS)
    await sql.raw(isPostgres ? statement.replaceAll(/ text\b/g, ' text collate "C"') : statement).execute(db)
}
