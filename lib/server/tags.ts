import 'server-only'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { LocalTag } from '@/lib/api'
import { type Day, isDay } from '@/lib/domain/day'
import { activityDay, momentOf, offsetOf } from '@/lib/domain/local-clock'
import { LONGEST_NAME, LONGEST_NOTE, lengthOf, noteTextOf, tagNameOf } from '@/lib/domain/local-tag'
import { ApiError } from './api-error'
import { deleteLocalTag, insertLocalTag, readLocalTags, type StoredTag, updateLocalTag } from './db/local-tags'
import type { Database } from './db/schema'

const MINUTE_MS = 60_000
/** A device's clock may be a little ahead of this server's. */
const AHEAD_MS = 10 * MINUTE_MS
const FURTHEST_OFFSET = 14 * 60

const ID = 'id: make one of 8 to 64 letters, digits, dashes and underscores, a UUID for instance.'
const AT = 'at: write when it was, with the offset of the place, as 2026-11-01T21:30:00+09:00.'
const MOMENT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/

const id = z.string(ID).regex(/^[\w-]{8,64}$/, ID)
const at = z.string(AT).refine((text) => {
  const day = MOMENT.exec(text)?.[1]
  const offset = offsetOf(text)
  return day !== undefined && isDay(day) && !Number.isNaN(Date.parse(text)) && offset !== null && Math.abs(offset) <= FURTHEST_OFFSET
}, AT)

const text = (field: string, longest: number, kept: (text: string) => string) =>
  z
    .string(`${field}: write text.`)
    .transform(kept)
    .refine((value) => lengthOf(value) <= longest, `${field}: write ${longest} characters or fewer.`)
    .transform((value) => value || null)
    .nullish()
    .transform((value) => value ?? null)

const CODE = "code: send Oura's word for a tag, tag_generic_coffee for instance, or leave it out."

/** What `POST` and `PUT /api/tags` take: a TagWrite. */
export const tagSchema = z
  .object({
    id,
    at,
    code: z
      .string(CODE)
      .regex(/^(?!custom$)\w{1,80}$/, CODE)
      .nullish()
      .transform((value) => value ?? null),
    name: text('name', LONGEST_NAME, tagNameOf),
    note: text('note', LONGEST_NOTE, noteTextOf),
  })
  .refine(({ code, name, note }) => (code ?? name ?? note) !== null, 'name: a tag needs a name or a note.')
/** What `DELETE /api/tags` takes. */
export const oneTagSchema = z.object({ id })

const iso = (instant: number) => new Date(instant).toISOString()

const asBody = (tag: StoredTag): LocalTag => ({
  id: tag.id,
  day: tag.day,
  at: momentOf(tag.at, tag.utc_offset),
  code: tag.code,
  name: tag.name,
  note: tag.note,
  created_at: iso(tag.created_at),
  updated_at: iso(tag.updated_at),
})

/** A tag as it is stored: its moment as instant and offset, and the activity day that gives. Rejects with `invalid` when it is yet to come. */
function contentOf({ at: moment, ...tag }: z.infer<typeof tagSchema>, now: number) {
  const instant = Date.parse(moment)
  if (instant > now + AHEAD_MS) throw new ApiError('invalid', 'at: this moment is yet to come; a tag says what has been.')
  const offset = offsetOf(moment) ?? 0
  return { ...tag, at: instant, utc_offset: offset, day: activityDay(instant, offset) }
}

/** The tags and notes that `userId` set on the activity days `from` … `to`, both included, in order of time. */
export async function listTags(db: Kysely<Database>, userId: string, from: Day, to: Day): Promise<LocalTag[]> {
  return (await readLocalTags(db, userId, from, to)).map(asBody)
}

/** Keeps a tag. One that is sent again, because its answer was lost, is answered as it is kept now, and not kept twice. */
export async function addTag(
  db: Kysely<Database>,
  userId: string,
  tag: z.infer<typeof tagSchema>,
  now: number,
): Promise<{ tag: LocalTag; added: boolean }> {
  const kept = await insertLocalTag(db, userId, contentOf(tag, now), now)
  return { tag: asBody(kept.tag), added: kept.added }
}

/** Changes a tag, or brings a deleted one back. Rejects with `not_found` when `userId` never had it, or long ago. */
export async function changeTag(db: Kysely<Database>, userId: string, tag: z.infer<typeof tagSchema>, now: number): Promise<LocalTag> {
  const kept = await updateLocalTag(db, userId, contentOf(tag, now), now)
  if (!kept) throw new ApiError('not_found', 'There is no such tag.')
  return asBody(kept)
}

/** Takes a tag away; taking away what is not there changes nothing. */
export async function removeTag(db: Kysely<Database>, userId: string, tagId: string, now: number): Promise<void> {
  await deleteLocalTag(db, userId, tagId, now)
}
