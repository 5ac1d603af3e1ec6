import { useTranslations } from 'use-intl'
import type { Selection } from '@/components/charts/scrub'
import { ReadoutCell } from '@/components/ui/readout'
import { useFormat } from '@/components/ui/settings'
import { Spoken } from '@/components/ui/spoken'
import type { NightChart } from '@/lib/domain/night-chart'
import { nightAt, nightRange, restingNightMinute } from '@/lib/domain/night-readout'
import { useNightTime } from './night-chart-words'

/** The row above a night's chart: legend and values of the selected minute or stretch, at rest those of the lowest heart rate. */
export function NightChartReadout({ chart, selection }: { chart: NightChart; selection: Selection | null }) {
  const t = useTranslations('night.chart')
  const tClock = useTranslations('dayClock')
  const format = useFormat()
  const timeOf = useNightTime()
  const minute = selection?.minute ?? restingNightMinute(chart)
  const anchor = selection?.anchor ?? null
  const range = anchor !== null && anchor !== minute ? nightRange(chart, anchor, minute) : null
  const point = nightAt(chart, minute)
  const shown = range ?? point
  const [bpm, hrv] = [shown.bpm, shown.hrv].map((value) => (value === null ? null : format.number(value)))
  const stage = range ? range.asleep !== null && format.duration(range.asleep * 60) : point.stage && tClock(`stage.${point.stage}`)
  const movement = shown.movement && t(`movements.${shown.movement}`)
  const time = range ? t('range', { from: timeOf(chart, range.from), to: timeOf(chart, range.to) }) : timeOf(chart, minute)
  const under = range ? format.duration((range.to - range.from) * 60) : selection ? '' : chart.heart.length > 0 ? t('lowestAt') : ''
  const values = [stage, bpm && t('spoken.heart', { bpm }), hrv && t('spoken.hrv', { ms: hrv }), movement].filter(Boolean)
  return (
    <div className="clock-readout">
      <div className="min-w-0">
        <div className={range || time.length > 5 ? 'clock-readout-long' : 'text-time whitespace-nowrap'}>{time}</div>
        <div className="h-4 truncate text-tick text-ink2">{under}</div>
      </div>
      <ReadoutCell
        name={t(range ? 'readout.asleep' : 'readout.stage')}
        {...(point.stage && !range ? { swatch: { color: point.stage, shape: 'square' as const } } : {})}
        value={stage || null}
      />
      <ReadoutCell name={t(range ? 'readout.heartMean' : 'readout.heart')} swatch={{ color: 'hr', shape: 'line' }} value={bpm} />
      <ReadoutCell name={t(range ? 'readout.hrvMean' : 'readout.hrv')} swatch={{ color: 'hrv', shape: 'dot' }} value={hrv} />
      <ReadoutCell name={t('readout.movement')} value={movement} />
      <Spoken text={selection === null ? '' : `${time}: ${values.length > 0 ? values.join(', ') : t('spoken.nothing')}`} />
    </div>
  )
}
