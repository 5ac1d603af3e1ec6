'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ExperimentDays } from '@/components/charts/experiment-days'
import { metricClass } from '@/components/charts/metric-color'
import { Card } from '@/components/ui/card'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import type { ExperimentBody } from '@/lib/api'
import { addDays, type Day } from '@/lib/domain/day'
import { isNoted, measuredDaysOf, stateOf } from '@/lib/domain/experiment'
import { type ExperimentDay, experimentDays, type Verdict, verdict } from '@/lib/domain/experiment-verdict'
import { metricScale } from '@/lib/domain/metric-scale'
import { METRICS } from '@/lib/domain/metrics'
import { restModeDays } from '@/lib/domain/trend-marks'
import { written } from '@/lib/format'
import { linkQueries } from '@/lib/queries/links'
import { ExperimentActions } from './experiment-actions'
import { ExperimentCheck } from './experiment-check'
import { ExperimentDaysTable } from './experiment-days-table'
import { useExperimentWords } from './experiment-words'
import { Loaded } from './loaded'
import { useMetricWords } from './metric-words'

type Props = { experiment: ExperimentBody; today: Day; readOnly: boolean; className?: string }

/** One experiment: its question, what the plan says today and whether it was done, its days, and what they say so far. */
export function ExperimentPanel({ experiment, today, readOnly, className = '' }: Props) {
  const t = useTranslations('experiments')
  const format = useFormat()
  const words = useExperimentWords()
  const state = stateOf(experiment, today)
  const yesterday = addDays(today, -1)
  const noted = [today, ...(yesterday >= experiment.start_day ? [yesterday] : [])]
  return (
    <Card title={words.question(experiment, readOnly)} className={`${metricClass(experiment.metric)} ${className}`}>
      <div className="-mt-1.5 mb-2.5 space-y-0.5 text-secondary text-ink2">
        {words.plan(experiment, today).map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      {isNoted(experiment, today) && !readOnly && (
        <section aria-label={t('didIt')} className="mb-3">
          <h3 className="text-secondary font-[650]">{t('didIt')}</h3>
          {noted.map((day) => (
            <ExperimentCheck
              key={day}
              experiment={experiment}
              day={day}
              name={t(day === today ? 'today' : 'yesterday', { date: format.date(day) })}
            />
          ))}
        </section>
      )}
      {state !== 'ahead' && <Findings experiment={experiment} today={today} readOnly={readOnly} />}
      {!readOnly && <ExperimentActions experiment={experiment} today={today} state={state} />}
    </Card>
  )
}

function Findings({ experiment, today, readOnly }: Omit<Props, 'className'>) {
  const t = useTranslations('experiments')
  const { metric } = experiment
  const queries = linkQueries([metric], measuredDaysOf(experiment, today))
  const series = useQuery(queries.series)
  const marks = useQuery(queries.marks)
  const { data } = series
  const days = useMemo(() => {
    if (!data || !marks.data) return null
    const at = new Map(data.days.map((day, index) => [day, data.metrics[metric][index] ?? null]))
    return experimentDays(experiment, experiment.checks, (day) => at.get(day) ?? null, {
      until: today,
      leftOut: restModeDays(marks.data),
    })
  }, [data, marks.data, experiment, metric, today])
  const found = useMemo(() => days && verdict(days), [days])
  const waiting = [series, marks].find(({ data }) => data === undefined) ?? series
  return (
    <Loaded<unknown> query={waiting} name={t('name')} shapes={<Skeleton className="h-56" />}>
      {() => days && found && <Told experiment={experiment} days={days} found={found} today={today} readOnly={readOnly} />}
    </Loaded>
  )
}

type ToldProps = { experiment: ExperimentBody; days: readonly ExperimentDay[]; found: Verdict; today: Day; readOnly: boolean }

function Told({ experiment, days, found, today, readOnly }: ToldProps) {
  const t = useTranslations('experiments')
  const format = useFormat()
  const metrics = useMetricWords()
  const { metric } = experiment
  const { title, body } = useExperimentWords().verdict(experiment, found, today)
  const [table, setTable] = useState(false)
  const [selected, setSelected] = useState<number | null>(null)
  const summary = t('summary', { title, more: body.slice(0, found.state === 'told' ? 3 : 2).join(' ') })
  const values = days.flatMap(({ value }) => (value === null ? [] : [value]))
  const [first, last] = [days[0]?.day ?? today, days.at(-1)?.day ?? today]
  // At rest the newest day that has a number.
  const one = days[selected ?? -1] ?? days.findLast(({ value }) => value !== null)
  return (
    <>
      <div className="flex items-baseline justify-between gap-3">
        <p className="text-secondary text-ink2" aria-live="polite">
          {one &&
            [
              format.date(one.day),
              written(metrics.value(metric, one.value)),
              t(one.done === null ? 'noNote' : one.done ? 'done' : 'notDone'),
            ].join(' · ')}
        </p>
        <button type="button" className="clock-link flex-none" onClick={() => setTable(true)}>
          {t('table')}
        </button>
      </div>
      {values.length > 0 && (
        <ExperimentDays
          days={days}
          scale={metricScale(values, METRICS[metric], 3)}
          tick={(value) => metrics.value(metric, value).value}
          means={found.state === 'told' ? { done: found.withMean, not: found.withoutMean } : null}
          label={summary}
          ends={[format.date(first), format.date(last)]}
          selected={selected}
          onSelect={setSelected}
        />
      )}
      <p className="mt-3 text-value">{title}</p>
      <div className="mt-1 space-y-1 text-secondary text-ink2">
        {body.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <p className="mt-1.5 text-caption leading-normal text-ink3">{t('legend')}</p>
      <ExperimentDaysTable
        experiment={experiment}
        days={days}
        summary={summary}
        today={today}
        readOnly={readOnly}
        open={table}
        onClose={() => setTable(false)}
      />
    </>
  )
}
