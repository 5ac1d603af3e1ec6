import 'server-only'
import type { NextRequest } from 'next/server'
import { z } from 'zod'
import { daysBetween, isDay } from '@/lib/domain/day'
import { isMetric } from '@/lib/domain/metrics'
import { type Collection, isCollection } from '@/lib/oura/collections'
import { ApiError } from './api-error'

const MOMENT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+ -]\d{2}:?\d{2})?$/i

/** A moment as Oura's clients write it (epoch ms); `isLocal` without an offset: then on the wearer's own clock, counted as if that were UTC. */
export type Moment = { at: number; isLocal: boolean }

function momentOf(text: string): Moment | null {
  const [, date, time, zone] = MOMENT.exec(text) ?? []
  if (date === undefined || !isDay(date)) return null
  // A plus sign that nobody encoded arrives as a space; basic ISO 8601 has no colon.
  const offset = (zone ?? 'Z').replace(' ', '+').replace(/(\d{2}):?(\d{2})$/, '$1:$2')
  const at = Date.parse(`${date}T${time}${offset}`)
  return Number.isNaN(at) ? null : { at, isLocal: zone === undefined }
}

const day = (name: string) => {
  const message = `${name}: write a day of the calendar as YYYY-MM-DD.`
  return z.string(message).refine(isDay, message)
}
/** Oura takes a date-time wherever it takes a date: its own day is meant. */
const dayOrMoment = (name: string) =>
  z.preprocess((text) => (typeof text === 'string' && momentOf(text) ? text.slice(0, 10) : text), day(name))

const instant = (name: string) =>
  z.string().transform((text, context) => {
    const moment = momentOf(text)
    if (moment) return moment
    context.addIssue({ code: 'custom', message: `${name}: write a date and time with its offset, as 2026-11-01T00:00:00+00:00.` })
    return z.NEVER
  })

const inOrder = <T extends string | number>(from: T | undefined, to: T | undefined) => from === undefined || to === undefined || from <= to
const INVERTED = 'The range ends before it begins; swap the two.'
const shared = {
  next_token: z.string().max(500, 'next_token: send it exactly as it was given.').optional(),
  fields: z
    .string()
    .max(2000, 'fields: name fewer of them.')
    .transform((text) => text.split(',').filter(Boolean))
    .optional(),
}

const documentQuery = z
  .object({
    start_date: dayOrMoment('start_date').optional(),
    end_date: dayOrMoment('end_date').optional(),
    start_datetime: instant('start_datetime').optional(),
    end_datetime: instant('end_datetime').optional(),
    // Python's clients write True.
    latest: z
      .string()
      .toLowerCase()
      .pipe(z.enum(['true', 'false', '1', '0'], 'latest: write true or false.'))
      .transform((text) => text === 'true' || text === '1')
      .optional(),
    ...shared,
  })
  .refine(({ start_date, end_date }) => inOrder(start_date, end_date), INVERTED)
  .refine(({ start_datetime: from, end_datetime: to }) => from?.isLocal !== to?.isLocal || inOrder(from?.at, to?.at), INVERTED)

/** Every day of the answer is spelled out, a line a collection: ten years at once are enough. */
const LONGEST = 3660
const spanQuery = z.object({ from: day('from'), to: day('to') }).refine(({ from, to }) => inOrder(from, to), INVERTED)
const rangeQuery = spanQuery.refine(({ from, to }) => daysBetween(from, to) <= LONGEST, 'from: ask for ten years or less at once.')

/** Of every day some 400 characters are answered: half a year at once is enough, and longer times are `/api/trends`. */
const LONGEST_RHYTHM = 190
const rhythmQuery = spanQuery.refine(
  ({ from, to }) => daysBetween(from, to) <= LONGEST_RHYTHM,
  'from: ask for half a year or less at once.',
)

const trendsQuery = z
  .object({
    metrics: z
      .string('metrics: name at least one, separated by commas.')
      .transform((text) => [...new Set(text.split(',').filter(Boolean))])
      .refine((names) => names.length > 0, 'metrics: name at least one, separated by commas.')
      .refine((names) => names.every(isMetric), 'metrics: one of them is unknown.')
      .transform((names) => names.filter(isMetric)),
    from: day('from'),
    to: day('to'),
    bucket: z.enum(['day', 'week', 'month'], 'bucket: write day, week or month.').default('day'),
  })
  .refine(({ from, to }) => inOrder(from, to), INVERTED)

const METRIC = 'metric: name one metric, as /api/trends calls it.'
const explainQuery = z.object({ metric: z.string(METRIC).refine(isMetric, METRIC), day: day('day') })

const exportQuery = z.object({ format: z.enum(['ndjson'], 'format: write ndjson.').default('ndjson') })

export type DocumentQuery = z.infer<typeof documentQuery>
export type TrendsQuery = z.infer<typeof trendsQuery>

// A name given twice is one of two different questions: neither is answered.
function read<T extends z.ZodType>(schema: T, request: NextRequest): z.infer<T> {
  const params = request.nextUrl.searchParams
  const names = [...params.keys()]
  if (new Set(names).size < names.length) throw new ApiError('invalid', 'A parameter is given twice; send each once.')
  return schema.parse(Object.fromEntries([...params].filter(([, value]) => value !== '')))
}

/** What Oura's own paths take: days or instants (epoch ms), `next_token`, `fields`, `latest`. Throws a ZodError or an ApiError. */
export const readDocumentQuery = (request: NextRequest): DocumentQuery => read(documentQuery, request)
/** `from` and `to`, days, at most ten years apart. Throws a ZodError or an ApiError. */
export const readRangeQuery = (request: NextRequest): z.infer<typeof rangeQuery> => read(rangeQuery, request)
/** `from` and `to`, days, however far apart. Throws a ZodError or an ApiError. */
export const readSpanQuery = (request: NextRequest): z.infer<typeof spanQuery> => read(spanQuery, request)
/** `from` and `to`, days, at most 190 apart. Throws a ZodError or an ApiError. */
export const readRhythmQuery = (request: NextRequest): z.infer<typeof rhythmQuery> => read(rhythmQuery, request)
/** `metrics`, `from`, `to` and `bucket`. Throws a ZodError or an ApiError. */
export const readTrendsQuery = (request: NextRequest): TrendsQuery => read(trendsQuery, request)
/** `metric` and `day`. Throws a ZodError or an ApiError. */
export const readExplainQuery = (request: NextRequest): z.infer<typeof explainQuery> => read(explainQuery, request)
/** `format`. Throws a ZodError or an ApiError. */
export const readExportQuery = (request: NextRequest): z.infer<typeof exportQuery> => read(exportQuery, request)

/** The collection of that exact name; a 404 that does not repeat it for any other. */
export function knownCollection(name: string): Collection {
  if (!isCollection(name))
    throw new ApiError('not_found', 'Oura has no collection of that name; names are exact, capital letters included.')
  return name
}
