'use client'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { LagBars } from '@/components/charts/lag-bars'
import { metricClass } from '@/components/charts/metric-color'
import { RelationScatter } from '@/components/charts/relation-scatter'
import { Card } from '@/components/ui/card'
import { IconButton } from '@/components/ui/icon-button'
import { Link } from '@/components/ui/link'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import { sideOf } from '@/lib/domain/block-bootstrap'
import type { Day } from '@/lib/domain/day'
import type { RelationChoice } from '@/lib/domain/link-choice'
import { endedValues } from '@/lib/domain/measured-day'
import { metricScale } from '@/lib/domain/metric-scale'
import { METRICS, type Metric } from '@/lib/domain/metrics'
import { type Lag, type LagRelation, type RelationPoint, relation, relationPoints } from '@/lib/domain/relation'
import { written } from '@/lib/format'
import { relationSeries } from '@/lib/queries/links'
import { Loaded } from './loaded'
import { MetricPill } from './metric-pill'
import { useMetricWords } from './metric-words'
import { RelationTable } from './relation-table'
import { useRelationWords } from './relation-words'

type Props = {
  choice: RelationChoice
  range: { from: Day; to: Day }
  today: Day
  onPick: (change: Partial<RelationChoice>) => void
  onDay: (day: Day) => void
  className?: string
}

/** Any metric against any other, up to three days apart: every day as a point, how closely they go together, and how sure that is. */
export function RelationPanel({ choice, range, today, onPick, onDay, className = '' }: Props) {
  const { x, y, lag } = choice
  const t = useTranslations('relation')
  const query = useQuery(relationSeries(choice, range))
  const { data } = query
  const [table, setTable] = useState(false)
  const values = useMemo(() => {
    const of = (metric: Metric) => data && endedValues(metric, { ...data, values: data.metrics[metric] }, today)
    return { x: of(x) ?? [], y: of(y) ?? [] }
  }, [data, x, y, today])
  const lags = useMemo(
    () => (data ? relation({ metric: x, values: values.x }, { metric: y, values: values.y }) : null),
    [data, values, x, y],
  )
  const points = useMemo(() => (data ? relationPoints(data.days, values.x, values.y, lag) : []), [data, values, lag])
  return (
    <Card
      title={t('title')}
      className={`${metricClass(y)} ${className}`}
      aside={
        lags && (
          <button type="button" className="clock-link" onClick={() => setTable(true)}>
            {t('table')}
          </button>
        )
      }
    >
      <div className="mb-3 flex flex-wrap items-center gap-x-1 gap-y-2">
        <MetricPill label={t('first')} metric={x} onPick={(metric) => onPick({ x: metric })} />
        <IconButton icon="swap" label={t('swap')} onClick={() => onPick({ x: y, y: x, lag: swapped(lag) })} />
        <MetricPill label={t('second')} metric={y} dot onPick={(metric) => onPick({ y: metric })} />
      </div>
      <Loaded
        query={query}
        name={t('name')}
        shapes={
          <>
            <p className="mb-3 text-secondary text-ink2">{t('reckoned')}</p>
            <Skeleton className="h-[26rem]" />
          </>
        }
      >
        {() =>
          lags && (
            <>
              <LagChoice choice={choice} lags={lags} onPick={(to) => onPick({ lag: to })} />
              <Cloud choice={choice} lags={lags} points={points} onDay={onDay} />
              <RelationTable choice={choice} lags={lags} points={points} open={table} onClose={() => setTable(false)} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}

const swapped = (lag: Lag): Lag => (-lag || 0) as Lag

function LagChoice({
  choice: { y, lag },
  lags,
  onPick,
}: {
  choice: RelationChoice
  lags: readonly LagRelation[]
  onPick: (lag: Lag) => void
}) {
  const t = useTranslations('relation')
  const words = useRelationWords()
  const metrics = useMetricWords()
  return (
    <LagBars
      legend={t('lags', { y: metrics.name(y) })}
      chosen={lag}
      onPick={onPick}
      bars={lags.map(({ lag: one, known, none }) => ({
        lag: one,
        name: words.shortLag(one),
        label: known
          ? t('lagLabel', { when: words.when(one), r: words.r(known.r), interval: words.interval(known.interval) })
          : t('lagNone', { when: words.when(one), none: words.none(none) }),
        r: known?.r ?? null,
        interval: known?.interval ?? null,
        value: known ? words.r(known.r) : '–',
        clear: known !== null && sideOf(known.interval) !== 0,
      }))}
    />
  )
}

type CloudProps = { choice: RelationChoice; lags: readonly LagRelation[]; points: readonly RelationPoint[]; onDay: (day: Day) => void }

function Cloud({ choice, lags, points, onDay }: CloudProps) {
  const { x, y } = choice
  const metrics = useMetricWords()
  const { summary, notes } = useRelationWords().sentences(choice, lags)
  const scales = useMemo(
    () => ({
      x: metricScale(
        points.map((point) => point.x),
        METRICS[x],
        3,
      ),
      y: metricScale(
        points.map((point) => point.y),
        METRICS[y],
      ),
    }),
    [points, x, y],
  )
  const [selected, setSelected] = useState<{ points: CloudProps['points']; index: number } | null>(null)
  const index = selected?.points === points ? selected.index : null
  const tick = (metric: Metric) => (value: number) => metrics.value(metric, value).value
  if (points.length === 0) return <p className="mt-3 text-secondary text-ink2">{summary}</p>
  return (
    <>
      <Readout choice={choice} point={points[index ?? points.length - 1]} />
      <RelationScatter
        points={points}
        scales={scales}
        tick={{ x: tick(x), y: tick(y) }}
        label={summary}
        selected={index}
        onSelect={(to) => setSelected(to === null ? null : { points, index: to })}
        onOpen={(at) => points[at] && onDay(points[at].day)}
      />
      <p className="mt-3 text-secondary text-ink2">{summary}</p>
      <div className="mt-1.5 space-y-1.5 text-caption leading-normal text-ink3">
        {notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </div>
    </>
  )
}

function Readout({ choice: { x, y }, point }: { choice: RelationChoice; point: RelationPoint | undefined }) {
  const t = useTranslations('relation')
  const metrics = useMetricWords()
  const format = useFormat()
  if (!point) return null
  return (
    <div className="mt-3 grid grid-cols-[max-content_1fr_1fr] gap-x-3 gap-y-1 max-[359px]:grid-cols-2" aria-live="polite">
      <Cell name={t('head.day')} className="max-[359px]:col-span-2 [&>div]:overflow-visible">
        <Link href={`/?day=${point.day}`} className="clock-link inline-block text-[0.8125rem]">
          {format.dateWithYear(point.day)}
        </Link>
      </Cell>
      <Cell name={metrics.name(x)}>{written(metrics.value(x, point.x))}</Cell>
      <Cell name={metrics.name(y)}>{written(metrics.value(y, point.y))}</Cell>
    </div>
  )
}

function Cell({ name, className = '', children }: { name: string; className?: string; children: ReactNode }) {
  return (
    <div className={`min-w-0 ${className}`}>
      <div className="truncate text-tick text-ink3">{name}</div>
      <div className="min-h-5 truncate text-value">{children}</div>
    </div>
  )
}
