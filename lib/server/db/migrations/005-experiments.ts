import 'server-only'
import { type Kysely, PostgresAdapter, sql } from 'kysely'

const OWNER = 'user_id text not null references "user" (id) on delete cascade'

const STATEMENTS = [
  `create table experiment (${OWNER}, id text not null, question text not null, metric text not null, design text not null,
    start_day text not null, phase_days integer not null, phases integer not null, end_day text, created_at bigint not null,
    updated_at bigint not null, primary key (user_id, id))`,
  `create table experiment_check (${OWNER}, experiment_id text not null, day text not null, done integer not null,
    checked_at bigint not null, primary key (user_id, experiment_id, day),
    foreign key (user_id, experiment_id) references experiment (user_id, id) on delete cascade)`,
]

/** Questions put to a metric, and what was noted for each of their days. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  for (const statement of STATEMENTS)
    await sql.raw(isPostgres ? statement.replaceAll(/ text\b/g, ' text collate "C"') : statement).execute(db)
}
