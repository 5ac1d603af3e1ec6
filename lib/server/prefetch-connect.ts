import 'server-only'
import { type DehydratedState, dehydrate, QueryClient } from '@tanstack/react-query'
import { headers } from 'next/headers'
import { ouraAppQueries } from '@/lib/queries/oura-app'
import type { CurrentUser } from './auth'
import { database } from './db/kysely'
import { asksSetup } from './entry'
import { describeApp } from './oauth-app-entry'

/** What the page of connecting shows in its first HTML: which way through Oura there is, and whether the setup code is asked for. */
export async function prefetchConnect(user: CurrentUser | null): Promise<{ state: DehydratedState; asksSetup: boolean }> {
  const [client, db] = [new QueryClient(), await database()]
  client.setQueryData(ouraAppQueries.all(), await describeApp(db, user))
  return { state: dehydrate(client), asksSetup: await asksSetup(db, await headers()) }
}
