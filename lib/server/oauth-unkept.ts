import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection } from './db/connections'
import { StorageError } from './db/storage-error'

type Spent = Pick<Connection, 'user_id' | 'refresh_ct'>
/** A new access token whose pair the database has not taken, and the refresh token that was spent for it. */
type Unkept = { readonly spent: string | null; readonly bearer: string; readonly offer: () => Promise<void> }

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 5_000

const shared = globalThis as typeof globalThis & { ringsideUnkept?: Map<string, Unkept> }
const held = () => {
  shared.ringsideUnkept ??= new Map()
  return shared.ringsideUnkept
}

/** The access token that Oura gave for this refresh token and that is not written down yet; null without one. */
export function unkeptBearer({ user_id, refresh_ct }: Spent): string | null {
  const one = held().get(user_id)
  return one?.spent === refresh_ct ? one.bearer : null
}

/**
 * Holds a new pair that the database could not take: `keep` is tried again, ever more seldom, until it comes to an end or the process
 * does. Only this process knows the pair, and nothing but a written lease lets another one spend the old token meanwhile.
 */
export function holdUnkept({ user_id, refresh_ct }: Spent, bearer: string, keep: () => Promise<void>): void {
  const offer = async () => {
    try {
      await keep()
    } catch (error) {
      if (error instanceof StorageError) return
      throw error
    }
    if (held().get(user_id) === one) held().delete(user_id)
  }
  const one = { spent: refresh_ct, bearer, offer }
  held().set(user_id, one)
  const goOn = async () => {
    for (let wait = FIRST_WAIT_MS; held().get(user_id) === one; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
      await sleep(wait, undefined, { ref: false })
      await offer()
    }
  }
  // What is no trouble of the database (it was closed, say) is not mended by waiting.
  goOn().catch(() => held().delete(user_id))
}

/** Offers whatever is held once more, now: this process is about to end. */
export async function offerUnkept(): Promise<void> {
  await Promise.allSettled([...held().values()].map(({ offer }) => offer()))
}
