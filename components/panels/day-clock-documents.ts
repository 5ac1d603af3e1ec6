import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { LaneId } from '@/components/charts/clock-words'
import { addDays, type Day, utcMidnight } from '@/lib/domain/day'
import { type DayClock, dayClock } from '@/lib/domain/day-clock'
import { dayQueries } from '@/lib/queries/day'
import { isRetried } from './loaded'

type Asked = Pick<UseQueryResult, 'isError' | 'isFetching' | 'isPlaceholderData' | 'errorUpdateCount' | 'data' | 'refetch'>
/** A lane whose documents did not come, and how to ask for them again. */
export type LaneFailure = { lane: LaneId; retry: () => void; retrying: boolean }

const none: readonly never[] = []

/** One day's clock from its documents, as far as they are here. `pending`: not even the day's activity and nights are. */
export function useDayClock(
  day: Day,
  zone: string,
  now: number,
): { clock: DayClock; pending: boolean; failures: LaneFailure[]; quiet: ReadonlySet<LaneId> } {
  const queries = dayQueries(day)
  const activity = useQuery(queries.activity)
  const nextActivity = useQuery(queries.nextActivity)
  const sleep = useQuery(queries.sleep)
  const heartRate = useQuery(queries.heartRate)
  const workouts = useQuery(queries.workouts)
  const sessions = useQuery(queries.sessions)
  const enhancedTags = useQuery(queries.enhancedTags)
  const tags = useQuery(queries.tags)
  const localTags = useQuery(queries.localTags)

  // Drawn again once a minute, and not at all once the day is long over.
  const present = Math.min(Math.floor(now / 60_000) * 60_000, utcMidnight(addDays(day, 4)))
  const clock = useMemo(
    () =>
      dayClock(
        day,
        {
          activity: activity.data ?? none,
          nextActivity: nextActivity.data ?? none,
          sleep: sleep.data ?? none,
          heartRate: heartRate.data ?? none,
          workouts: workouts.data ?? none,
          sessions: sessions.data ?? none,
          enhancedTags: enhancedTags.data ?? none,
          tags: tags.data ?? none,
          localTags: localTags.data ?? none,
        },
        zone,
        present,
      ),
    [
      day,
      zone,
      present,
      activity.data,
      nextActivity.data,
      sleep.data,
      heartRate.data,
      workouts.data,
      sessions.data,
      enhancedTags.data,
      tags.data,
      localTags.data,
    ],
  )

  const needed: Record<LaneId, Asked[]> = {
    sleep: [sleep],
    heart: [heartRate],
    met: [activity],
    class: [activity],
    events: [workouts, sessions, enhancedTags, tags, localTags],
  }
  const lanes = Object.entries(needed) as [LaneId, (typeof needed)[LaneId]][]
  const failures = lanes.flatMap(([lane, asked]) => {
    const failed = asked.filter((query) => isRetried(query) || (query.isError && query.data === undefined))
    const retry = () => {
      for (const query of failed) query.refetch()
    }
    return failed.length > 0 ? [{ lane, retry, retrying: failed.some(({ isFetching }) => isFetching) }] : []
  })
  const silent = lanes
    .filter(([, asked]) => asked.some(({ data }) => data === undefined))
    .map(([lane]) => lane)
    .join(' ')
  const quiet = useMemo(() => new Set(silent.split(' ') as LaneId[]), [silent])
  return { clock, pending: activity.isPending && sleep.isPending, failures, quiet }
}
