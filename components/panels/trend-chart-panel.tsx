'use client'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, startTransition, useCallback, useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { metricClass } from '@/components/charts/metric-color'
import type { Selection } from '@/components/charts/scrub'
import { TrendChart } from '@/components/charts/trend-chart'
import { Pill } from '@/components/ui/pill'
import type { Day } from '@/lib/domain/day'
import { isNightly } from '@/lib/domain/measured-day'
import { type TrendChoice, withRange } from '@/lib/domain/trend-choice'
import { comparedDaysBack } from '@/lib/domain/trend-compare'
import { placesRange, restingPlace, type TrendFigure, trendFigure } from '@/lib/domain/trend-figure'
import { hasRoomForDays } from '@/lib/domain/trend-tags'
import { zoomedRange } from '@/lib/domain/trend-zoom'
import { syncQueries } from '@/lib/queries/sync'
import { trendPageQueries } from '@/lib/queries/trend-page'
import { zoomedFrom } from '@/lib/queries/trends'
import { Loaded } from './loaded'
import { useMetricWords } from './metric-words'
import { useTableKey } from './table-key'
import { useTrendExplained } from './trend-explained'
import { TrendOverviewPanel } from './trend-overview-panel'
import { TrendReadout } from './trend-readout'
import { type TrendData, useTrendSentence } from './trend-sentence'
import { TrendShapes } from './trend-shapes'
import { TrendTable } from './trend-table'
import { useTrendWords } from './trend-words'

type Props = {
  choice: TrendChoice
  today: Day
  oldest: Day | null
  onRange: (from: Day, to: Day) => void
  /** How the chart is drawn: below it. */
  children: ReactNode
  className?: string
}

/** The chosen metric over the chosen days: what was measured, what is usual, and what it is compared with. */
export function TrendChartPanel({ choice: asked, today, oldest, onRange, children, className = '' }: Props) {
  const t = useTranslations('trends')
  const words = useMetricWords()
  const [table, setTable] = useState(false)
  // A range under a finger or two, drawn from what is on the device until they let go.
  const [held, setHeld] = useState<{ from: Day; to: Day } | null>(null)
  const choice = useMemo(() => (held ? withRange(asked, held) : asked), [asked, held])
  const { main } = trendPageQueries(asked, today, oldest)
  const query = useQuery({ ...main, placeholderData: zoomedFrom(main.queryKey) })
  const hold = useCallback(
    (range: { from: Day; to: Day } | null, isOver: boolean) => {
      // The finger does not wait for the chart.
      startTransition(() => setHeld(isOver ? null : range))
      if (range && isOver) onRange(range.from, range.to)
    },
    [onRange],
  )
  const zoom = useCallback(
    (factor: number, share: number, isOver: boolean) => hold(zoomedRange(asked, { factor, share, oldest, today }), isOver),
    [asked, oldest, today, hold],
  )
  useTableKey(() => setTable(true))
  return (
    <section className={`day-clock trend ${metricClass(choice.metric)} ${className}`} aria-label={words.name(choice.metric)}>
      <div className="flex items-baseline justify-between gap-2 px-4 pt-3.5 lg:px-5 lg:pt-4">
        <h2 className="text-card">{words.name(choice.metric)}</h2>
        <button type="button" className="clock-link" onClick={() => setTable(true)}>
          {t('table.open')}
        </button>
      </div>
      <Loaded
        query={query}
        name={words.name(choice.metric)}
        shapes={<TrendShapes choice={choice} today={today} />}
        failureClass="trend-loading"
      >
        {({ days, metrics, unfinished }) => (
          <Picture
            choice={choice}
            asked={asked}
            data={{
              series: { days, values: metrics[choice.metric], unfinished },
              second: choice.other === null ? null : { days, values: metrics[choice.other], unfinished },
            }}
            {...{ today, oldest, table, zoom, onRange }}
            onTable={setTable}
          />
        )}
      </Loaded>
      <TrendOverviewPanel choice={asked} today={today} oldest={oldest} onHold={hold} />
      {children}
    </section>
  )
}

type PictureProps = {
  choice: TrendChoice
  /** The same, without what is under a finger just now: what explains its days is asked for once. */
  asked: TrendChoice
  data: TrendData
  today: Day
  oldest: Day | null
  table: boolean
  onTable: (isOpen: boolean) => void
  zoom: (factor: number, share: number, isOver: boolean) => void
  onRange: (from: Day, to: Day) => void
}

function Picture({ choice, asked, data, today, oldest, table, onTable, zoom, onRange }: PictureProps) {
  const t = useTranslations('trends')
  const { values } = data.series
  const second = data.second?.values
  // biome-ignore lint/correctness/useExhaustiveDependencies: the two series are the same while their values are.
  const figure = useMemo(() => trendFigure(choice, data.series, data.second, today), [choice, values, second, today])
  const { marks, tagged, told: toldOf } = useTrendExplained(asked, today, oldest)
  const chartWords = useTrendWords(figure)
  const isSyncing = useQuery(syncQueries.status()).data?.state === 'running'
  const sentence = useTrendSentence()(choice, figure, data, { oldest, today, isSyncing })
  const [picked, setPicked] = useState<{ figure: TrendFigure; selection: Selection } | null>(null)
  const selection = picked?.figure === figure ? picked.selection : null
  const select = useCallback((next: Selection | null) => setPicked(next && { figure, selection: next }), [figure])
  const isEmpty =
    figure.mode === 'alone'
      ? figure.points.every(({ value }) => value === null)
      : figure.lines.every((line) => line.values.every((value) => value === null))
  const stretch =
    figure.mode !== 'years' && selection !== null && selection.anchor !== null && selection.anchor !== selection.minute
      ? placesRange(figure, selection.anchor, selection.minute)
      : null
  const shown = figure.slots[selection?.minute ?? restingPlace(figure)]
  const told = selection !== null && shown && figure.mode !== 'years' ? toldOf(shown) : []
  const isTagged = figure.mode !== 'years' && tagged.size > 0
  const note = [
    t(`note.${noteOf(figure)}`, { weeks: comparedDaysBack(choice, 'last-year') / 7 }),
    isTagged && t(hasRoomForDays(figure.slots) ? 'note.tagged' : 'note.taggedShare', { of: isNightly(choice.metric) ? 'night' : 'day' }),
  ]
    .filter(Boolean)
    .join(' ')
  return (
    <>
      <TrendReadout figure={figure} selection={selection} today={today} />
      {isEmpty ? (
        <p className="trend-loading grid place-items-center text-center text-secondary text-ink2">{sentence}</p>
      ) : (
        <TrendChart
          figure={figure}
          marks={marks}
          tagged={tagged}
          words={chartWords}
          summary={sentence}
          selection={selection}
          resting={restingPlace(figure)}
          onSelect={select}
          onZoom={zoom}
        />
      )}
      <p className="trend-note flex items-center gap-2">
        {stretch ? (
          <Pill data-keeps-selection className="border-control text-ink" onClick={() => onRange(stretch.from, stretch.to)}>
            {t('zoom')}
          </Pill>
        ) : (
          <span>{told.length > 0 ? told.join(' · ') : note}</span>
        )}
      </p>
      <TrendTable figure={figure} sentence={sentence} today={today} open={table} onClose={() => onTable(false)} />
    </>
  )
}

function noteOf({ mode, points }: TrendFigure) {
  if (mode !== 'alone') return mode
  if (points.some(({ from, to }) => from !== to)) return 'coarse'
  return points.every(({ line }) => line === null) ? 'few' : 'daily'
}
