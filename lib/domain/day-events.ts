import type { EnhancedTag, Session, Sleep, Tag, Workout } from '@/lib/oura/schemas'
import type { Day } from './day'
import { type DaySpan, minuteAt } from './day-span'
import { clip } from './interval'
import { activityDay, instantOf, offsetOf } from './local-clock'
import { enhancedTagDays } from './tag-days'

/**
 * Something that happened on the axis. `code` is Oura's word for it (`running`, `tag_generic_coffee`, `meditation`), to be translated;
 * `text` is the wearer's own, which wins. `to` is null for a moment without length; `minutes` is how long it was, beyond the axis too.
 */
export type DayEvent = Happening & { from: number; to: number | null; minutes?: number }
type Happening = {
  id: string
  kind: 'workout' | 'session' | 'tag' | 'nap'
  code: string
  text: string | null
  intensity: string | null
  /** What the wearer wrote beside it. */
  note: string | null
  /** Set here by the person, not in Oura's app. */
  local: boolean
}
/** A tag or note of the person's own: `at` is ISO 8601 with offset. */
type OwnTag = { id: string; at: string; code: string | null; name: string | null; note: string | null }

/** What of a day's documents happens at a time. `naps` are the periods that count, from sleep-periods. */
export type EventDocuments = {
  workouts: readonly Workout[]
  sessions: readonly Pick<Session, 'id' | 'type' | 'start_datetime' | 'end_datetime'>[]
  enhancedTags: readonly EnhancedTag[]
  tags: readonly Tag[]
  localTags: readonly OwnTag[]
  naps: readonly Sleep[]
}

/** `days`: the activity days of what may last for several. */
type Spec = Happening & { start: string; end: string | null | undefined; days?: { first: Day; last: Day } }

/** Characters of a note that stand on the axis. */
const LABEL = 24

const own = (text: string | null | undefined): string | null => text?.trim() || null

const ofEnhancedTag = (tag: EnhancedTag): Spec => ({
  days: enhancedTagDays(tag),
  id: tag.id,
  kind: 'tag',
  start: tag.start_time,
  end: tag.end_time,
  code: tag.tag_type_code ?? '',
  text: own(tag.custom_name) ?? (tag.tag_type_code ? null : own(tag.comment)),
  intensity: null,
  note: tag.tag_type_code || tag.custom_name ? own(tag.comment) : null,
  local: false,
})

/** A note without a name is called by its beginning. */
const ofLocalTag = ({ id, at, code, name, note }: OwnTag): Spec => ({
  id,
  kind: 'tag',
  start: at,
  end: null,
  code: code ?? '',
  text: name ?? (code || !note ? null : beginning(note)),
  intensity: null,
  note,
  local: true,
})

function beginning(note: string): string {
  const line = [...(note.split('\n')[0] ?? '')]
  return line.length > LABEL ? `${line.slice(0, LABEL).join('').trimEnd()}…` : line.join('')
}

/** A tag of the deprecated collection, as one event a code; those that an enhanced tag of the same minute repeats are left out. */
function ofTag(tag: Tag, enhanced: readonly EnhancedTag[]): Spec[] {
  const same = enhanced.filter(({ start_time }) => Math.abs(instantOf(start_time) - instantOf(tag.timestamp)) < 60_000)
  const spec = { kind: 'tag', start: tag.timestamp, end: null, intensity: null, note: null, local: false } as const
  if (tag.tags.length === 0) return same.length > 0 || !own(tag.text) ? [] : [{ ...spec, id: tag.id, code: '', text: own(tag.text) }]
  return tag.tags
    .filter((code) => !same.some(({ tag_type_code }) => tag_type_code === code))
    .map((code) => ({ ...spec, id: `${tag.id} ${code}`, code, text: null }))
}

const tagSpecs = ({ enhancedTags, tags, localTags }: Pick<EventDocuments, 'enhancedTags' | 'tags' | 'localTags'>): Spec[] => [
  ...enhancedTags.map(ofEnhancedTag),
  ...tags.flatMap((tag) => ofTag(tag, enhancedTags)),
  ...localTags.map(ofLocalTag),
]

/** A tag with its moment, ISO 8601 with offset, and the activity day that it began on. */
export type DayTag = Pick<Spec, 'id' | 'code' | 'text' | 'note' | 'local' | 'start'> & { first: Day }

/** The tags of an activity day, on the clock of each, in order of time; also those that began before it and lasted. */
export function tagsOfDay(documents: Pick<EventDocuments, 'enhancedTags' | 'tags' | 'localTags'>, day: Day): DayTag[] {
  return tagSpecs(documents)
    .filter(({ start }) => !Number.isNaN(instantOf(start)))
    .map((spec) => {
      const own = activityDay(instantOf(spec.start), offsetOf(spec.start) ?? 0)
      return { ...spec, ...(spec.days ?? { first: own, last: own }) }
    })
    .filter(({ first, last }) => first <= day && day <= last)
    .sort((a, b) => instantOf(a.start) - instantOf(b.start))
}

/** A day's workouts, sessions, naps and tags on the axis, in order; what lies outside it is left out. */
export function dayEvents(documents: EventDocuments, span: DaySpan): DayEvent[] {
  const specs: Spec[] = [
    ...documents.workouts.map(({ id, start_datetime, end_datetime, activity, label, intensity }): Spec => {
      return {
        id,
        kind: 'workout',
        start: start_datetime,
        end: end_datetime,
        code: activity,
        text: own(label),
        intensity,
        note: null,
        local: false,
      }
    }),
    ...documents.sessions.map(({ id, start_datetime, end_datetime, type }): Spec => {
      return {
        id,
        kind: 'session',
        start: start_datetime,
        end: end_datetime,
        code: type,
        text: null,
        intensity: null,
        note: null,
        local: false,
      }
    }),
    ...documents.naps.map(({ id, bedtime_start, bedtime_end }): Spec => {
      return { id, kind: 'nap', start: bedtime_start, end: bedtime_end, code: 'nap', text: null, intensity: null, note: null, local: false }
    }),
    ...tagSpecs(documents),
  ]
  return specs
    .flatMap(({ start, end, days: _, ...spec }): DayEvent[] => {
      const from = minuteAt(span, instantOf(start))
      const until = end ? minuteAt(span, instantOf(end)) : Number.NaN
      if (until > from) {
        const seen = clip({ from, to: until }, span.minutes)
        return seen ? [{ ...spec, ...seen, ...(seen.to - seen.from < until - from ? { minutes: until - from } : {}) }] : []
      }
      return from >= 0 && from < span.minutes ? [{ ...spec, from, to: null }] : []
    })
    .sort((a, b) => a.from - b.from || a.id.localeCompare(b.id))
}

/** The event to name at a minute: the shortest with a length that covers it, else a moment within two minutes; null when there is none. */
export function eventAt(events: readonly DayEvent[], minute: number): DayEvent | null {
  const lengthOf = (event: DayEvent) => (event.to ?? event.from) - event.from
  const covering = events.filter(({ from, to }) => to !== null && from <= minute && minute < to)
  const [shortest] = covering.sort((a, b) => lengthOf(a) - lengthOf(b))
  return shortest ?? events.find(({ from, to }) => to === null && Math.abs(from - minute) <= 2) ?? null
}
