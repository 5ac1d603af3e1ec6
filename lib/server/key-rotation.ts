import 'server-only'
import type { Kysely } from 'kysely'
import { bearerOf, sealedAnew } from './connection-token'
import { isSealedAnew, open, SealError, seal } from './crypto'
import { appendAudit } from './db/audit'
import { listEveryConnection, swapSealed } from './db/connections'
import { findStoredApp, swapStoredSecret } from './db/oura-app'
import type { Database } from './db/schema'
import { findWebhook, swapWebhookSecret } from './db/webhooks'
import { log } from './log'
import { SECRET_PLACE } from './oauth-app'
import { takeUpKeys } from './secrets'
import { WEBHOOK_SECRET_PLACE } from './webhook-subscriptions'

const LOOK_MS = 5_000
/** A refresh whose lease ended so long ago ended with it. */
const OVER_MS = 10 * 60_000

/** What came of it: `moved` to the active key, `busy` for now, `lost` because the key that sealed them is not here. */
type Moved = { moved: number; busy: number; lost: number }

async function counted(count: Moved, move: () => Promise<boolean | null>): Promise<void> {
  try {
    const moved = await move()
    if (moved !== null) count[moved ? 'moved' : 'busy'] += 1
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    count.lost += 1
  }
}

/** Seals with the active key whatever an older one sealed, row by row, beside everything else that happens. `now` is epoch ms. */
export async function moveToActiveKey(db: Kysely<Database>, now: number): Promise<Moved> {
  const count: Moved = { moved: 0, busy: 0, lost: 0 }
  for (const connection of await listEveryConnection(db))
    await counted(count, async () => {
      const anew = sealedAnew(connection)
      // New keys may bear the name of those that were lost: only opening tells.
      if (!anew && connection.access_ct !== null) bearerOf(connection)
      return anew && (await swapSealed(db, connection, anew, now - OVER_MS))
    })
  const app = await findStoredApp(db)
  if (app)
    await counted(count, async () => {
      const secret = open(app.secret_ct, SECRET_PLACE)
      return isSealedAnew(app.secret_ct) ? null : swapStoredSecret(db, app.secret_ct, seal(secret, SECRET_PLACE))
    })
  const { secret_ct: held } = (await findWebhook(db)) ?? { secret_ct: null }
  if (held !== null)
    await counted(count, async () => {
      const secret = open(held, WEBHOOK_SECRET_PLACE)
      return isSealedAnew(held) ? null : swapWebhookSecret(db, held, seal(secret, WEBHOOK_SECRET_PLACE))
    })
  if (count.moved > 0) {
    await appendAudit(db, null, 'key_rotated', { moved: count.moved }, now)
    log().info('keys.rotated', { count: count.moved })
  }
  log().change('sealed', count.lost > 0 ? 'lost' : 'well', count.lost > 0 ? 'error' : 'info', 'keys.checked', { count: count.lost })
  return count
}

/** Does so now, whenever SECRETS_FILE has another active key, and until nothing is left to move; for as long as the process lives. */
export function keepKeys(db: Kysely<Database>, clock: () => number): void {
  let busy = 1
  const once = async () => {
    if (!takeUpKeys() && busy === 0) return
    busy = (await moveToActiveKey(db, clock())).busy
  }
  const look = () => {
    once().catch((error: unknown) => log().change('key rotation', 'failed', 'error', 'keys.failed', { error }))
  }
  look()
  setInterval(look, LOOK_MS).unref()
}
