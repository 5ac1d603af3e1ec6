import 'server-only'
import { addDays, type Day, utcDay } from '@/lib/domain/day'
import { localDay } from '@/lib/domain/local-clock'
import { type DocumentCollection, isSampleCollection, type SampleCollection } from '@/lib/oura/collections'
import { isAskable } from '@/lib/oura/document-id'
import { ApiError } from './api-error'
import { readDocument, readDocuments, readPersonalInfo } from './archive'
import type { Answer } from './archive-page'
import { activityDaysSpan, instantOfLocal, readLatestSample, readSamples } from './archive-samples'
import { type DocumentQuery, knownCollection, type Moment } from './params'
import { offsetNear } from './wearer-clock'

const DAY_MS = 86_400_000

/** The answer as it is stored: nothing is parsed on the way out. */
function asResponse({ body, asOf }: Answer): Response {
  const headers = new Headers({ 'Content-Type': 'application/json' })
  if (asOf !== null) headers.set('x-ringside-as-of', new Date(asOf).toISOString())
  return new Response(body, { headers })
}

const extras = ({ fields, next_token: cursor }: DocumentQuery) => ({ fields, cursor })

/** The last day of an answer that names none: the wearer's own today, which a clock in UTC does not know for hours, or a later start. */
async function lastDayOf(userId: string, start: Day | undefined, now: number): Promise<Day> {
  const today = localDay(now, await offsetNear(userId, utcDay(now)))
  return start && start > today ? start : today
}

async function documentsPage(userId: string, collection: DocumentCollection, query: DocumentQuery, now: number): Promise<Answer> {
  const { start_date, end_date } = query
  // Without bounds Oura answers yesterday and today; with one of them, from or up to it.
  const to = end_date ?? (await lastDayOf(userId, start_date, now))
  return readDocuments(userId, collection, { from: start_date ?? addDays(to, -1), to, ...extras(query) })
}

const instantOfMoment = (userId: string, moment: Moment | undefined) => (moment?.isLocal ? instantOfLocal(userId, moment.at) : moment?.at)

async function samplesPage(userId: string, series: SampleCollection, query: DocumentQuery, now: number): Promise<Answer> {
  if (query.latest) return readLatestSample(userId, series)
  const { start_date, end_date } = query
  if (start_date !== undefined || end_date !== undefined) {
    const last = end_date ?? (await lastDayOf(userId, start_date, now))
    return readSamples(userId, series, { ...(await activityDaysSpan(userId, start_date ?? last, last)), ...extras(query) })
  }
  const [begin, end] = await Promise.all([query.start_datetime, query.end_datetime].map((moment) => instantOfMoment(userId, moment)))
  const to = end ?? Math.max(now, begin ?? 0)
  return readSamples(userId, series, { from: begin ?? to - DAY_MS, to, ...extras(query) })
}

/** A page of a collection, in Oura's envelope. Rejects with `not_found` for a name that is no collection's. `now` is epoch ms. */
export async function answerCollection(userId: string, name: string, query: DocumentQuery, now: number): Promise<Response> {
  const collection = knownCollection(name)
  const page = isSampleCollection(collection)
    ? await samplesPage(userId, collection, query, now)
    : await documentsPage(userId, collection, query, now)
  return asResponse(page)
}

/** One document, bare. Rejects with `not_found`: unknown collection, unknown id, somebody else's, or removed by Oura. */
export async function answerDocument(userId: string, name: string, id: string): Promise<Response> {
  const collection = knownCollection(name)
  const found = isSampleCollection(collection) || !isAskable(id) ? null : await readDocument(userId, collection, id)
  if (!found) throw new ApiError('not_found', 'There is no such document.')
  return asResponse(found)
}

/** `personal_info`, bare. Rejects with `not_found` before anything was fetched. */
export async function answerPersonalInfo(userId: string): Promise<Response> {
  const found = await readPersonalInfo(userId)
  if (!found) throw new ApiError('not_found', 'Oura has not been asked yet; the first sync is on its way.')
  return asResponse(found)
}
