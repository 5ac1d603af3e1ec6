import 'server-only'
import { type DehydratedState, dehydrate, type QueryClient } from '@tanstack/react-query'
import { actogramChoice } from '@/lib/domain/actogram'
import { type Day, daysBetween } from '@/lib/domain/day'
import { measuredDaysOf, stateOf } from '@/lib/domain/experiment'
import { linkRange, relationChoice } from '@/lib/domain/link-choice'
import { activityDay, zoneOffset } from '@/lib/domain/local-clock'
import type { Metric } from '@/lib/domain/metrics'
import { unpackStates } from '@/lib/domain/rhythm-code'
import { MOST_POINTS, trendChoice } from '@/lib/domain/trend-choice'
import { type TrendSection, trendSection } from '@/lib/domain/trend-section'
import { experimentsQueries } from '@/lib/queries/experiments'
import { linkQueries, relationSeries } from '@/lib/queries/links'
import { makeQueryClient } from '@/lib/queries/query-client'
import { rhythmPageQueries } from '@/lib/queries/rhythm'
import { trendPageQueries } from '@/lib/queries/trend-page'
import type { TrendRange } from '@/lib/queries/trends'
import { readRhythm } from './archive-rhythm'
import { readTrendMarks } from './archive-trend-marks'
import { readTrends } from './archive-trends'
import { database } from './db/kysely'
import { listExperiments } from './experiments'
import type { Viewer } from './prefetch'
import { syncStatus } from './sync-status'
import { readTagDays } from './tag-days'

type Ask = { userId: string; params: URLSearchParams; today: Day; oldest: Day | null }
type Span = { from: Day; to: Day }

/** Experiments that are sent with their days; older ones bring theirs when they are here. */
const MOST_EXPERIMENTS = 6

/** Puts what the archive answers under the keys that the browser asks with. */
function fillFor(client: QueryClient, userId: string) {
  return {
    async series({ queryKey }: { queryKey: readonly [string, TrendRange, readonly Metric[]] }) {
      const [, { from, to, bucket }, metrics] = queryKey
      client.setQueryData(queryKey as readonly unknown[], await readTrends(userId, metrics, from, to, bucket))
    },
    async marks({ queryKey }: { queryKey: readonly [string, Span] }) {
      const [, { from, to }] = queryKey
      client.setQueryData(queryKey as readonly unknown[], (await readTrendMarks(userId, from, to)).data)
    },
    async tags({ queryKey }: { queryKey: readonly [string, string, Span] }) {
      const [, , { from, to }] = queryKey
      client.setQueryData(queryKey as readonly unknown[], await readTagDays(await database(), userId, from, to))
    },
    async rhythm({ queryKey }: { queryKey: readonly [string, Span] }) {
      const [, { from, to }] = queryKey
      const { data } = await readRhythm(userId, from, to)
      client.setQueryData(
        queryKey as readonly unknown[],
        data.map((one) => ({ ...one, states: unpackStates(one.states) })),
      )
    },
  }
}

type Fill = ReturnType<typeof fillFor>

async function metrics(fill: Fill, { params, today, oldest }: Ask): Promise<void> {
  const choice = trendChoice(params, today, oldest)
  const { marks, tags, ...series } = trendPageQueries(choice, today, oldest)
  // Of many years the days of every tag would be half of the page.
  const tagged = daysBetween(choice.from, choice.to) < MOST_POINTS && fill.tags(tags)
  await Promise.all([fill.marks(marks), tagged, ...Object.values(series).map(fill.series)])
}

/** Of more days than these the page says that it reckons; a thousand draws of ten years would keep everybody waiting. */
async function links(fill: Fill, { params, today, oldest }: Ask): Promise<void> {
  const range = linkRange(params, today, oldest)
  if (daysBetween(range.from, range.to) < MOST_POINTS) await fill.series(relationSeries(relationChoice(params), range))
}

async function rhythm(fill: Fill, { params, today }: Ask): Promise<void> {
  const { last, span } = actogramChoice(params, today)
  const { days, series, marks, tags } = rhythmPageQueries(last, span)
  await Promise.all([fill.rhythm(days), fill.series(series), fill.marks(marks), fill.tags(tags)])
}

async function experiments(fill: Fill, { userId, today }: Ask, client: QueryClient): Promise<void> {
  const found = await listExperiments(await database(), userId)
  client.setQueryData(experimentsQueries.list().queryKey, found)
  const begun = found.slice(0, MOST_EXPERIMENTS).filter((one) => stateOf(one, today) !== 'ahead')
  await Promise.all(
    begun.flatMap((one) => {
      const { series, marks } = linkQueries([one.metric], measuredDaysOf(one, today))
      return [fill.series(series), fill.marks(marks)]
    }),
  )
}

const SECTIONS: Record<TrendSection, (fill: Fill, ask: Ask, client: QueryClient) => Promise<void>> = { metrics, links, rhythm, experiments }

/** The Trends page as it first shows itself, from its address. */
export async function prefetchTrends(viewer: Viewer, params: URLSearchParams, zone: string, now: number): Promise<DehydratedState> {
  const client = makeQueryClient()
  const { userId, guest } = viewer
  const { oldest_day: oldest } = await syncStatus(await database(), userId, now)
  const today = activityDay(now, zoneOffset(zone, now))
  await SECTIONS[trendSection(params, guest !== null)](fillFor(client, userId), { userId, params, today, oldest }, client)
  return dehydrate(client)
}
