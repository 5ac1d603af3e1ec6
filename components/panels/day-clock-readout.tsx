import { useTranslations } from 'use-intl'
import type { Selection } from '@/components/charts/scrub'
import { ReadoutCell } from '@/components/ui/readout'
import { useFormat } from '@/components/ui/settings'
import { Spoken } from '@/components/ui/spoken'
import { type ClockReadout, rangeSummary, readoutAt, restingMinute } from '@/lib/domain/clock-readout'
import type { DayClock } from '@/lib/domain/day-clock'
import { useTimeOf } from './day-clock-sentence'
import { useEventName } from './event-name'

/** A 12-hour time, for which the column is narrow. */
const isLong = (time: string) => time.length > 5

const KNOWN_SOURCES = ['awake', 'rest', 'sleep', 'workout', 'live', 'session'] as const

type Props = { clock: DayClock; selection: Selection | null }
type Cells = {
  time: string
  under: string
  heart: string | null
  hrv: string | null
  met: string | null
  class: string | null
  sleep: string | null
}

/** The row above the clock: legend and values of the selected minute or stretch. It never changes height. */
export function DayClockReadout({ clock, selection }: Props) {
  const t = useTranslations('dayClock')
  const format = useFormat()
  const timeOf = useTimeOf()
  const nameOf = useEventName()
  const ranged = selection !== null && selection.anchor !== null && selection.anchor !== selection.minute
  const range = ranged ? rangeSummary(clock, selection.anchor ?? 0, selection.minute) : null
  const minute = selection?.minute ?? restingMinute(clock)
  const point = readoutAt(clock, minute)
  const className = range ? range.class?.name : point.class

  const underTime = ({ event, stage, heart, class: name }: ClockReadout) => {
    if (event) return nameOf(event)
    if (selection === null && clock.now !== null) return t('latest')
    if (stage || name === 'non_wear') return ''
    const source = KNOWN_SOURCES.find((known) => known === heart?.source)
    return source ? t(`source.${source}`) : ''
  }
  const whole = (value: number | null | undefined) => (value === null || value === undefined ? null : format.number(value))
  const tenths = (value: number | null) => (value === null ? null : format.number(value, 1))
  const cells: Cells = range
    ? {
        time: t('range', { from: timeOf(clock, range.from), to: timeOf(clock, range.to) }),
        under: format.duration((range.to - range.from) * 60),
        heart: whole(range.bpm),
        hrv: whole(range.hrv),
        met: tenths(range.met),
        class: range.class && t(`classValue.${range.class.name}`),
        sleep: range.asleep > 0 ? format.duration(range.asleep * 60) : null,
      }
    : {
        time: timeOf(clock, minute),
        under: underTime(point),
        heart: whole(point.heart?.bpm),
        hrv: whole(point.hrv),
        met: tenths(point.met),
        class: point.class && t(`classValue.${point.class}`),
        sleep: point.stage && t(`stage.${point.stage}`),
      }

  const values = [
    cells.heart && t(range ? 'spoken.heartMean' : 'spoken.heart', { bpm: cells.heart }),
    cells.hrv && t('spoken.hrv', { ms: cells.hrv }),
    cells.met && t('spoken.met', { met: cells.met }),
    range?.class && cells.class
      ? t('spoken.classFor', { duration: format.duration(range.class.minutes * 60), name: cells.class })
      : cells.class,
    cells.sleep,
  ].filter((value) => value !== null && value !== '')
  const said =
    selection === null
      ? ''
      : `${cells.time}${cells.under ? `, ${cells.under}` : ''}: ${values.length > 0 ? values.join(', ') : t('spoken.nothing')}`

  return (
    <div className="clock-readout">
      {range ? (
        <div className="clock-readout-range" data-long={isLong(timeOf(clock, range.to)) || undefined}>
          <div>{timeOf(clock, range.from)}–</div>
          <div>{timeOf(clock, range.to)}</div>
        </div>
      ) : (
        <div>
          <div className={isLong(cells.time) ? 'clock-readout-long' : 'text-time whitespace-nowrap'}>{cells.time}</div>
          <div className="h-4 truncate text-tick text-ink2">{cells.under}</div>
        </div>
      )}
      <ReadoutCell name={t(range ? 'readout.heartMean' : 'readout.heart')} swatch={{ color: 'hr', shape: 'line' }} value={cells.heart} />
      <ReadoutCell name={t(range ? 'readout.hrvMean' : 'readout.hrv')} swatch={{ color: 'hrv', shape: 'dot' }} value={cells.hrv} />
      <ReadoutCell name={t('readout.met')} value={cells.met} />
      <ReadoutCell
        name={range?.class ? format.duration(range.class.minutes * 60) : t('readout.class')}
        {...(className && className !== 'non_wear' ? { swatch: { color: className, shape: 'square' as const } } : {})}
        value={cells.class}
      />
      <ReadoutCell name={t(range ? 'readout.asleep' : 'readout.sleep')} value={cells.sleep} />
      <Spoken text={said} />
    </div>
  )
}
