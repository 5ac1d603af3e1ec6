import 'server-only'
import { type Kysely, PostgresAdapter, sql } from 'kysely'

const STATEMENTS = [
  ...['sleep_regularity', 'm10', 'm10_onset', 'l5_onset', 'relative_amplitude'].map(
    (name) => `alter table daily_metric add column ${name} double precision`,
  ),
  `create table rhythm_day (user_id text not null references "user" (id) on delete cascade, day text not null, moments text not null,
    states text not null, activity text not null, primary key (user_id, day))`,
  // Which way of deriving numbers this archive has been through: an older one is derived anew in the background.
  'alter table "user" add column derived integer',
]

/** Rest and activity in five-minute characters beside the numbers, and what of an archive has to be derived anew. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  for (const statement of STATEMENTS)
    await sql.raw(isPostgres ? statement.replaceAll(/ text\b/g, ' text collate "C"') : statement).execute(db)
}
