import type { QueryClient } from '@tanstack/react-query'
import type { Day } from '@/lib/domain/day'
import { addDays, sinceFirstDay } from '@/lib/domain/day'
import { DAY_METRICS, dayTrendRange } from '@/lib/domain/day-trends'
import { LONGEST_REST_DAYS } from '@/lib/domain/rest-mode'
import { ouraQueries } from './oura'
import { tagsQueries } from './tags'
import { trendsQueries } from './trends'

/** How long before a day a tag that lasts into it may have begun: a month, for who tags much has a thousand a year. */
const TAG_DAYS = 31

/** Everything the Day page reads, by its noun. The night that begins this evening carries the next day's date: hence D … D+1. */
export const dayQueries = (day: Day) => {
  const only = { start_date: day, end_date: day }
  const next = addDays(day, 1)
  const both = { start_date: day, end_date: next }
  const { from: restFrom } = sinceFirstDay({ from: addDays(day, -LONGEST_REST_DAYS), to: day })
  const { from: tagsFrom } = sinceFirstDay({ from: addDays(day, -TAG_DAYS), to: day })
  return {
    activity: ouraQueries.documents('daily_activity', only),
    /** Only where the next activity day begins: it ends this one, which a journey or summer time makes longer or shorter. */
    nextActivity: ouraQueries.documents('daily_activity', { start_date: next, end_date: next }, ['day', 'timestamp']),
    sleep: ouraQueries.documents('sleep', both),
    heartRate: ouraQueries.documents('heartrate', only, ['timestamp', 'bpm', 'source']),
    workouts: ouraQueries.documents('workout', both),
    sessions: ouraQueries.documents('session', both, ['id', 'day', 'type', 'start_datetime', 'end_datetime', 'mood']),
    /** By the day they were set on; some last for days. */
    enhancedTags: ouraQueries.documents('enhanced_tag', { start_date: tagsFrom, end_date: next }),
    tags: ouraQueries.documents('tag', both),
    localTags: tagsQueries.local(day, day),
    stress: ouraQueries.documents('daily_stress', only),
    sleepTime: ouraQueries.documents('sleep_time', only),
    /** By the day they began, which may be long ago. */
    restMode: ouraQueries.documents('rest_mode_period', { start_date: restFrom, end_date: day }, ['start_day', 'end_day']),
    battery: ouraQueries.documents('ring_battery_level', only, ['timestamp', 'level', 'charging']),
    trends: trendsQueries.series(DAY_METRICS, dayTrendRange(day)),
  }
}

/** Everything the Night page reads: a part of what the Day page does, so that going from one to the other asks for nothing. */
export const nightQueries = (day: Day) => {
  const { sleep, sleepTime, trends } = dayQueries(day)
  // What was tagged on the day whose night this is.
  const { enhancedTags, tags, localTags } = dayQueries(addDays(day, -1))
  return { sleep, sleepTime, trends, enhancedTags, tags, localTags }
}

/** What is on the device stays until a sync brings other, or it is on show: a page that nobody touches asked for its neighbours every minute. */
const KEPT = { staleTime: Number.POSITIVE_INFINITY }

/** Brings a night onto the device, as far as it is not there yet. Never rejects. */
export async function prefetchNight(client: QueryClient, day: Day): Promise<void> {
  const queries = nightQueries(day)
  await Promise.all([
    client.prefetchQuery({ ...queries.trends, ...KEPT }),
    client.prefetchQuery({ ...queries.sleep, ...KEPT }),
    client.prefetchQuery({ ...queries.sleepTime, ...KEPT }),
    client.prefetchQuery({ ...queries.enhancedTags, ...KEPT }),
    client.prefetchQuery({ ...queries.tags, ...KEPT }),
    client.prefetchQuery({ ...queries.localTags, ...KEPT }),
  ])
}

/** Brings a day onto the device, as far as it is not there yet. Never rejects. */
export async function prefetchDay(client: QueryClient, day: Day): Promise<void> {
  const queries = dayQueries(day)
  await Promise.all([
    client.prefetchQuery({ ...queries.trends, ...KEPT }),
    client.prefetchQuery({ ...queries.activity, ...KEPT }),
    client.prefetchQuery({ ...queries.nextActivity, ...KEPT }),
    client.prefetchQuery({ ...queries.sleep, ...KEPT }),
    client.prefetchQuery({ ...queries.heartRate, ...KEPT }),
    client.prefetchQuery({ ...queries.workouts, ...KEPT }),
    client.prefetchQuery({ ...queries.sessions, ...KEPT }),
    client.prefetchQuery({ ...queries.enhancedTags, ...KEPT }),
    client.prefetchQuery({ ...queries.tags, ...KEPT }),
    client.prefetchQuery({ ...queries.localTags, ...KEPT }),
    client.prefetchQuery({ ...queries.stress, ...KEPT }),
    client.prefetchQuery({ ...queries.sleepTime, ...KEPT }),
    client.prefetchQuery({ ...queries.restMode, ...KEPT }),
    client.prefetchQuery({ ...queries.battery, ...KEPT }),
  ])
}
