import 'server-only'
import type Sqlite from 'better-sqlite3'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import { StorageError } from './storage-error'

/** So long a write waits for another program's lock, in ms. The wait stops the whole process: SQLite is called in line. */
export const PATIENCE_MS = 5000
/** And so long once a write has waited in vain, until one gets through again: else every request would stop all others. */
const WHILE_LOCKED_MS = 100

const seen = new WeakSet<DatabaseConnection>()

/** Makes a connection wait long for a lock only until it has done so in vain; reads of others then go on beside writes that are refused. */
export function withPatience(connection: DatabaseConnection, file: Sqlite.Database): DatabaseConnection {
  if (seen.has(connection)) return connection
  seen.add(connection)
  const execute: DatabaseConnection['executeQuery'] = connection.executeQuery.bind(connection)
  let isLocked = false
  const become = (locked: boolean) => {
    if (isLocked === locked) return
    isLocked = locked
    file.pragma(`busy_timeout = ${locked ? WHILE_LOCKED_MS : PATIENCE_MS}`)
  }
  connection.executeQuery = async <Row>(query: CompiledQuery, options?: Parameters<typeof execute>[1]): Promise<QueryResult<Row>> => {
    try {
      const result = await execute<Row>(query, options)
      // What answers no rows took the lock, or has it.
      if (result.numAffectedRows !== undefined) become(false)
      return result
    } catch (error) {
      if (error instanceof StorageError && error.problem === 'locked') become(true)
      throw error
    }
  }
  return connection
}
