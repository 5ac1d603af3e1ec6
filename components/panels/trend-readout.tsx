import { useTranslations } from 'use-intl'
import { metricClass } from '@/components/charts/metric-color'
import type { Selection } from '@/components/charts/scrub'
import { ReadoutCell } from '@/components/ui/readout'
import { Spoken } from '@/components/ui/spoken'
import type { Day } from '@/lib/domain/day'
import { METRICS, type Unit } from '@/lib/domain/metrics'
import { placesRange, restingPlace, type TrendFigure } from '@/lib/domain/trend-figure'
import { written } from '@/lib/format'
import { Explain } from './explain'
import { useMetricWords } from './metric-words'
import { useTrendCells } from './trend-cells'
import { useSlotName } from './trend-words'

/** Units whose values need two rows on a phone. */
const LONG: readonly Unit[] = ['seconds', 'minute_of_day', 'level', 'meters', 'celsius_delta']

type Props = { figure: TrendFigure; selection: Selection | null; today: Day }

/** The row above the chart: legend and values of the selected place, or of the selected stretch. It never changes height. */
export function TrendReadout({ figure, selection, today }: Props) {
  const t = useTranslations('trends.readout')
  const cells = useTrendCells(today)
  const slotName = useSlotName()
  const words = useMetricWords()
  const anchor = selection?.anchor ?? null
  const isStretch = selection !== null && anchor !== null && anchor !== selection.minute
  const place = Math.min(selection?.minute ?? restingPlace(figure), Math.max(0, figure.slots.length - 1))
  const range = isStretch ? placesRange(figure, anchor, selection.minute) : (figure.slots[place] ?? null)
  const shown = isStretch ? cells.stretch(figure, anchor, selection.minute) : cells.place(figure, place)
  // The places of years lie in no year.
  const name = range === null ? '–' : slotName(range, figure.mode === 'years' ? range.from : today)
  const said = shown.flatMap((cell) => (cell.value ? [`${cell.name} ${written(cell.value)}`] : []))
  return (
    <div className="trend-readout" data-long={figure.mode !== 'alone' || LONG.includes(METRICS[figure.metric]) || undefined}>
      <ReadoutCell name={t('date')} value={name} />
      {shown.map(({ key, name: label, value, metric, mark }) => (
        <div key={key} className={`relative ${metricClass(metric)}`}>
          <ReadoutCell name={label} value={value && written(value)} {...(mark && { swatch: mark })} />
          {key === 'value' && value && range && <Explain metric={metric} day={range.from} name={words.name(metric)} />}
        </div>
      ))}
      <Spoken text={selection === null ? '' : `${name}: ${said.length > 0 ? said.join(', ') : t('nothing')}`} />
    </div>
  )
}
