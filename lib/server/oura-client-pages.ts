import 'server-only'
import { addDays, type Day, daysBetween } from '@/lib/domain/day'
import { UnusableAnswer } from './oura-client-errors'
import type { RawPage } from './raw-json'

export type Query = Readonly<Record<string, string>>

const MAX_PAGES = 200
const MAX_TOKEN = 4096
/** Of all pages together, in UTF-16 units: a month of 5-second heart rate is a tenth of it. */
const MAX_TEXT = 64 * 2 ** 20

/**
 * The texts of all pages of a query. A token that comes a second time, or pages without end, make the answer unusable: a part that
 * claims to be the whole would let documents look deleted.
 */
export async function allPages(query: Query, ask: (query: Query) => Promise<RawPage>): Promise<string[]> {
  const texts: string[] = []
  const seen = new Set<string>()
  let length = 0
  let next = query
  for (let page = 0; page < MAX_PAGES; page++) {
    const { data, nextToken } = await ask(next)
    for (const text of data) {
      length += text.length
      texts.push(text)
    }
    if (nextToken === null) return texts
    if (length > MAX_TEXT) throw new UnusableAnswer('Oura sent more than a range can hold.')
    if (seen.has(nextToken) || nextToken.length > MAX_TOKEN) throw new UnusableAnswer('Oura repeats its pages.')
    seen.add(nextToken)
    // Alone: some have met a 422 for dates beside a token.
    next = { next_token: nextToken }
  }
  throw new UnusableAnswer('Oura sends pages without end.')
}

/** Days asked for beyond each end, so that Oura's rules for `end_date`, zones and nights never decide what is kept (facts §4.3). */
const MARGIN_DAYS = 2

/** Stretches of own days that cover `from` … `to`, each with the dates to ask for, at most `maxDays` of them. */
export function stretches(from: Day, to: Day, maxDays: number): { from: Day; to: Day; query: Query }[] {
  const count = Math.max(1, maxDays - 2 * MARGIN_DAYS)
  return Array.from({ length: Math.ceil((daysBetween(from, to) + 1) / count) }, (_, index) => {
    const first = addDays(from, index * count)
    const end = addDays(first, count - 1)
    const last = end < to ? end : to
    return { from: first, to: last, query: { start_date: addDays(first, -MARGIN_DAYS), end_date: addDays(last, MARGIN_DAYS) } }
  })
}

const DAY_MS = 86_400_000
/** Whether a row at exactly an end comes along is unmeasured: a second more on each side, and it does. */
const MARGIN_MS = 1000

/** Queries that cover [from, to), epoch ms, each shorter than `maxDays`. */
export function spans(from: number, to: number, maxDays: number): Query[] {
  const length = (maxDays - 1) * DAY_MS
  return Array.from({ length: Math.ceil((to - from) / length) }, (_, index) => {
    const start = from + index * length
    return {
      start_datetime: new Date(start - MARGIN_MS).toISOString(),
      end_datetime: new Date(Math.min(to, start + length) + MARGIN_MS).toISOString(),
    }
  })
}
