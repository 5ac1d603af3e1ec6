import 'server-only'
import { z } from 'zod'
import { isDay } from '@/lib/domain/day'
import { DESIGNS } from '@/lib/domain/experiment'
import { isMetric } from '@/lib/domain/metrics'
import { isCollection } from '@/lib/oura/collections'
import { ImportError } from './import-problem'
import type { FileLine } from './import-text'
import { rawFields } from './raw-json'
import { FIRST_DAY } from './sync-plan'

// What the lines of an export (export-lines.ts) look like. Strict: a field that this version does not know would be lost.

/** The version of the format that this server writes, and the newest that it reads. */
const VERSION = 1
const LATEST = 8.64e15

const count = z.number().int().min(0)
const moment = z.number().int().min(0).max(LATEST)
const day = z.string().refine(isDay)
/** Nobody is ever asked for others, and years are counted from the first to the last. */
const askedDay = day.refine((one) => one >= FIRST_DAY && one < '2100-01-01')
// A key that no database changes: Postgres keeps no NUL, and none a lone half of a pair.
const key = z
  .string()
  .min(1)
  .max(300)
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text))
const text = z
  .string()
  .max(20_000)
  .refine((value) => value.isWellFormed() && !value.includes('\0'))
const collection = z.string().regex(/^\w{1,60}$/)
// As it stands in its line: a document's own id and day are looked at with the document.
const head = { collection, id: z.string(), day: z.string().nullable() }

const LINES = {
  header: z.strictObject({
    format: z.literal('ringside-export'),
    version: count,
    account: z.string().nullable().optional(),
    counts: z.record(z.string(), count),
  }),
  settings: z.strictObject({ body: text }),
  document: z.strictObject({ ...head, fetched_at: moment, deleted_at: moment.nullable(), body: z.string() }),
  revision: z.strictObject({ ...head, replaced_at: moment, body: z.string() }),
  samples: z.strictObject({
    series: z.enum(['heartrate', 'ring_battery_level']),
    utc_day: day,
    fetched_at: moment,
    rows: z.string().startsWith('['),
  }),
  quarantine: z.strictObject({ collection, hash: z.string().regex(/^[\w-]{43}$/), at: moment, reason: text, body: z.string() }),
  coverage: z.strictObject({
    collection: z.string().refine(isCollection),
    days: z
      .array(
        z.strictObject({
          day: askedDay,
          state: z.enum(['have', 'none', 'not_worn', 'no_scope', 'not_asked', 'failed', 'unreadable']),
          checked_at: moment.nullable(),
        }),
      )
      .max(31),
  }),
  tag: z.strictObject({
    id: key,
    day,
    at: z.number().int().min(-LATEST).max(LATEST),
    utc_offset: z.number().int().min(-1440).max(1440),
    code: text.nullable(),
    name: text.nullable(),
    note: text.nullable(),
    created_at: moment,
    updated_at: moment,
    deleted_at: moment.nullable(),
  }),
  experiment: z.strictObject({
    id: key,
    question: text,
    metric: z.string().refine(isMetric),
    design: z.enum(DESIGNS),
    start_day: day,
    phase_days: z.number().int().min(1).max(366),
    phases: z.number().int().min(1).max(100),
    end_day: day.nullable(),
    created_at: moment,
    updated_at: moment,
  }),
  experiment_check: z.strictObject({ experiment_id: key, day, done: z.union([z.literal(0), z.literal(1)]), checked_at: moment }),
  end: z.strictObject({ lines: count, sha256: z.string() }),
} as const

export type LineKind = keyof typeof LINES
export type LineOf<Kind extends LineKind> = { kind: Kind } & z.infer<(typeof LINES)[Kind]>
/** A line of an export. `body` and `rows` are the JSON texts as they were sent by Oura. */
export type ExportLine = { [Kind in LineKind]: LineOf<Kind> }[LineKind]

const isKind = (kind: unknown): kind is LineKind => typeof kind === 'string' && Object.hasOwn(LINES, kind)
/** The fields that are kept as text, and by what other name they may be sent: as a string of their own. */
const RAW: Partial<Record<LineKind, 'body' | 'rows'>> = {
  settings: 'body',
  document: 'body',
  revision: 'body',
  quarantine: 'body',
  samples: 'rows',
}

const BEGIN = /^\{"kind":"(\w+)"/

/** The kind of a line by its beginning, as this server writes it; null where that does not tell. */
export const kindOf = (line: string): string | null => BEGIN.exec(line)?.[1] ?? null

/** Reads a line. Throws an ImportError where it is none of an export, with its number. */
export function readLine({ number, text: line }: FileLine): ExportLine {
  let fields: Map<string, string>
  try {
    fields = rawFields(line)
  } catch {
    throw new ImportError(number === 1 ? 'not_export' : 'broken', number)
  }
  const parsed = (raw: string): unknown => {
    try {
      return JSON.parse(raw)
    } catch {
      throw new ImportError('broken', number)
    }
  }
  const kind = parsed(fields.get('kind') ?? 'null')
  if (!isKind(kind)) {
    if (number === 1) throw new ImportError('not_export', number)
    throw new ImportError(typeof kind === 'string' ? 'newer' : 'shape', number)
  }
  const raw = RAW[kind]
  const values: [string, unknown][] = [...fields].flatMap(([name, value]): [string, unknown][] => {
    if (name === 'kind') return []
    if (name === `${raw}_text`) return raw && !fields.has(raw) ? [[raw, parsed(value)]] : [[name, value]]
    return [[name, name === raw ? value : parsed(value)]]
  })
  const { data, error } = LINES[kind].safeParse(Object.fromEntries(values))
  if (data) return { kind, ...data } as ExportLine
  if (number === 1) throw new ImportError('not_export', number)
  throw new ImportError(error?.issues.some(({ code }) => code === 'unrecognized_keys') ? 'newer' : 'shape', number)
}

/** The first line. Throws an ImportError where the file is none of ours, or of a later version. */
export function readHeader(line: FileLine): LineOf<'header'> {
  let header: unknown
  try {
    header = JSON.parse(line.text)
  } catch {
    throw new ImportError('not_export', 1)
  }
  const { format, version } = z.looseObject({ format: z.unknown(), version: z.unknown() }).safeParse(header).data ?? {}
  if (format !== 'ringside-export') throw new ImportError('not_export', 1)
  if (typeof version === 'number' && version > VERSION) throw new ImportError('newer', 1)
  const read = readLine(line)
  if (read.kind !== 'header' || read.version !== VERSION) throw new ImportError('not_export', 1)
  return read
}
