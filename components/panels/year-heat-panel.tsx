'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { YearHeat } from '@/components/charts/year-heat'
import { Card } from '@/components/ui/card'
import { IconButton } from '@/components/ui/icon-button'
import { Link } from '@/components/ui/link'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import { Spoken } from '@/components/ui/spoken'
import { csvText } from '@/lib/domain/csv'
import type { Day } from '@/lib/domain/day'
import { endedValues } from '@/lib/domain/measured-day'
import { METRICS } from '@/lib/domain/metrics'
import { scoreWord } from '@/lib/domain/scores'
import type { TrendChoice } from '@/lib/domain/trend-choice'
import { spread, valuesOf } from '@/lib/domain/trend-slots'
import { type YearHeat as Heat, yearHeat } from '@/lib/domain/trend-year'
import { written } from '@/lib/format'
import { trendPageQueries } from '@/lib/queries/trend-page'
import { HeatLegend } from './heat-legend'
import { Loaded } from './loaded'
import { useMetricWords } from './metric-words'
import { NumbersSheet } from './numbers-sheet'

type Props = {
  choice: TrendChoice
  today: Day
  oldest: Day | null
  onYear: (year: number) => void
  onDay: (day: Day) => void
  className?: string
}

/** A year of the chosen metric, a square a day. Selecting a day tells it; selecting it again, or Enter, opens it. */
export function YearHeatPanel({ choice, today, oldest, onYear, onDay, className = '' }: Props) {
  const t = useTranslations('trends.year')
  const { year, metric } = choice
  const query = useQuery(trendPageQueries(choice, today, oldest).year)
  const first = Number((oldest ?? today).slice(0, 4))
  return (
    <Card
      title={t('title', { year: String(year) })}
      aside={
        <span className="-my-3.5 -mr-3 inline-flex align-middle">
          <IconButton icon="chevron-left" label={t('previous')} disabled={year <= first} onClick={() => onYear(year - 1)} />
          <IconButton
            icon="chevron-right"
            label={t('next')}
            disabled={year >= Number(today.slice(0, 4))}
            onClick={() => onYear(year + 1)}
          />
        </span>
      }
      className={className}
    >
      <Loaded query={query} name={t('name')} shapes={<Skeleton className="h-56" />}>
        {({ days, metrics, unfinished }) => {
          const values = endedValues(metric, { days, values: metrics[metric], unfinished }, today)
          const series = { days, values }
          const soFar = values === metrics[metric] ? null : (metrics[metric][days.indexOf(today)] ?? null)
          return (
            <Year
              key={`${metric} ${year}`}
              choice={choice}
              heat={yearHeat(metric, series, year, today)}
              soFar={soFar === null ? null : { day: today, value: soFar }}
              onDay={onDay}
              known={valuesOf(series, `${year}-01-01`, `${year}-12-31`)}
            />
          )
        }}
      </Loaded>
    </Card>
  )
}

function Year({
  choice: { metric, year },
  heat,
  known,
  soFar,
  onDay,
}: {
  choice: TrendChoice
  heat: Heat
  known: (number | null)[]
  /** What was counted of the running day by now: not yet a day among days, so it has no square. */
  soFar: { day: Day; value: number } | null
  onDay: (day: Day) => void
}) {
  const t = useTranslations('trends.year')
  const scores = useTranslations('scores.words')
  const format = useFormat()
  const words = useMetricWords()
  const past = heat.halves.flatMap(({ cells }) => cells).filter((cell) => !cell.isAhead)
  const tables = useTranslations('trends.table')
  const [table, setTable] = useState(false)
  const [picked, setPicked] = useState<Day | null>(null)
  const cell = past.find(({ day }) => day === picked) ?? past.findLast(({ value }) => value !== null) ?? past.at(-1)
  const all = spread(known)
  const tell = (one: { day: Day; value: number | null }) =>
    soFar?.day === one.day ? t('soFar', { value: written(words.value(metric, soFar.value)) }) : written(words.value(metric, one.value))
  if (!cell || !all) {
    const nothing = t('nothing', { name: words.name(metric), year: String(year) })
    return <p className="text-secondary text-ink2">{soFar ? `${format.date(soFar.day)}: ${tell(soFar)}` : nothing}</p>
  }
  const value = cell.value === null && soFar?.day !== cell.day ? t('noData') : tell(cell)
  const word = METRICS[metric] === 'score' && cell.value !== null ? scores(scoreWord(cell.value)) : null
  const told = [`${format.date(cell.day)}: ${value}`, word].filter(Boolean).join(', ')
  const label = t('label', {
    name: words.name(metric),
    year: String(year),
    known: all.known,
    low: written(words.value(metric, all.low)),
    high: written(words.value(metric, all.high)),
  })
  return (
    <>
      <p className="-mt-1 mb-2 min-h-5 text-secondary text-ink2">
        <Link href={`/?day=${cell.day}`} className="font-[650] text-ink underline decoration-control underline-offset-3">
          {format.date(cell.day)}
        </Link>
        : <b className="font-[650] text-ink">{value}</b> {word}
      </p>
      <YearHeat
        heat={heat}
        label={label}
        selected={cell.day}
        monthName={(day) => format.monthName(Number(day.slice(5, 7)))}
        onSelect={setPicked}
        onOpen={onDay}
      />
      <Spoken text={picked === null ? '' : told} />
      <HeatLegend metric={metric} limits={heat.limits}>
        <button type="button" className="clock-link ml-auto" onClick={() => setTable(true)}>
          {tables('open')}
        </button>
      </HeatLegend>
      <NumbersSheet
        open={table}
        onClose={() => setTable(false)}
        of={{
          title: tables('title', { name: t('title', { year: String(year) }) }),
          sentence: label,
          heads: [tables('date'), words.name(metric)],
          rows: () => past.map((one) => [format.date(one.day), tell(one)]).reverse(),
          csv: {
            name: `ringside-${metric}-${year}.csv`,
            text: () =>
              csvText(
                ['day', metric],
                past.map((one) => [one.day, one.value === null ? null : String(one.value)]),
              ),
          },
        }}
      />
    </>
  )
}
