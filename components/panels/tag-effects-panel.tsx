'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { EffectRows } from '@/components/charts/effect-rows'
import { Card } from '@/components/ui/card'
import { Segmented } from '@/components/ui/segmented'
import { Skeleton } from '@/components/ui/skeleton'
import type { Day } from '@/lib/domain/day'
import { TAG_TIME_NAMES, type TagChoice, type TagTime } from '@/lib/domain/link-choice'
import { endedValues, isNightly } from '@/lib/domain/measured-day'
import { metricScale } from '@/lib/domain/metric-scale'
import { METRICS, type Metric } from '@/lib/domain/metrics'
import { type TagEffects, tagEffects } from '@/lib/domain/tag-effect'
import { restModeDays } from '@/lib/domain/trend-marks'
import { linkQueries } from '@/lib/queries/links'
import { useEffectWords } from './effect-words'
import { Loaded } from './loaded'
import { MetricPill } from './metric-pill'
import { TagEffectsTable } from './tag-effects-table'
import { useTagEffectsSentences, useTagName } from './tag-effects-words'
import { TagNightsSheet } from './tag-nights-sheet'

type Props = { choice: TagChoice; onMetric: (metric: Metric) => void; onTime: (time: TagTime) => void; className?: string }

/** Nights with and without each tag: how a number differs, and how sure that is. */
export function TagEffectsPanel({ choice, onMetric, onTime, className = '' }: Props) {
  const { metric, time } = choice
  const t = useTranslations('tagEffects')
  const queries = linkQueries([metric], choice)
  const series = useQuery(queries.series)
  const tags = useQuery(queries.tags)
  const marks = useQuery(queries.marks)
  const values = series.data?.metrics[metric]
  const found = useMemo(
    () =>
      series.data && values && tags.data && marks.data
        ? tagEffects(
            tags.data,
            { metric, days: series.data.days, values: endedValues(metric, { ...series.data, values }, choice.to) },
            restModeDays(marks.data),
          )
        : undefined,
    [series.data, values, tags.data, marks.data, metric, choice.to],
  )
  const waiting = [series, tags, marks].find(({ data }) => data === undefined) ?? series
  const valueOn = (day: Day) => values?.[series.data?.days.indexOf(day) ?? -1] ?? null
  const [table, setTable] = useState(false)
  return (
    <Card
      title={t(isNightly(metric) ? 'title' : 'titleDay')}
      className={className}
      aside={
        found &&
        found.effects.length > 0 && (
          <button type="button" className="clock-link" onClick={() => setTable(true)}>
            {t('table')}
          </button>
        )
      }
    >
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <MetricPill label={t('metric')} metric={metric} onPick={onMetric} />
        <Segmented
          label={t('time')}
          value={time}
          options={TAG_TIME_NAMES.map((value) => ({ value, label: t(`spans.${value}`) }))}
          onChange={onTime}
          className="ml-auto"
        />
      </div>
      <Loaded<unknown> query={waiting} name={t('name')} shapes={<Skeleton className="h-72" />}>
        {() => found && <Effects metric={metric} found={found} valueOn={valueOn} />}
      </Loaded>
      {found && <TagEffectsTable metric={metric} found={found} open={table} onClose={() => setTable(false)} />}
    </Card>
  )
}

function Effects({ metric, found, valueOn }: { metric: Metric; found: TagEffects; valueOn: (day: Day) => number | null }) {
  const t = useTranslations('tagEffects')
  const words = useEffectWords()
  const tagName = useTagName()
  const { summary, notes } = useTagEffectsSentences()(metric, found)
  const [opened, setOpened] = useState<string | null>(null)
  const { effects, few, unmatched } = found
  if (effects.length === 0)
    return (
      <p className="text-secondary text-ink2">
        {t(few.length + unmatched.length === 0 ? 'none' : isNightly(metric) ? 'noneYet' : 'noneYetDay')}
      </p>
    )
  const scale = metricScale([0, ...effects.flatMap(({ interval }) => interval)], METRICS[metric])
  const step = (scale.ticks[1] ?? 1) - (scale.ticks[0] ?? 0)
  const count = (days: number) => t(isNightly(metric) ? 'nights' : 'days', { count: days })
  return (
    <>
      <section aria-label={summary}>
        <EffectRows
          scale={scale}
          tick={(value) => words.tick(metric, value, step)}
          rows={effects.map(({ tag, nights, difference, interval, clear }) => ({
            key: tag.key,
            name: tagName(tag),
            count: count(nights.length),
            value: words.bare(metric, difference),
            label: t(clear ? 'rowClear' : 'rowOpen', {
              tag: tagName(tag),
              nights: count(nights.length),
              difference: words.difference(metric, difference),
              interval: words.interval(metric, interval),
            }),
            at: difference,
            from: interval[0],
            to: interval[1],
            side: clear ? (difference < 0 ? -1 : 1) : 0,
          }))}
          onPick={setOpened}
        />
      </section>
      <div className="mt-3 space-y-1.5 text-caption leading-normal text-ink3">
        {notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </div>
      <TagNightsSheet
        metric={metric}
        effect={effects.find(({ tag }) => tag.key === opened) ?? null}
        valueOn={valueOn}
        onClose={() => setOpened(null)}
      />
    </>
  )
}
