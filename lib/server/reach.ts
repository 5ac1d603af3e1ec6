import 'server-only'
import type { GuestPage } from '@/lib/api'
import { metricsFrom } from '@/lib/domain/metric-source'
import { METRIC_NAMES } from '@/lib/domain/metrics'
import { SCORES } from '@/lib/domain/scores'
import { COLLECTIONS } from '@/lib/oura/collections'
import { dayQueries, nightQueries } from '@/lib/queries/day'
import { ApiError } from './api-error'

/** What a guest, or a key for some collections, may read: nothing else. */
export type Reach = { collections: ReadonlySet<string>; metrics: ReadonlySet<string>; others: ReadonlySet<Other> }
/** Reads beside documents and numbers: a person's own tags, on which days each tag was set, rest and activity around the clock, marks on Trends. */
type Other = 'tags' | 'tag_days' | 'rhythm' | 'trend_marks'

/** Everything a key can be limited to. */
export const KEY_COLLECTIONS: readonly string[] = [...Object.keys(COLLECTIONS), 'personal_info']

/** What a key for these collections reaches: their documents, and the numbers that come from them. */
export function reachOfCollections(names: readonly string[]): Reach {
  const collections = new Set(names)
  const others = new Set<Other>(collections.has('daily_activity') && collections.has('sleep') ? ['rhythm'] : [])
  return { collections, metrics: new Set(metricsFrom(collections)), others }
}

// Whatever a page asks for under its query keys is what a guest of that page may read; the calendar of both shows the three scores, and
// where the tags are that both read.
const SOME_DAY = '2000-01-01'
type Reads = { collections: readonly string[]; metrics: readonly string[]; others: readonly Other[] }

function readsOf(queries: Record<string, { queryKey: readonly unknown[] }>): Reads {
  const keys = Object.values(queries).map(({ queryKey }) => queryKey)
  return {
    collections: keys.flatMap(([noun, name]) => (noun === 'oura' && typeof name === 'string' ? [name] : [])),
    metrics: [
      ...SCORES.map((score) => `${score}_score`),
      ...keys.flatMap(([noun, , names]) => (noun === 'trends' && Array.isArray(names) ? names : [])),
    ],
    others: ['tag_days', ...keys.flatMap(([noun]) => (noun === 'tags' ? (['tags'] as const) : []))],
  }
}
const READS: Record<GuestPage, Reads> = {
  day: readsOf(dayQueries(SOME_DAY)),
  night: readsOf(nightQueries(SOME_DAY)),
  // Any number, and on which days which tag was set, but not what was written with it.
  trends: { collections: [], metrics: METRIC_NAMES, others: ['tag_days', 'rhythm', 'trend_marks'] },
}

/** What the guests of some pages reach. */
export function reachOfPages(pages: readonly GuestPage[]): Reach {
  return {
    collections: new Set(pages.flatMap((page) => READS[page].collections)),
    metrics: new Set(pages.flatMap((page) => READS[page].metrics)),
    others: new Set(pages.flatMap((page) => READS[page].others)),
  }
}

type Ask = { collection: string } | { metrics: readonly string[] } | { other: Other }

/** Whether something is within reach; `null` reaches everything. */
export function reaches(reach: Reach | null, ask: Ask): boolean {
  if (reach === null) return true
  if ('collection' in ask) return reach.collections.has(ask.collection)
  return 'other' in ask ? reach.others.has(ask.other) : ask.metrics.every((name) => reach.metrics.has(name))
}

/** Rejects with `out_of_scope` for what is not. */
export function within(reach: Reach | null, ask: Ask): void {
  if (!reaches(reach, ask)) throw new ApiError('out_of_scope')
}
