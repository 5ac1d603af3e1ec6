import 'server-only'
import { type DatabaseConnection, PostgresDialect, PostgresDriver } from 'kysely'
import pg from 'pg'
import { asStorageError } from './storage-error'
import { withStorageErrors } from './storage-errors-of'

const INT8 = 20

class Driver extends PostgresDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    try {
      return withStorageErrors(await super.acquireConnection())
    } catch (error) {
      throw asStorageError(error)
    }
  }
}

class Dialect extends PostgresDialect {
  readonly #pool: pg.Pool
  constructor(pool: pg.Pool) {
    super({ pool })
    this.#pool = pool
  }
  override createDriver() {
    return new Driver({ pool: this.#pool })
  }
}

/** A pool for a postgres:// address. Nothing is connected until the first query. */
export function openPostgres(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    // bigint columns hold epoch ms and counts, both exact as a number.
    types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) },
  })
  // A connection that breaks while idle is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {})
  // Of one in use the pool does not speak: it may break between two queries of a transaction, and says so at the next.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

export function postgresDialect(pool: pg.Pool): PostgresDialect {
  return new Dialect(pool)
}
