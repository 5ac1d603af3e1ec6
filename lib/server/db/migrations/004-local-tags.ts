import 'server-only'
import { type Kysely, PostgresAdapter, sql } from 'kysely'

const STATEMENTS = [
  `create table local_tag (user_id text not null references "user" (id) on delete cascade, id text not null, day text not null,
    at bigint not null, utc_offset integer not null, code text, name text, note text, created_at bigint not null,
    updated_at bigint not null, deleted_at bigint, primary key (user_id, id))`,
  'create index local_tag_by_day on local_tag (user_id, day, at)',
]

/** Tags and notes of a person's own, beside Oura's. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  for (const statement of STATEMENTS)
    await sql.raw(isPostgres ? statement.replaceAll(/ text\b/g, ' text collate "C"') : statement).execute(db)
}
