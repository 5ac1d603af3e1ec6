import 'server-only'
import { type Kysely, PostgresAdapter, type Transaction } from 'kysely'
import type { Database } from './schema'

/**
 * Runs `work` as one transaction that is alone in writing this person's rows: on SQLite by the file's write lock, on Postgres by a lock
 * on the person's row. Inside, use only the transaction that is handed in; handed on as `db`, it makes several writes one.
 */
export function writing<T>(db: Kysely<Database>, userId: string, work: (transaction: Transaction<Database>) => Promise<T>): Promise<T> {
  if (isTransaction(db)) return work(db)
  return db.transaction().execute(async (transaction) => {
    if (transaction.getExecutor().adapter instanceof PostgresAdapter)
      await transaction.selectFrom('user').select('id').where('id', '=', userId).forNoKeyUpdate().execute()
    return work(transaction)
  })
}

// By its mark, not its class: another bundle's class is another class.
const isTransaction = (db: Kysely<Database>): db is Transaction<Database> => db.isTransaction
