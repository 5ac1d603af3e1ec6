import type { DailyActivity, Sleep } from '@/lib/oura/schemas'
import { type ClassRun, classRuns } from './class-5-min'
import { type ClockChange, clockChanges, type HourTick, hourTicks } from './clock-ticks'
import type { Day } from './day'
import { type DayEvent, dayEvents, type EventDocuments } from './day-events'
import { type DaySpan, daySpan, minuteAt } from './day-span'
import { type HeartPoint, type HeartSample, type HrvPoint, heartRate, heartRateVariability } from './heart-rate'
import { hypnogram, type StageRun } from './hypnogram'
import { clip, type Interval, union } from './interval'
import { metMinutes } from './met-curve'
import { newest } from './newest'
import { nonWear } from './non-wear'
import { sleepInterval, sleepPeriods } from './sleep-periods'
import { type WallClock, wallClock } from './wall-clock'

/** The documents that one day's clock is drawn from; lists may hold neighbouring days, only what lies on the axis is drawn. */
export type DayDocuments = Omit<EventDocuments, 'naps'> & {
  activity: readonly DailyActivity[]
  /** Where the next activity day begins, if it is known. */
  nextActivity: readonly Pick<DailyActivity, 'timestamp'>[]
  sleep: readonly Sleep[]
  heartRate: readonly HeartSample[]
}

/** Everything on one activity day's axis, in minutes since its start. */
export type DayClock = {
  span: DaySpan
  wall: WallClock
  ticks: HourTick[]
  changes: ClockChange[]
  /** The present on the axis; null when the day is not today. */
  now: number | null
  /** What Oura has not sent yet: from the end of its series to now, or to the day's end on a past day that was never completed. */
  unsynced: Interval | null
  inBed: Interval[]
  stages: StageRun[]
  /** The night that this day's sleep score is about, most of which lies before the axis: its bedtime (epoch ms) and seconds asleep, where they are known. */
  night: { start: number; asleep: number | null } | null
  heart: HeartPoint[]
  hrv: HrvPoint[]
  /** MET a minute, as Oura sent it (0.1: not worn). */
  met: (number | null)[]
  classes: ClassRun[]
  nonWear: Interval[]
  events: DayEvent[]
}

/**
 * Local moments whose offsets are the wearer's own; heart rate is in UTC and says nothing, nor does an older analysis of a night, which
 * Oura has stored by another clock.
 */
function moments(day: Day, documents: DayDocuments, kept: readonly Sleep[]): string[] {
  return [
    ...[...documents.activity, ...documents.nextActivity].map(({ timestamp }) => timestamp),
    ...kept.flatMap(({ bedtime_start, bedtime_end }) => (bedtime_end ? [bedtime_start, bedtime_end] : [bedtime_start])),
    ...documents.workouts.flatMap(({ start_datetime, end_datetime }) => [start_datetime, end_datetime]),
    ...documents.sessions.map(({ start_datetime }) => start_datetime),
    // Those that began long before say nothing of this day's clock.
    ...documents.enhancedTags.filter(({ start_day }) => start_day >= day).map(({ start_time }) => start_time),
    ...documents.tags.map(({ timestamp }) => timestamp),
    ...documents.localTags.map(({ at }) => at),
  ].filter((moment) => !moment.endsWith('Z'))
}

/** Minutes of the axis that the activity document covers. */
function activityEnd(met: readonly (number | null)[], classes: readonly ClassRun[]): number {
  return Math.max(classes.at(-1)?.to ?? 0, met.findLastIndex((value) => value !== null) + 1)
}

/** Minutes of a running day that any series covers. */
function lastKnown(
  met: readonly (number | null)[],
  classes: readonly ClassRun[],
  stages: readonly StageRun[],
  heart: readonly HeartPoint[],
): number {
  return Math.max(activityEnd(met, classes), stages.at(-1)?.to ?? 0, (heart.at(-1)?.minute ?? -1) + 1)
}

function unsyncedOf(end: number, span: DaySpan, now: number | null, known: boolean): Interval | null {
  const until = now ?? (known ? span.minutes : 0)
  return until - end >= 5 ? clip({ from: end, to: until }, span.minutes) : null
}

/** One activity day from its documents: `zone` is the reader's IANA name, `now` an instant (epoch ms) that makes a running day partial. */
export function dayClock(day: Day, documents: DayDocuments, zone: string, now: number): DayClock {
  const activity = newest(documents.activity.filter((document) => document.day === day))
  const span = daySpan(day, zone, activity, documents.nextActivity[0])
  const { kept, naps } = sleepPeriods(documents.sleep)
  const wall = wallClock(moments(day, documents, kept), zone, span.start, span.start + span.minutes * 60_000)
  const { main } = sleepPeriods(documents.sleep.filter((sleep) => sleep.day === day))
  const met = activity ? metMinutes(activity.met, span) : []
  const classes = activity ? classRuns(activity, span) : []
  const stages = kept.flatMap((sleep) => hypnogram(sleep, span))
  const heart = heartRate(documents.heartRate, kept, span)
  const present = minuteAt(span, now)
  const running = present >= 0 && present < span.minutes ? Math.floor(present) : null
  return {
    span,
    wall,
    ticks: hourTicks(wall, span),
    changes: clockChanges(wall, span),
    now: running,
    unsynced: unsyncedOf(
      running === null ? activityEnd(met, classes) : lastKnown(met, classes, stages, heart),
      span,
      running,
      activity !== undefined,
    ),
    inBed: union(
      kept.flatMap((sleep) => {
        const [from, to] = (sleepInterval(sleep) ?? []).map((instant) => minuteAt(span, instant))
        const seen = from === undefined || to === undefined ? null : clip({ from, to }, span.minutes)
        return seen ? [seen] : []
      }),
    ),
    stages,
    night: main ? { start: Date.parse(main.bedtime_start), asleep: main.total_sleep_duration ?? null } : null,
    heart,
    hrv: heartRateVariability(kept, span),
    met,
    classes,
    nonWear: nonWear(met, classes),
    events: dayEvents({ ...documents, naps: naps.filter(({ bedtime_end }) => bedtime_end) }, span),
  }
}
