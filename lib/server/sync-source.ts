import 'server-only'
import { bearerOf } from './connection-token'
import type { Connection } from './db/connections'
import { demoSource } from './demo-source'
import { env } from './env'
import { ouraClient } from './oura-client'
import type { OuraSource } from './oura-source'

// One client a token: how much may be asked at once, and when again after a 429, live in it.
const shared = globalThis as typeof globalThis & { ringsideClients?: Map<string, { token: string; source: OuraSource }> }

/** Where a connection's documents come from. Throws a SealError when its token cannot be opened. */
export function sourceOf(connection: Connection): OuraSource {
  if (connection.kind === 'demo') return demoSource(Date.now)
  shared.ringsideClients ??= new Map()
  const token = bearerOf(connection)
  const known = shared.ringsideClients.get(connection.user_id)
  if (known?.token === token) return known.source
  const source = ouraClient({ baseUrl: env().OURA_API_URL, token: async () => token })
  shared.ringsideClients.set(connection.user_id, { token, source })
  return source
}
