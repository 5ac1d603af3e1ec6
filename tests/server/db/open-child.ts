import Sqlite from 'better-sqlite3'
import { openDatabase } from '@/lib/server/db/kysely'
import { StorageError } from '@/lib/server/db/storage-error'

// Opens the database that the first argument describes, as `nobody` where the second says so, and prints `ok` or what is wrong.
const [options, user] = process.argv.slice(2)
// The native library has to be loaded before the right to read it is given away.
new Sqlite(':memory:').close()
if (user) process.setuid?.(user)
try {
  const db = await openDatabase(JSON.parse(options ?? ''))
  await db.destroy()
  console.log('ok')
} catch (error) {
  console.log(error instanceof StorageError ? error.problem : error)
}
