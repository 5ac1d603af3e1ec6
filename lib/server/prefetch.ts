import 'server-only'
import { type DehydratedState, dehydrate } from '@tanstack/react-query'
import { redirect } from 'next/navigation'
import type { ConnectionBody, GuestBody, GuestPage, LocalTag, Page, SyncBody, TrendsBody } from '@/lib/api'
import { type Day, isDay, utcDay } from '@/lib/domain/day'
import { activityDay, localDay, zoneOffset } from '@/lib/domain/local-clock'
import { isSampleCollection } from '@/lib/oura/collections'
import { connectionQueries } from '@/lib/queries/connection'
import { dayQueries, nightQueries } from '@/lib/queries/day'
import { makeQueryClient } from '@/lib/queries/query-client'
import { syncQueries } from '@/lib/queries/sync'
import { readDocuments } from './archive'
import { activityDaysSpan, readSamples } from './archive-samples'
import { readTrends } from './archive-trends'
import { cameByLink, currentGuest, currentUser } from './auth'
import { readConnection } from './connection'
import { database } from './db/kysely'
import { env } from './env'
import { guestAccount } from './guest-links'
import { syncStatus } from './sync-status'
import { listTags } from './tags'
import { DEMO_USER, isOwned } from './user'
import { offsetNear } from './wearer-clock'

/**
 * Whose archive a page shows. `account`: whose page that makes it, as its requests say. `anonymous`: a first visit to a server that nobody
 * has connected, which is shown the demo ring. `guest`: what somebody may see who came by a link; null for everybody else.
 */
export type Viewer = { userId: string; account: string; anonymous: boolean; guest: GuestBody | null }

const PATHS: Record<GuestPage, string> = { day: '/', night: '/night', trends: '/trends' }

/**
 * The viewer of this request. Where there is nothing to show before connecting it leads to the page of connecting, a guest of other pages
 * to one of theirs. `page` is null for the frame around all of them.
 */
export async function readViewer(page: GuestPage | null): Promise<Viewer> {
  const user = await currentUser()
  if (user) return { userId: user.id, account: user.id, anonymous: false, guest: null }
  const guest = await currentGuest()
  if (guest) {
    const [first = 'day'] = guest.pages
    if (page !== null && !guest.pages.includes(page)) redirect(PATHS[first])
    const { of, ...shown } = guest
    return { userId: of, account: guestAccount(guest), anonymous: false, guest: shown }
  }
  if (env().DEMO === 'off' || (await isOwned(await database()))) redirect((await cameByLink()) ? '/connect?link=over' : '/connect')
  return { userId: DEMO_USER, account: DEMO_USER, anonymous: true, guest: null }
}

/** The reader's zone: their browser's by the cookie, else where the ring was last, else UTC. */
export async function readZone(userId: string, cookie: string | undefined, now: number): Promise<string> {
  if (cookie && isZone(cookie)) return cookie
  return zoneOfOffset(await offsetNear(userId, utcDay(now)))
}

function isZone(name: string): boolean {
  try {
    return Number.isFinite(zoneOffset(name, 0))
  } catch {
    return false
  }
}

function zoneOfOffset(minutes: number): string {
  if (minutes === 0) return 'UTC'
  // The names of these zones count westwards.
  if (minutes % 60 === 0 && Math.abs(minutes) <= 12 * 60) return `Etc/GMT${minutes > 0 ? '-' : '+'}${Math.abs(minutes) / 60}`
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}

/** Of connection and sync a guest is told when the archive was last brought up to date and how far back it goes. */
function forGuest(connection: ConnectionBody, sync: SyncBody): [ConnectionBody, SyncBody] {
  const { last_sync_at } = connection
  const { oldest_day } = sync
  return [
    {
      kind: null,
      state: 'fresh',
      since: null,
      reason: null,
      missing_scopes: [],
      expires_at: null,
      last_sync_at,
      retry_at: null,
      works_until: null,
      left_out: [],
      token: null,
    },
    { state: 'idle', done: 0, total: 0, collection: null, oldest_day, last_success_at: last_sync_at, error: null },
  ]
}

/** What the frame around every page shows first: the connection and the sync, under the keys that the browser asks with. */
export async function prefetchShell({ userId, guest }: Viewer, now: number): Promise<DehydratedState> {
  const [client, db] = [makeQueryClient(), await database()]
  const known = await Promise.all([readConnection(db, userId, now), syncStatus(db, userId, now)])
  const [connection, sync] = guest ? forGuest(...known) : known
  client.setQueryData(connectionQueries.current().queryKey, connection)
  client.setQueryData(syncQueries.status().queryKey, sync)
  return dehydrate(client)
}

/** A day as the Day page first shows it. `asked` is the address's `day`; where that is no day up to today, today it is. */
export function prefetchDay(userId: string, asked: string | undefined, zone: string, now: number): Promise<DehydratedState> {
  return prefetchQueries(userId, dayQueries(shownDay(asked, zone, now)))
}

/** A night as the Night page first shows it; `asked` as for `prefetchDay`, and before 04:00 also the day whose night is under way. */
export function prefetchNight(userId: string, asked: string | undefined, zone: string, now: number): Promise<DehydratedState> {
  return prefetchQueries(userId, nightQueries(shownDay(asked, zone, now, localDay(now, zoneOffset(zone, now)))))
}

function shownDay(asked: string | undefined, zone: string, now: number, newest?: Day): Day {
  const today = activityDay(now, zoneOffset(zone, now))
  return asked !== undefined && isDay(asked) && asked <= (newest ?? today) ? asked : today
}

type DayQueries = ReturnType<typeof dayQueries>

async function prefetchQueries(userId: string, queries: Pick<DayQueries, 'trends'> & Partial<DayQueries>): Promise<DehydratedState> {
  const client = makeQueryClient()
  const { trends, localTags, ...documents } = queries
  await Promise.all([
    readSeries(userId, trends.queryKey).then((series) => client.setQueryData(trends.queryKey as readonly unknown[], series)),
    localTags && readTags(userId, localTags.queryKey).then((tags) => client.setQueryData(localTags.queryKey, tags)),
    ...Object.values(documents).map(async ({ queryKey }) =>
      client.setQueryData(queryKey as readonly unknown[], await readRows(userId, queryKey)),
    ),
  ])
  return dehydrate(client)
}

type DocumentsKey = DayQueries[Exclude<keyof DayQueries, 'trends' | 'localTags'>]['queryKey']
type TrendsKey = DayQueries['trends']['queryKey']

/** The rows that a key of `ouraQueries.documents` stands for. Only here is stored text parsed for a page. */
async function readRows(userId: string, [, collection, range, fields]: DocumentsKey): Promise<unknown[]> {
  const { start_date: from, end_date: to }: { start_date: Day; end_date: Day } = range
  const chosen = fields.length > 0 ? { fields } : {}
  const answer = isSampleCollection(collection)
    ? await readSamples(userId, collection, { ...(await activityDaysSpan(userId, from, to)), ...chosen })
    : await readDocuments(userId, collection, { from, to, ...chosen })
  const page: Page<unknown> = JSON.parse(answer.body)
  return page.data
}

async function readTags(userId: string, [, , { from, to }]: DayQueries['localTags']['queryKey']): Promise<LocalTag[]> {
  return listTags(await database(), userId, from, to)
}

function readSeries(userId: string, [, { from, to, bucket }, metrics]: TrendsKey): Promise<TrendsBody> {
  return readTrends(userId, metrics, from, to, bucket)
}
