import 'server-only'
import { type DehydratedState, dehydrate } from '@tanstack/react-query'
import { activityDay, zoneOffset } from '@/lib/domain/local-clock'
import { trendChoice } from '@/lib/domain/trend-choice'
import { makeQueryClient } from '@/lib/queries/query-client'
import { trendPageQueries } from '@/lib/queries/trend-page'
import { readTrendMarks } from './archive-trend-marks'
import { readTrends } from './archive-trends'
import { database } from './db/kysely'
import { syncStatus } from './sync-status'
import { readTagDays } from './tag-days'

/** The Trends page as it first shows itself, from its address. Sections other than the metrics load their own. */
export async function prefetchTrends(userId: string, params: URLSearchParams, zone: string, now: number): Promise<DehydratedState> {
  const client = makeQueryClient()
  if (params.has('view')) return dehydrate(client)
  const { oldest_day } = await syncStatus(await database(), userId, now)
  const today = activityDay(now, zoneOffset(zone, now))
  const { marks, tags, ...series } = trendPageQueries(trendChoice(params, today, oldest_day), today, oldest_day)
  const [, days] = marks.queryKey
  const marked = readTrendMarks(userId, days.from, days.to).then(({ data }) => client.setQueryData(marks.queryKey, data))
  const tagged = tags.enabled
    ? readTagDays(await database(), userId, days.from, days.to).then((found) => client.setQueryData(tags.queryKey, found))
    : null
  const read = Object.values(series).map(async ({ queryKey }) => {
    const [, { from, to, bucket }, metrics] = queryKey
    client.setQueryData(queryKey as readonly unknown[], await readTrends(userId, metrics, from, to, bucket))
  })
  await Promise.all([marked, tagged, ...read])
  return dehydrate(client)
}
