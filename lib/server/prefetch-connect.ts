import 'server-only'
import { type DehydratedState, dehydrate, QueryClient } from '@tanstack/react-query'
import { ouraAppQueries } from '@/lib/queries/oura-app'
import type { CurrentUser } from './auth'
import { database } from './db/kysely'
import { describeApp } from './oauth-app-entry'

/** What the page of connecting shows in its first HTML: which way through Oura there is. */
export async function prefetchConnect(user: CurrentUser | null): Promise<DehydratedState> {
  const client = new QueryClient()
  client.setQueryData(ouraAppQueries.all(), await describeApp(await database(), user))
  return dehydrate(client)
}
