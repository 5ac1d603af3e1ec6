import 'server-only'
import { type DehydratedState, dehydrate } from '@tanstack/react-query'
import { activityDay, zoneOffset } from '@/lib/domain/local-clock'
import { trendChoice } from '@/lib/domain/trend-choice'
import { makeQueryClient } from '@/lib/queries/query-client'
import { trendPageQueries } from '@/lib/queries/trend-page'
import { readTrends } from './archive-trends'
import { database } from './db/kysely'
import { syncStatus } from './sync-status'

/** The Trends page as it first shows itself, from its address. Sections other than the metrics load their own. */
export async function prefetchTrends(userId: string, params: URLSearchParams, zone: string, now: number): Promise<DehydratedState> {
  const client = makeQueryClient()
  if (params.has('view')) return dehydrate(client)
  const { oldest_day } = await syncStatus(await database(), userId, now)
  const choice = trendChoice(params, activityDay(now, zoneOffset(zone, now)), oldest_day)
  await Promise.all(
    Object.values(trendPageQueries(choice)).map(async ({ queryKey }) => {
      const [, { from, to, bucket }, metrics] = queryKey
      client.setQueryData(queryKey as readonly unknown[], await readTrends(userId, metrics, from, to, bucket))
    }),
  )
  return dehydrate(client)
}
