import 'server-only'
import { type DehydratedState, dehydrate } from '@tanstack/react-query'
import { coverageQueries } from '@/lib/queries/coverage'
import { keysQueries } from '@/lib/queries/keys'
import { makeQueryClient } from '@/lib/queries/query-client'
import { listKeys } from './api-keys'
import { readCoverageDays } from './coverage-days'
import { database } from './db/kysely'

/** What the Data page first shows beside the connection and the sync, which the frame around it brings. */
export async function prefetchData(userId: string, now: number): Promise<DehydratedState> {
  const [client, db] = [makeQueryClient(), await database()]
  const [days, keys] = await Promise.all([readCoverageDays(db, userId, now), listKeys(db, userId)])
  client.setQueryData(coverageQueries.days().queryKey, days)
  client.setQueryData(keysQueries.list().queryKey, keys)
  return dehydrate(client)
}
