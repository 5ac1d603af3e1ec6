import 'server-only'
import { bearerOf } from './connection-token'
import type { Connection } from './db/connections'
import { database } from './db/kysely'
import { demoSource } from './demo-source'
import { env } from './env'
import { log } from './log'
import { freshBearer } from './oauth-refresh'
import { ouraClient } from './oura-client'
import type { OuraSource } from './oura-source'

// One client a connection: how much may be asked at once, and when again after a 429, live in it.
const shared = globalThis as typeof globalThis & { ringsideClients?: Map<string, { key: string; source: OuraSource }> }

const renewed = async (userId: string, refused: string | null) =>
  freshBearer({ db: await database(), now: Date.now, log: log() }, userId, refused)

/** Where a connection's documents come from. Throws a SealError when its token cannot be opened. */
export function sourceOf(connection: Connection): OuraSource {
  const { user_id: userId, kind } = connection
  if (kind === 'demo') return demoSource(Date.now)
  shared.ringsideClients ??= new Map()
  const bearer = bearerOf(connection)
  // A grant goes on under changing tokens; a pasted token is the connection.
  const key = kind === 'oauth' ? `oauth ${connection.created_at}` : bearer
  const known = shared.ringsideClients.get(userId)
  if (known?.key === key) return known.source
  const baseUrl = env().OURA_API_URL
  const source =
    kind === 'oauth'
      ? ouraClient({ baseUrl, token: () => renewed(userId, null), renew: (refused) => renewed(userId, refused) })
      : ouraClient({ baseUrl, token: async () => bearer })
  shared.ringsideClients.set(userId, { key, source })
  return source
}
