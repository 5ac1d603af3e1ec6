import { queryOptions } from '@tanstack/react-query'
import type { Page } from '@/lib/api'
import type { Day } from '@/lib/domain/day'
import type { Collection, DocumentOf } from '@/lib/oura/collections'
import type { PersonalInfo } from '@/lib/oura/schemas'
import { fetchJson } from './fetch-json'

/** Both ends included, by the document's own day; for heartrate and ring_battery_level these are activity days. */
export type DayRange = { start_date: Day; end_date: Day }

type Known<T> = keyof { [K in keyof T as string extends K ? never : K]: T[K] } & string
/** A document, or only the fields that were asked for. */
export type Row<C extends Collection, F extends Known<DocumentOf[C]>> = [F] extends [never] ? DocumentOf[C] : Pick<DocumentOf[C], F>

const base = '/api/oura/v2/usercollection'

/** Oura's documents as this server keeps them. The first paint fills the same keys (`lib/server/prefetch.ts`). */
export const ouraQueries = {
  all: () => ['oura'] as const,
  collection: (collection: Collection) => [...ouraQueries.all(), collection] as const,
  documents: <C extends Collection, F extends Known<DocumentOf[C]> = never>(collection: C, range: DayRange, fields: readonly F[] = []) =>
    queryOptions({
      queryKey: [...ouraQueries.collection(collection), range, fields] as const,
      queryFn: ({ signal }) => everyPage<Row<C, F>>(`${base}/${collection}`, query(range, fields), signal),
    }),
  document: <C extends Collection>(collection: C, id: string) =>
    queryOptions({
      queryKey: [...ouraQueries.collection(collection), id] as const,
      queryFn: ({ signal }) => fetchJson<DocumentOf[C]>(`${base}/${collection}/${encodeURIComponent(id)}`, { signal }),
    }),
  personalInfo: () =>
    queryOptions({
      queryKey: [...ouraQueries.all(), 'personal_info'] as const,
      queryFn: ({ signal }) => fetchJson<PersonalInfo>(`${base}/personal_info`, { signal }),
    }),
}

const query = (range: DayRange, fields: readonly string[]) =>
  new URLSearchParams({ ...range, ...(fields.length ? { fields: fields.join(',') } : {}) })

async function everyPage<T>(path: string, params: URLSearchParams, signal: AbortSignal): Promise<T[]> {
  const rows: T[] = []
  for (let token: string | null = null; ; ) {
    const page: Page<T> = await fetchJson(`${path}?${params}`, { signal })
    rows.push(...page.data)
    // The same token twice would be a circle.
    if (page.next_token === null || page.next_token === token) return rows
    token = page.next_token
    params.set('next_token', token)
  }
}
