import 'server-only'
import { type Kysely, sql } from 'kysely'
import type { Database } from './schema'

/**
 * Removes every row of a person, whatever tables there are: each with a `user_id` is found in the database itself. Answers how many rows
 * went, by table, those without any left out. Call it inside a transaction.
 */
export async function eraseRows(db: Kysely<Database>, userId: string): Promise<Record<string, number>> {
  const tables = (await db.introspection.getTables()).filter(({ columns }) => columns.some(({ name }) => name === 'user_id'))
  const removed: Record<string, number> = {}
  for (const { name } of tables) {
    const { numAffectedRows } = await sql`delete from ${sql.table(name)} where user_id = ${userId}`.execute(db)
    if (numAffectedRows) removed[name] = Number(numAffectedRows)
  }
  // The keys of counted tries end with who tried.
  await db.deleteFrom('rate_limit').where('key', 'like', `%:${userId}`).execute()
  await db.deleteFrom('user').where('id', '=', userId).execute()
  return removed
}
