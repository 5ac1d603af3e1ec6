import 'server-only'
import type { Kysely } from 'kysely'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes, RateLimiterSQLite } from 'rate-limiter-flexible'
import { ApiError } from './api-error'
import { clientOf } from './db/kysely'
import type { Database } from './db/schema'
import { asStorageError } from './db/storage-error'

const MINUTE = 60
const HOUR = 60 * MINUTE
type Limit = { readonly name: string; readonly points: number; readonly seconds: number }
type Rule = Limit & { readonly by: 'session' | 'address' | 'all' }

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
    { name: 'app-address', points: 30, seconds: HOUR, by: 'address' },
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
function limiter(
  db: Kysely<Database>,
  limit: Limit,
  more: { insuranceLimiter?: RateLimiterMemory; inMemoryBlockOnConsumed?: number } = {},
) {
  const options = {
    ...more,
    keyPrefix: limit.name,
    points: limit.points,
    duration: limit.seconds,
    tableName: 'rate_limit',
    tableCreated: true,
    clearExpiredByTimeout: false,
  }
  const { kind, client } = clientOf(db)
  return kind === 'sqlite'
    ? new RateLimiterSQLite({ ...options, storeClient: client, storeType: 'better-sqlite3' })
    : new RateLimiterPostgres({ ...options, storeClient: client, storeType: 'pool' })
}

const secondsOf = ({ msBeforeNext }: RateLimiterRes) => Math.max(1, Math.ceil(msBeforeNext / 1000))

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
      const wait = secondsOf(error)
      throw new ApiError('too_many_requests', `Too many tries; try again in ${Math.ceil(wait / 60)} min.`, wait)
    }
  }
}

type KeyLimiters = Map<number, ReturnType<typeof limiter>>
const shared = globalThis as typeof globalThis & { ringsideKeyLimiters?: WeakMap<Kysely<Database>, KeyLimiters> }

// What is refused is remembered here until it may be asked again, so that insisting writes nothing. Without a disk to write to, a key is
// counted in this process alone: a full disk must not keep a reader out.
function keyLimiter(db: Kysely<Database>, points: number) {
  shared.ringsideKeyLimiters ??= new WeakMap()
  const limiters: KeyLimiters = shared.ringsideKeyLimiters.get(db) ?? new Map()
  shared.ringsideKeyLimiters.set(db, limiters)
  const limit = { name: 'key', points, seconds: MINUTE }
  const insuranceLimiter = new RateLimiterMemory({ points, duration: MINUTE })
  const kept = limiters.get(points) ?? limiter(db, limit, { insuranceLimiter, inMemoryBlockOnConsumed: points + 1 })
  limiters.set(points, kept)
  return kept
}

/** Counts a request of a key. Rejects with `too_many_requests` and the seconds to wait beyond its limit a minute. */
export async function countUse(
  db: Kysely<Database>,
  { userId, keyId, perMinute }: { userId: string; keyId: string; perMinute: number | null },
): Promise<void> {
  if (perMinute === null) return
  try {
    // The user stands at the end, as in every counter that goes with them (`eraseRows`).
    await keyLimiter(db, perMinute).consume(`${keyId}:${userId}`)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    const wait = secondsOf(error)
    throw new ApiError('too_many_requests', `This key may ask ${perMinute} times a minute; try again in ${wait} s.`, wait)
  }
}
