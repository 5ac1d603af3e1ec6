import 'server-only'
import type { z } from 'zod'
import { type Day, isDay } from '@/lib/domain/day'
import { instantOf } from '@/lib/domain/local-clock'
import { COLLECTIONS, type DocumentCollection, PERSONAL_INFO, type SampleCollection } from '@/lib/oura/collections'
import { LONGEST_ID } from '@/lib/oura/document-id'
import type { Fetched, RawDocument, RawSample } from './oura-source'

type Checked = { value: Record<string, unknown> } | { reason: string }

/** The documents among the texts whose own day is kept; of one id sent twice the later one. What fits no schema is set aside. */
export function documentsOf(collection: DocumentCollection, texts: readonly string[], keeps: (day: Day) => boolean): Fetched<RawDocument> {
  const items = new Map<string, RawDocument>()
  const quarantined: Fetched<RawDocument>['quarantined'] = []
  for (const body of texts) {
    const document = documentOf(collection, body)
    if ('reason' in document) quarantined.push({ body, reason: document.reason })
    else if (document.day === null || keeps(document.day)) items.set(document.id, document)
  }
  return { items: [...items.values()], quarantined }
}

/** One document, or the reason why it is none: the field and what was expected there, never a value. */
export function documentOf(collection: DocumentCollection, body: string): RawDocument | { reason: string } {
  const checked = check(COLLECTIONS[collection].schema, body)
  if ('reason' in checked) return checked
  const { value } = checked
  const id = value.id
  if (typeof id !== 'string' || id === '') return { reason: 'id: expected a text that is not empty' }
  // A key that no database changes: Postgres keeps no NUL, and none a lone half of a pair.
  if (/\p{Cc}/u.test(id) || !id.isWellFormed()) return { reason: 'id: expected a text without control characters' }
  // Postgres indexes no key of some 2,700 bytes: one such document would undo all that was written with it, at every sync.
  if (id.length > LONGEST_ID) return { reason: `id: expected at most ${LONGEST_ID} characters` }
  const field = COLLECTIONS[collection].day
  if (field === null) return { id, day: null, body }
  const day = String(value[field])
  return isDay(day) ? { id, day, body } : { reason: `${field}: expected a day of the calendar` }
}

/** The rows among the texts that lie in [from, to), epoch ms, in order of time; the same row sent twice counts once. */
export function samplesOf(collection: SampleCollection, texts: readonly string[], from: number, to: number): Fetched<RawSample> {
  const items: RawSample[] = []
  const quarantined: Fetched<RawSample>['quarantined'] = []
  for (const body of new Set(texts)) {
    const checked = check(COLLECTIONS[collection].schema, body)
    if ('reason' in checked) {
      quarantined.push({ body, reason: checked.reason })
      continue
    }
    const at = instantOf(String(checked.value.timestamp))
    if (Number.isNaN(at)) quarantined.push({ body, reason: 'timestamp: expected a moment of the calendar' })
    else if (at >= from && at < to) items.push({ at, body })
  }
  return { items: items.sort((a, b) => a.at - b.at), quarantined }
}

/** Whose account this is, as the archive keeps it, or the reason why it is nobody's. */
export function profileOf(body: string): (RawDocument & { account: string | null }) | { reason: string } {
  const checked = check(PERSONAL_INFO.schema, body)
  if ('reason' in checked) return checked
  const { id } = checked.value
  return { id: 'personal_info', day: null, body, account: typeof id === 'string' && id !== '' ? id : null }
}

function check(schema: z.ZodType, body: string): Checked {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return { reason: 'not JSON' }
  }
  const result = schema.safeParse(value)
  const issue = result.error?.issues[0]
  if (issue) return { reason: `${issue.path.join('.') || 'document'}: ${issue.message}` }
  return namesPrototype(body, value) ? { reason: '__proto__: not a field of a document' } : { value: value as Record<string, unknown> }
}

/** Whether a key of the document, at any depth, is `__proto__`: kept apart, so that no later copy can change a prototype. */
function namesPrototype(body: string, value: unknown): boolean {
  if (!body.includes('__proto__') && !body.includes('\\u')) return false
  const open = [value]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue
    if (Object.hasOwn(next, '__proto__')) return true
    for (const child of Object.values(next)) if (typeof child === 'object' && child !== null) open.push(child)
  }
  return false
}
