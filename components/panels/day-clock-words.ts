import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { type ClockWords, LANES, type LaneId, type LaneWords } from '@/components/charts/clock-words'
import { useFormat } from '@/components/ui/settings'
import { CLASSES } from '@/lib/domain/class-5-min'
import { type Day, weekday } from '@/lib/domain/day'
import type { DayClock } from '@/lib/domain/day-clock'
import { labelRow } from '@/lib/domain/event-layout'
import { heartRange } from '@/lib/domain/heart-rate'
import { STAGES } from '@/lib/domain/hypnogram'
import { metPeak } from '@/lib/domain/met-curve'
import { wallTime } from '@/lib/domain/wall-clock'
import type { Collection } from '@/lib/oura/collections'
import { useClockSentence, useTimeOf } from './day-clock-sentence'
import { useEventName } from './event-name'
import { useMissingState } from './missing'

/** How wide (px) the axis is taken to be when names of events are laid out: a small phone, and the wide form. */
const AXIS_WIDTH = { narrow: 284, wide: 480 } as const

const named = <Key extends string>(keys: readonly Key[], name: (key: Key) => string) =>
  Object.fromEntries(keys.map((key) => [key, name(key)])) as Record<Key, string>

/** Whose documents a lane is made of. */
const SOURCES: Record<LaneId, readonly Collection[]> = {
  sleep: ['sleep'],
  heart: ['heartrate'],
  met: ['daily_activity'],
  class: ['daily_activity'],
  events: ['workout', 'session', 'enhanced_tag', 'tag'],
}

const isEmpty: Record<LaneId, (clock: DayClock) => boolean> = {
  sleep: ({ inBed, stages }) => inBed.length === 0 && stages.length === 0,
  heart: ({ heart, hrv }) => heart.length === 0 && hrv.length === 0,
  met: ({ met }) => !met.some((value) => value !== null),
  class: ({ classes }) => classes.length === 0,
  events: ({ events }) => events.length === 0,
}

/** Every word of a clock. `quiet` lanes are still loading or have failed: nothing is said about why they are empty. */
export function useClockWords(day: Day, clock: DayClock, quiet: ReadonlySet<LaneId>): ClockWords {
  const t = useTranslations('dayClock')
  const format = useFormat()
  const timeOf = useTimeOf()
  const nameOf = useEventName()
  const sentence = useClockSentence()
  const states = useTranslations('states')
  const empty = LANES.filter((lane) => !quiet.has(lane) && isEmpty[lane](clock))
  const stateOf = useMissingState(day, empty.length > 0)
  return useMemo(() => {
    // That Oura has none is what the lane's own words say.
    const whyEmpty = (lane: LaneId) => {
      if (quiet.has(lane)) return ''
      const state = stateOf(SOURCES[lane])
      return state === null || state === 'none' ? t(`empty.${lane}`) : states(`missing.${state}`)
    }
    const range = heartRange(clock.heart)
    const peak = metPeak(clock.met)
    const notes: Record<LaneId, Pick<LaneWords, 'notes' | 'wideNotes'>> = {
      sleep: { notes: [] },
      heart: { notes: range ? [t('bpmRange', { range: format.range([range.low.bpm, range.high.bpm]) })] : [] },
      met: { notes: [] },
      class: { notes: [], wideNotes: [t('byOura')] },
      events: { notes: [], wideNotes: [] },
    }
    let night: ClockWords['night'] = null
    if (clock.night) {
      const { day, minute } = wallTime(clock.wall, clock.night.start)
      const moment = `${format.weekdayName(weekday(day))} ${format.clock(minute)}`
      const duration = clock.night.asleep === null ? null : format.duration(clock.night.asleep)
      night =
        duration === null
          ? { note: t('asleepFrom', { moment }), lines: [t('asleepFrom', { moment })] }
          : { note: t('asleepNote', { duration, moment }), lines: [t('asleep', { duration }), t('asleepFrom', { moment })] }
    }
    if (clock.hrv.length > 0) notes.heart.wideNotes = [...notes.heart.notes, t('hrvDots')]
    if (peak) {
      const [met, time] = [format.number(peak.met, 1), timeOf(clock, peak.minute)]
      notes.met = { notes: [t('peakNote', { met, time })], wideNotes: [t('peak', { met }), t('peakAt', { time })] }
    }
    const events = clock.events.map((event) => {
      const name = nameOf(event)
      const lasts = event.to !== null && (event.kind === 'workout' || event.kind === 'nap')
      const text = lasts
        ? t('eventLength', { name, duration: format.duration((event.minutes ?? (event.to ?? 0) - event.from) * 60) })
        : name
      return { id: event.id, kind: event.kind, from: event.from, to: event.to, name: text }
    })
    const laidOut = (width: number) => ({
      bars: labelRow(
        events.filter(({ kind }) => kind !== 'tag'),
        clock.span.minutes,
        width,
      ),
      tags: labelRow(
        events.filter(({ kind }) => kind === 'tag'),
        clock.span.minutes,
        width,
      ),
    })
    const unsynced = clock.unsynced ? [t(clock.now === null ? 'neverSynced' : 'notSynced')] : []
    return {
      night,
      summary: `${t('summary.what', { hours: format.number(clock.span.minutes / 60, clock.span.minutes % 60 === 0 ? 0 : 1), start: timeOf(clock, 0) })} ${sentence(clock)}`,
      lanes: Object.fromEntries(
        LANES.map((id) => [id, { name: t(`lane.${id}`), ...notes[id], empty: isEmpty[id](clock) ? whyEmpty(id) : null }]),
      ) as Record<LaneId, LaneWords>,
      stages: named(STAGES, (stage) => t(`stage.${stage}`)),
      classes: named(CLASSES, (name) => t(`class.${name}`)),
      limits: [t('limit.low'), t('limit.medium'), t('limit.high')],
      milliseconds: (value) => t('milliseconds', { value }),
      time: (wall) => format.clock(wall),
      hour: (wall) => format.hour(wall),
      change: ({ by }) => {
        const size = Math.abs(by)
        const duration = size % 60 === 0 ? t('clockChange.hours', { hours: format.number(size / 60) }) : format.duration(size * 60)
        return t(by > 0 ? 'clockChange.forward' : 'clockChange.back', { duration })
      },
      rest: clock.now === null ? unsynced : [t('restOfToday'), ...unsynced],
      events: { narrow: laidOut(AXIS_WIDTH.narrow), wide: laidOut(AXIS_WIDTH.wide) },
    }
  }, [clock, quiet, t, states, stateOf, format, timeOf, nameOf, sentence])
}
