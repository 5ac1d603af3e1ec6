import { useCallback } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import { clockSummary } from '@/lib/domain/clock-summary'
import type { DayClock } from '@/lib/domain/day-clock'
import type { Interval } from '@/lib/domain/interval'
import { wallTime } from '@/lib/domain/wall-clock'
import { useEventName } from './event-name'

/** The clock time at a minute of the axis, in the wearer's place and the reader's writing. */
export function useTimeOf(): (clock: DayClock, minute: number) => string {
  const format = useFormat()
  return useCallback((clock, minute) => format.clock(wallTime(clock.wall, clock.span.start + minute * 60_000).minute), [format])
}

/** One day's clock in a sentence or four: nights, workouts with their peaks, when the ring was off. */
export function useClockSentence(): (clock: DayClock) => string {
  const t = useTranslations('dayClock.summary')
  const format = useFormat()
  const timeOf = useTimeOf()
  const nameOf = useEventName()
  return useCallback(
    (clock) => {
      const time = (minute: number) => timeOf(clock, minute)
      const summary = clockSummary(clock)
      const stretch = ({ from, to }: Interval) =>
        from <= 0 && to >= clock.span.minutes
          ? t('whole')
          : from <= 0
            ? t('until', { time: time(to) })
            : to >= clock.span.minutes
              ? t('from', { time: time(from) })
              : t('between', { from: time(from), to: time(to) })
      const list = (intervals: readonly Interval[]) => {
        const [last, ...before] = intervals.map(stretch).reverse()
        const first = before.reverse().reduce((joined, next) => (joined ? t('comma', { first: joined, last: next }) : next), '')
        return first ? t('and', { first, last: last ?? '' }) : (last ?? '')
      }
      const met = (value: number) => format.number(value, 1)
      const workouts = summary.workouts.map(({ event, from, to, met: peak, bpm }) => {
        const at = { name: nameOf(event), from: time(from), to: time(to) }
        if (peak === null) return t('workout', at)
        return bpm === null
          ? t('workoutPeak', { ...at, met: met(peak) })
          : t('workoutPeaks', { ...at, met: met(peak), bpm: format.number(bpm) })
      })
      const sentences = [
        ...(summary.inBed.length > 0 ? [t('inBed', { times: list(summary.inBed) })] : []),
        ...workouts,
        ...(workouts.length === 0 && summary.peak ? [t('peak', { met: met(summary.peak.met), time: time(summary.peak.minute) })] : []),
        ...(workouts.length === 0 && summary.heart
          ? [t('heart', { low: format.number(summary.heart.low), high: format.number(summary.heart.high) })]
          : []),
        ...(summary.nonWear.length > 0 ? [t('nonWear', { times: list(summary.nonWear) })] : []),
      ]
      return sentences.length > 0 ? sentences.join(' ') : t('nothing')
    },
    [t, format, timeOf, nameOf],
  )
}
