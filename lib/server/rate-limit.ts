import 'server-only'
import type { Kysely } from 'kysely'
import { RateLimiterPostgres, RateLimiterRes, RateLimiterSQLite } from 'rate-limiter-flexible'
import { ApiError } from './api-error'
import { clientOf } from './db/kysely'
import type { Database } from './db/schema'
import { asStorageError } from './db/storage-error'

const MINUTE = 60
const HOUR = 60 * MINUTE
type Rule = { readonly name: string; readonly points: number; readonly seconds: number; readonly by: 'session' | 'address' | 'all' }

/** How often something may be tried. A person who is signed in already reads without any limit. */
const RULES = {
  paste: [
    { name: 'paste-session', points: 5, seconds: 15 * MINUTE, by: 'session' },
    { name: 'paste-address', points: 10, seconds: HOUR, by: 'address' },
    { name: 'paste-all', points: 60, seconds: HOUR, by: 'all' },
  ],
  // Nothing can be guessed here: a code is Oura's to refuse, and reaches it only with the cookies of its own sign-in.
  oura: [
    { name: 'oura-session', points: 100, seconds: 15 * MINUTE, by: 'session' },
    { name: 'oura-address', points: 200, seconds: HOUR, by: 'address' },
    { name: 'oura-all', points: 1000, seconds: HOUR, by: 'all' },
  ],
  app: [
    { name: 'app-session', points: 20, seconds: 15 * MINUTE, by: 'session' },
    { name: 'app-all', points: 60, seconds: HOUR, by: 'all' },
  ],
  // A code of a device, an invitation or a guest link is longer than anybody guesses: this only keeps the noise down.
  code: [
    { name: 'code-address', points: 60, seconds: 15 * MINUTE, by: 'address' },
    { name: 'code-all', points: 1000, seconds: HOUR, by: 'all' },
  ],
  setup: [
    { name: 'setup-address', points: 10, seconds: HOUR, by: 'address' },
    { name: 'setup-all', points: 60, seconds: HOUR, by: 'all' },
  ],
  demo: [
    { name: 'demo-address', points: 60, seconds: HOUR, by: 'address' },
    { name: 'demo-all', points: 1200, seconds: HOUR, by: 'all' },
  ],
} as const satisfies Record<string, readonly Rule[]>

// The counters live in the database, so that a restart forgives nothing.
function limiter(db: Kysely<Database>, rule: Rule) {
  const options = {
    keyPrefix: rule.name,
    points: rule.points,
    duration: rule.seconds,
    tableName: 'rate_limit',
    tableCreated: true,
    clearExpiredByTimeout: false,
  }
  const { kind, client } = clientOf(db)
  return kind === 'sqlite'
    ? new RateLimiterSQLite({ ...options, storeClient: client, storeType: 'better-sqlite3' })
    : new RateLimiterPostgres({ ...options, storeClient: client, storeType: 'pool' })
}

/**
 * Counts one try of `what` by this session (its address where there is none). Rejects with `too_many_requests` and the seconds to wait
 * once any of the rules is used up; a try that is refused by one rule is not counted by the wider ones.
 */
export async function countTry(
  db: Kysely<Database>,
  what: keyof typeof RULES,
  who: { session: string | null; address: string },
): Promise<void> {
  await db.deleteFrom('rate_limit').where('expire', '<', Date.now()).execute()
  for (const rule of RULES[what]) {
    const key = rule.by === 'all' ? 'all' : rule.by === 'address' ? who.address : (who.session ?? who.address)
    try {
      await limiter(db, rule).consume(key)
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw asStorageError(error)
      const wait = Math.max(1, Math.ceil(error.msBeforeNext / 1000))
      throw new ApiError('too_many_requests', `Too many tries; try again in ${Math.ceil(wait / 60)} min.`, wait)
    }
  }
}
