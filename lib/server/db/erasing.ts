import 'server-only'
import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Database } from './schema'

/** Tables of this database that hold rows of a person; those of other schemas of a Postgres are somebody else's. */
async function personalTables(db: Kysely<Database>): Promise<string[]> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const schema = isPostgres ? (await sql<{ name: string }>`select current_schema() as name`.execute(db)).rows[0]?.name : undefined
  const tables = await db.introspection.getTables()
  return tables
    .filter((table) => !table.isView && table.schema === schema)
    .filter(({ columns }) => columns.some(({ name, dataType }) => name === 'user_id' && dataType.toLowerCase() === 'text'))
    .map(({ name }) => name)
}

/**
 * Removes every row of a person, whatever tables there are: each with a `user_id` is found in the database itself. Answers how many rows
 * went, by table, those without any left out. Call it inside a transaction.
 */
export async function eraseRows(db: Kysely<Database>, userId: string): Promise<Record<string, number>> {
  const removed: Record<string, number> = {}
  for (const name of await personalTables(db)) {
    const { numAffectedRows } = await sql`delete from ${sql.table(name)} where user_id = ${userId}`.execute(db)
    if (numAffectedRows) removed[name] = Number(numAffectedRows)
  }
  // The keys of counted tries end with who tried.
  await db.deleteFrom('rate_limit').where('key', 'like', `%:${userId}`).execute()
  await db.deleteFrom('user').where('id', '=', userId).execute()
  return removed
}
