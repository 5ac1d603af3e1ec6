import 'server-only'
import type { DatabaseConnection } from 'kysely'
import { asStorageError } from './storage-error'

const seen = new WeakSet<DatabaseConnection>()

/** Makes a connection reject with a StorageError where its database cannot be used, instead of the driver's own error. */
export function withStorageErrors(connection: DatabaseConnection): DatabaseConnection {
  if (seen.has(connection)) return connection
  seen.add(connection)
  const execute = connection.executeQuery.bind(connection)
  connection.executeQuery = async (query, options) => {
    try {
      return await execute(query, options)
    } catch (error) {
      throw asStorageError(error)
    }
  }
  return connection
}
