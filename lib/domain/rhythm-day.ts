import type { Sleep } from '@/lib/oura/schemas'
import { addDays, type Day } from './day'
import { type ActivityShape, type DaySpan, minuteAt } from './day-span'
import { hypnogram, stageAt } from './hypnogram'
import { instantOf } from './local-clock'
import { isWorn, metMinutes } from './met-curve'
import { activityCode, QUARTER, SLOT, UNKNOWN } from './rhythm-code'
import { sleepInterval, sleepPeriods } from './sleep-periods'

/** An activity day's rest and activity, compact: some 400 characters for the 10 kB of documents it is made from. */
export type RhythmDay = {
  day: Day
  /** Local moments (ISO 8601 with offset) in order; the first is the day's start, the others tell how the wearer's clock went on. */
  moments: readonly string[]
  /** A character of `rhythm-code` for each five minutes from the start, by instant, to the start of the next day. */
  states: string
  /** A character for each quarter of an hour: its mean MET above rest; unknown where the ring was worn for less than half of it. */
  activity: string
}

/** What a rhythm day is made from; `sleep` are the periods of the day itself and of the next, `next` the day after's document. */
export type RhythmDocuments = {
  activity: ActivityShape | undefined
  next: Pick<ActivityShape, 'timestamp'> | undefined
  sleep: readonly Sleep[]
}

const MINUTE_MS = 60_000
const LONGEST = 48 * 60
/** Of the fifteen minutes of a quarter, how many have to be worn. */
const FEWEST_WORN = 8
/** The evening and the morning, in minutes from the day's start: rest there may have been sleep when no sleep was recorded. */
const EVENING = 14 * 60
const MORNING = 8 * 60

const offsetText = (moment: string) => /(Z|[+-]\d{2}:?\d{2})$/.exec(moment)?.[0] ?? 'Z'

function spanOf(day: Day, { activity, next, sleep }: RhythmDocuments): { span: DaySpan; first: string } | null {
  const clock = activity?.timestamp ?? sleep[0]?.bedtime_end ?? sleep[0]?.bedtime_start
  if (!clock) return null
  const first = activity?.timestamp ?? `${day}T04:00:00${offsetText(clock)}`
  const start = instantOf(first)
  if (Number.isNaN(start)) return null
  const length = next ? (instantOf(next.timestamp) - start) / MINUTE_MS : Number.NaN
  const minutes = length > 0 && length <= LONGEST ? Math.round(length / QUARTER) * QUARTER : 1440
  return { span: { day, start, minutes }, first }
}

function paintSleep(states: string[], span: DaySpan, sleep: Sleep): void {
  const interval = sleepInterval(sleep)
  if (!interval) return
  const runs = hypnogram(sleep, span)
  const [from, to] = interval.map((instant) => minuteAt(span, instant)) as [number, number]
  for (let slot = Math.max(0, Math.round(from / SLOT)); slot < Math.min(states.length, Math.round(to / SLOT)); slot++)
    // Without a hypnogram the period is sleep from end to end: that it was slept is all that is known.
    states[slot] = runs.length > 0 && (stageAt(runs, (slot + 0.5) * SLOT) ?? 'awake') === 'awake' ? 'a' : 's'
}

function statesOf(span: DaySpan, { activity, sleep }: RhythmDocuments): string {
  const slots = Math.floor(span.minutes / SLOT)
  const classes = activity?.class_5_min ?? ''
  const states = Array.from({ length: slots }, (_, slot) => (/[0-5]/.test(classes.charAt(slot)) ? classes.charAt(slot) : UNKNOWN))
  const { kept, naps } = sleepPeriods(sleep)
  const hasNight = (day: Day) => kept.some((doc) => doc.day === day && !naps.includes(doc))
  const doubt = (from: number, to: number) => {
    for (let slot = from / SLOT; slot < Math.min(slots, to / SLOT); slot++) if (states[slot] === '1') states[slot] = 'u'
  }
  if (!hasNight(span.day)) doubt(0, MORNING)
  if (!hasNight(addDays(span.day, 1))) doubt(EVENING, span.minutes)
  for (const doc of kept) paintSleep(states, span, doc)
  return states.join('')
}

function activityOf(span: DaySpan, states: string, activity: ActivityShape | undefined): string {
  const minutes = activity ? metMinutes(activity.met, span) : []
  return Array.from({ length: Math.floor(span.minutes / QUARTER) }, (_, quarter) => {
    const worn = minutes
      .slice(quarter * QUARTER, (quarter + 1) * QUARTER)
      .filter((met, index) => isWorn(met) && states[Math.floor((quarter * QUARTER + index) / SLOT)] !== '0')
    const sum = worn.reduce<number>((all, met) => all + (met ?? 0), 0)
    return activityCode(worn.length < FEWEST_WORN ? null : sum / worn.length)
  }).join('')
}

/** An activity day's rest and activity from its documents; null where no document says when the day was. */
export function rhythmDay(day: Day, documents: RhythmDocuments): RhythmDay | null {
  const made = spanOf(day, documents)
  if (!made) return null
  const { span, first } = made
  const states = statesOf(span, documents)
  const end = span.start + span.minutes * MINUTE_MS
  const later = documents.sleep
    .flatMap(({ bedtime_start, bedtime_end }) => [bedtime_start, bedtime_end ?? ''])
    .filter((moment) => instantOf(moment) > span.start && instantOf(moment) <= end)
    .sort((a, b) => instantOf(a) - instantOf(b))
  return { day, moments: [first, ...new Set(later)], states, activity: activityOf(span, states, documents.activity) }
}
