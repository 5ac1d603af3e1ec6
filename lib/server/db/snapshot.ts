import 'server-only'
import Sqlite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { clientOf } from './kysely'
import type { Database } from './schema'
import { preparedOnce } from './sqlite'

/** The database as it is at one moment, however long it is read; `close` ends it. */
export type Snapshot = { db: Kysely<Database>; close: () => Promise<void> }

/**
 * For a read that takes its time (an export): it sees one moment and holds nobody up. On SQLite through a connection of its own,
 * because the process's single one would be taken meanwhile.
 */
export async function openSnapshot(db: Kysely<Database>): Promise<Snapshot> {
  const { kind, client } = clientOf(db)
  if (kind === 'postgres') {
    const transaction = await db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute()
    return { db: transaction, close: async () => void (await transaction.rollback().execute()) }
  }
  const reader = new Kysely<Database>({
    dialect: new SqliteDialect({ database: preparedOnce(new Sqlite(client.name, { readonly: true, timeout: 5000 })) }),
  })
  const transaction = await reader.startTransaction().execute()
  return {
    db: transaction,
    close: async () => {
      await transaction.rollback().execute()
      await reader.destroy()
    },
  }
}
