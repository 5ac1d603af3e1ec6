import {
  COLLECTIONS,
  type Collection,
  type DocumentCollection,
  isCollection,
  isSampleCollection,
  type SampleCollection,
} from '@/lib/oura/collections'
import type { Account, Scope } from './account'
import { type Answer, answers } from './answer'
import { oldestFirst } from './document-store'
import { type Cursor, cursorOf, documentPage, type PageOf, type PageQuirk, samplePage, tokenOf } from './page'
import { type Bound, daysAround, isOpenEnded, isWithin, parseBound } from './range'

/** What is unmeasured or has changed at Oura, and so can be set (facts §4.3, §4.4). */
export type Rules = {
  now: () => number
  /** Rows of a page of heart rate or battery. */
  pageSize: number
  /** Documents of a page; Oura has sent years in one. */
  documentPageSize: number
  /** Dates beside a `next_token`: the field says they are accepted, some have met a 422. */
  datesWithToken: 'accept' | 'refuse'
  /** `end_date` of the collections where nobody has measured it. */
  unknownEndDate: 'exclusive' | 'inclusive'
  /** Whether rows at exactly `start_datetime` and `end_datetime` come along. */
  sampleBounds: 'both' | 'start' | 'neither'
}

const DAY_MS = 86_400_000
const MAX_SAMPLE_DAYS = 30
type Page = PageOf<{ body: string }>

/** `GET /v2/usercollection/{collection}` for an account that is let in. */
export function list(account: Account, collection: Collection, query: URLSearchParams, rules: Rules, quirk?: PageQuirk): Answer {
  const token = query.get('next_token')
  const cursor = token ? cursorOf(token) : null
  if (token && !cursor) return answers.badRequest('Invalid next_token.')
  if (cursor && rules.datesWithToken === 'refuse' && [...query.keys()].some((key) => /^(start|end)_date/.test(key)))
    return answers.invalid('next_token', token ?? '')
  const fields = cursor ? cursor.fields : query.get('fields')
  const page = isSampleCollection(collection)
    ? samples(account, collection, query, cursor, rules, quirk)
    : documents(account, collection, query, cursor, rules, quirk)
  if ('status' in page) return page
  const data = page.items.map(({ body }) => (fields ? picked(body, fields) : body))
  return answers.ok(`{"data":[${data.join(',')}],"next_token":${page.next ? JSON.stringify(tokenOf({ ...page.next, fields })) : 'null'}}`)
}

/** `GET /v2/usercollection/{collection}/{document_id}`: the document without an envelope. */
export function single(account: Account, collection: DocumentCollection, id: string): Answer {
  const entry = account.store.document(collection, id)
  return entry ? answers.ok(entry.body) : answers.noDocument()
}

/** `GET /v2/usercollection/personal_info`: a bare object, of which the token's scopes open parts; the id is everybody's. */
export function personalInfo(account: Account): Answer {
  const info = Object.entries(account.store.personalInfo()).filter(([key]) =>
    key === 'id' ? true : account.scopes.has(key === 'email' ? 'email' : 'personal'),
  )
  return answers.ok(JSON.stringify(Object.fromEntries(info)))
}

/** The scope that is missing for a collection, if one is. */
export function missingScope(account: Account, collection: string): Scope | null {
  if (!isCollection(collection)) return null
  const { scope } = COLLECTIONS[collection]
  return account.scopes.has(scope) ? null : scope
}

function documents(
  { store }: Account,
  collection: DocumentCollection,
  query: URLSearchParams,
  cursor: Cursor | null,
  rules: Rules,
  quirk?: PageQuirk,
): Page | Answer {
  const today = new Date(rules.now()).toISOString().slice(0, 10)
  const everything = COLLECTIONS[collection].asked === 'neither' || (query.has('latest') && !query.has('start_date'))
  const to = cursor?.to ?? (everything ? '2099-12-31' : (query.get('end_date') ?? today))
  const end = parseBound(to)
  if (!end) return answers.invalid('end_date', to)
  const from =
    cursor?.from ?? (everything ? '1970-01-01' : (query.get('start_date') ?? new Date(edge(end) - DAY_MS).toISOString().slice(0, 10)))
  const start = parseBound(from)
  if (!start) return answers.invalid('start_date', from)
  if (edge(start) > edge(end)) return answers.badRequest('Start date must not be after end date.')
  const open = isOpenEnded(collection, rules.unknownEndDate)
  const [first, last] = daysAround(start, end)
  const entries = store
    .documents(collection, first, last)
    .filter((entry) => COLLECTIONS[collection].asked === 'neither' || isWithin(collection, JSON.parse(entry.body), start, end, open))
  return documentPage(oldestFirst(collection, entries), cursor ?? { from, to, fields: null, at: 0, skip: 0 }, rules.documentPageSize, quirk)
}

function samples(
  { store }: Account,
  collection: SampleCollection,
  query: URLSearchParams,
  cursor: Cursor | null,
  rules: Rules,
  quirk?: PageQuirk,
): Page | Answer {
  if (query.get('latest') === 'true')
    return { items: store.samples(collection, rules.now() - 7 * DAY_MS, rules.now()).slice(-1), next: null }
  const to = cursor?.to ?? query.get('end_datetime') ?? new Date(rules.now()).toISOString()
  const end = parseBound(to)
  if (!end) return answers.invalid('end_datetime', to)
  const from = cursor?.from ?? query.get('start_datetime') ?? new Date(end.instant - DAY_MS).toISOString()
  const start = parseBound(from)
  if (!start) return answers.invalid('start_datetime', from)
  if (start.instant > end.instant) return answers.badRequest('Start time must not be after end time.')
  if (end.instant - start.instant > MAX_SAMPLE_DAYS * DAY_MS) return answers.badRequest('The time range must not exceed 30 days.')
  if (start.bare || end.bare || start.instant === end.instant) return { items: [], next: null }
  const first = start.instant + (rules.sampleBounds === 'neither' ? 1 : 0)
  const until = end.instant + (rules.sampleBounds === 'both' ? 1 : 0)
  return samplePage(store, collection, cursor ?? { from, to, fields: null, at: first, skip: 0 }, until, rules.pageSize, quirk)
}

const edge = (bound: Bound) => bound.wall ?? bound.instant

/** The named fields, and always the id and the day; a list of unknown names alone brings the whole document. */
function picked(body: string, fields: string): string {
  const document = JSON.parse(body) as Record<string, unknown>
  const names = fields.split(',').map((name) => name.trim())
  if (!names.some((name) => Object.hasOwn(document, name))) return body
  return JSON.stringify(
    Object.fromEntries(Object.entries(document).filter(([key]) => key === 'id' || key === 'day' || names.includes(key))),
  )
}
