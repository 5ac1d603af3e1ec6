'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Card } from '@/components/ui/card'
import { Figure } from '@/components/ui/quantity'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import type { Day } from '@/lib/domain/day'
import { type DayMetric, type DayTrends, usualOf } from '@/lib/domain/day-trends'
import { goalOf, type Pace } from '@/lib/domain/goal'
import { METRICS } from '@/lib/domain/metrics'
import { newest } from '@/lib/domain/newest'
import { isUnworn } from '@/lib/domain/non-wear'
import { type Format, written } from '@/lib/format'
import type { DailyActivity } from '@/lib/oura/schemas'
import { dayQueries } from '@/lib/queries/day'
import { Explain } from './explain'
import { GoalBar } from './goal-bar'
import { IntensityBar } from './intensity-bar'
import { Loaded } from './loaded'
import { useMissing } from './missing'
import { usePace } from './pace'

/** The day's movement: totals beside their usual, Oura's goal, the time in each intensity. */
export function ActivityPanel({ day, today }: { day: Day; today: Day }) {
  const t = useTranslations('activity')
  const format = useFormat()
  const queries = dayQueries(day)
  const activity = useQuery({ ...queries.activity, select: (documents) => newest(documents) ?? null })
  const trends = useQuery(queries.trends).data
  const soFar = day === today
  const pace = usePace(day, soFar ? (activity.data ?? null) : null)
  const hours = t('hours', { from: format.clock(240), to: format.clock(240) })
  return (
    <Card title={t('title')} aside={soFar ? t('soFar') : hours} className="mx-3 lg:mx-0">
      <Loaded query={activity} name={t('name')} shapes={<ActivityShapes />}>
        {(document) => (document ? <Content document={document} trends={trends} pace={pace} soFar={soFar} /> : <Absent day={day} />)}
      </Loaded>
    </Card>
  )
}

function Absent({ day }: { day: Day }) {
  const t = useTranslations('activity')
  const why = useMissing(day, 'daily_activity', true)
  return (
    <p className="min-h-[4.5rem] text-secondary text-ink2">
      {t('absent')} {why}
    </p>
  )
}

type Content = { document: DailyActivity; trends: DayTrends | undefined; pace: Pace | null; soFar: boolean }

function Content({ document, trends, pace, soFar }: Content) {
  const t = useTranslations('activity')
  const format = useFormat()
  const note = (metric: DayMetric, byNow: number | null | undefined) => {
    const usual = soFar ? byNow : trends && usualOf(trends, metric)?.median
    if (usual === null || usual === undefined) return null
    return t(soFar ? 'usualNow' : 'usual', { value: short(metric, usual, format) })
  }
  if (isUnworn(document))
    return <p className="min-h-[4.5rem] text-secondary text-ink2">{t('unworn', { time: format.duration(document.non_wear_time) })}</p>
  const goal = goalOf(document)
  const cover = (metric: DayMetric | 'active_calories', name: string) => <Explain metric={metric} day={document.day} name={name} />
  return (
    <>
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,6rem),1fr))] gap-x-2 gap-y-3.5 md:grid-cols-[repeat(6,auto)]">
        <Figure
          name={t('steps')}
          of={format.measure(document.steps, 'count')}
          note={note('steps', pace?.steps)}
          cover={cover('steps', t('steps'))}
        />
        <Figure
          name={t('activeBurn')}
          of={format.measure(document.active_calories, 'kcal')}
          note={document.target_calories > 0 ? t('goalValue', { value: format.number(document.target_calories) }) : null}
          cover={cover('active_calories', t('activeBurn'))}
        />
        <Figure
          name={t('walking')}
          of={format.measure(document.equivalent_walking_distance, 'meters')}
          note={note('walking_distance', pace?.walking_distance)}
          cover={cover('walking_distance', t('walking'))}
        />
        <Figure
          name={t('sedentary')}
          of={format.measure(document.sedentary_time, 'seconds')}
          note={note('inactive_time', null)}
          cover={cover('inactive_time', t('sedentary'))}
        />
        <Figure
          name={t('alerts')}
          of={format.measure(document.inactivity_alerts, 'count')}
          note={note('inactivity_alerts', null)}
          cover={cover('inactivity_alerts', t('alerts'))}
        />
        <Figure
          name={t('metAverage')}
          of={{ value: format.number(document.average_met_minutes, 1), unit: '' }}
          note={note('met_average', null)}
          cover={cover('met_average', t('metAverage'))}
        />
      </dl>
      {goal && <GoalBar goal={goal} usual={pace?.goal ?? null} soFar={soFar} />}
      <IntensityBar document={document} soFar={soFar} />
    </>
  )
}

/** A usual without its unit where the number above it carries the same one. */
function short(metric: DayMetric, value: number, format: Format): string {
  if (metric === 'met_average') return format.number(value, 1)
  const quantity = format.measure(value, METRICS[metric])
  return METRICS[metric] === 'seconds' ? written(quantity) : quantity.value
}

function ActivityShapes() {
  return (
    <div className="grid grid-cols-3 gap-x-2 gap-y-5">
      {Array.from({ length: 6 }, (_, index) => index).map((figure) => (
        <Skeleton key={figure} className="h-12" />
      ))}
      <Skeleton className="col-span-3 h-12" />
      <Skeleton className="col-span-3 h-28" />
    </div>
  )
}
