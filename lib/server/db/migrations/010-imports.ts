import 'server-only'
import { type Kysely, PostgresAdapter, sql } from 'kysely'

const STATEMENTS = [
  `create table import_run (user_id text primary key references "user" (id) on delete cascade, id text not null, state text not null,
    received bigint not null, place bigint not null, detail text, begun_at bigint not null, touched_at bigint not null,
    owner text, until bigint)`,
  `create table import_part (user_id text not null references "user" (id) on delete cascade, id text not null, at bigint not null,
    body text not null, primary key (user_id, id, at))`,
]

/** A file that is being brought in: how far it is, and its parts until they are in the archive. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  for (const statement of STATEMENTS)
    await sql.raw(isPostgres ? statement.replaceAll(/ text\b/g, ' text collate "C"') : statement).execute(db)
}
