import type { EnhancedTag, Tag } from '@/lib/oura/schemas'
import { addDays, type Day, daysBetween, eachDay } from './day'
import { activityDay, instantOf, offsetOf } from './local-clock'
import { plainCode, tagKey } from './tag-key'

const HOUR_MS = 3_600_000
/** A tag shorter than this belongs to the day in which it begins: sauna until half past four is still last night's. */
const LONG_MS = 12 * HOUR_MS
/** Nobody tags a longer time than a year; an end in the far future is a slip. */
export const LONGEST_DAYS = 366

/** A tag as it was set: its key, what it is called, and the first and last activity day it covers. */
export type TagSpan = { key: string; name: string; local: boolean; first: Day; last: Day }

/** The activity day of a moment on its own clock; null where it carries none. */
function dayAt(moment: string): Day | null {
  const [instant, offset] = [instantOf(moment), offsetOf(moment)]
  return Number.isNaN(instant) || offset === null ? null : activityDay(instant, offset)
}

/** The activity days of an enhanced tag: a long one covers every one from its start to its end. */
export function enhancedTagDays(tag: EnhancedTag): { first: Day; last: Day } {
  const first = dayAt(tag.start_time) ?? tag.start_day
  const lasts = tag.end_time ? instantOf(tag.end_time) - instantOf(tag.start_time) : Number.NaN
  const end = lasts >= LONG_MS && tag.end_time ? dayAt(tag.end_time) : Number.isNaN(lasts) ? (tag.end_day ?? null) : null
  const last = end !== null && end > first ? end : first
  return { first, last: daysBetween(first, last) > LONGEST_DAYS ? addDays(first, LONGEST_DAYS) : last }
}

/** Where an enhanced tag lies; null for a note without a name. */
export function enhancedTagSpan(tag: EnhancedTag): TagSpan | null {
  const key = tagKey(tag.tag_type_code, tag.custom_name)
  if (key === null) return null
  return { key, name: tag.custom_name?.trim() || plainCode(tag.tag_type_code ?? ''), local: false, ...enhancedTagDays(tag) }
}

/** Where the codes of a tag of the deprecated collection lie. */
export function oldTagSpans(tag: Tag): TagSpan[] {
  // Oura sends one beside each newer tag, most without a code.
  if (tag.tags.length === 0) return []
  const day = dayAt(tag.timestamp) ?? tag.day
  return tag.tags.flatMap((code) => {
    const key = tagKey(code, null)
    return key === null ? [] : [{ key, name: plainCode(code), local: false, first: day, last: day }]
  })
}

/** Where a tag of the person's own lies; null for a note without a name. */
export function localTagSpan(tag: { code: string | null; name: string | null; day: Day }): TagSpan | null {
  const key = tagKey(tag.code, tag.name)
  return key === null ? null : { key, name: tag.name ?? plainCode(tag.code ?? ''), local: true, first: tag.day, last: tag.day }
}

type Days = { key: string; name: string; source: 'oura' | 'local'; days: Day[] }

/** The days of each tag within `from` … `to`, both included, each once and in order; the most frequent tag first. The newest spelling names it. */
export function tagDays(spans: readonly TagSpan[], from: Day, to: Day): Days[] {
  const tags = new Map<string, { name: string; named: Day; local: boolean; days: Set<Day> }>()
  for (const { key, name, local, first, last } of spans) {
    if (last < from || first > to) continue
    const known = tags.get(key)
    const tag = known ?? { name, named: first, local, days: new Set<Day>() }
    if (!known) tags.set(key, tag)
    if (first >= tag.named) Object.assign(tag, { name, named: first })
    tag.local &&= local
    if (first === last) tag.days.add(first)
    else for (const day of eachDay(first < from ? from : first, last > to ? to : last)) tag.days.add(day)
  }
  return [...tags]
    .map(([key, { name, local, days }]): Days => ({ key, name, source: local ? 'local' : 'oura', days: [...days].sort() }))
    .sort((a, b) => b.days.length - a.days.length || (a.key < b.key ? -1 : 1))
}
