'use client'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useTranslations } from 'use-intl'
import { LaneBox } from '@/components/charts/lane'
import { NightChart } from '@/components/charts/night-chart'
import { NIGHT_LANES } from '@/components/charts/night-words'
import type { Selection } from '@/components/charts/scrub'
import { Skeleton } from '@/components/ui/skeleton'
import type { Day } from '@/lib/domain/day'
import type { NightChart as Night } from '@/lib/domain/night-chart'
import { nightQueries } from '@/lib/queries/day'
import { Loaded } from './loaded'
import { NightChartReadout } from './night-chart-readout'
import { NightChartTable } from './night-chart-table'
import { useNightWords } from './night-chart-words'
import { useNightChart } from './night-documents'
import { useTableKey } from './table-key'

/** One night on one axis: stages, movement, heart rate and HRV, the readout above them, and the same numbers as a table. */
export function NightChartPanel({ day }: { day: Day }) {
  const t = useTranslations('night.chart')
  const sleep = useQuery(nightQueries(day).sleep)
  const [fine, setFine] = useState(false)
  const [table, setTable] = useState(false)
  const chart = useNightChart(day, fine)
  // Here rather than beside the chart: a press while a night is on its way opens its table once it has come.
  useTableKey(() => setTable(true))
  return (
    <section className="day-clock night-chart lg:rounded-card" aria-label={t('title')}>
      <Loaded query={sleep} name={t('name')} shapes={<LanesShapes />} failureClass="min-h-[26rem]">
        {() => chart && <Charted chart={chart} fine={fine} onFine={setFine} table={table} onTable={setTable} />}
      </Loaded>
    </section>
  )
}

type Props = { chart: Night; fine: boolean; onFine: (fine: boolean) => void; table: boolean; onTable: (open: boolean) => void }

function Charted({ chart, fine, onFine, table, onTable }: Props) {
  const t = useTranslations('night.chart')
  const words = useNightWords(chart)
  const { day } = chart.span
  const [picked, setPicked] = useState<{ day: Day; selection: Selection } | null>(null)
  const selection = picked?.day === day ? picked.selection : null
  const select = useCallback((next: Selection | null) => setPicked(next && { day, selection: next }), [day])
  return (
    <>
      <div className="clock-head">
        <h2 className="sr-only">{t('title')}</h2>
        <NightChartReadout chart={chart} selection={selection} />
      </div>
      <NightChart chart={chart} words={words} selection={selection} onSelect={select} />
      <div className="clock-note flex flex-wrap items-center gap-x-4 gap-y-2">
        {chart.running && <p className="w-full text-secondary text-ink2">{t('running')}</p>}
        {chart.hasFine && (
          <label className="flex min-h-11 items-center gap-2 text-secondary text-ink2" title={t('fineHint')}>
            <input type="checkbox" checked={fine} onChange={(event) => onFine(event.target.checked)} className="size-4 accent-ink2" />
            {t('fine')}
          </label>
        )}
        <button type="button" className="clock-link ml-auto" onClick={() => onTable(true)}>
          {t('table')}
        </button>
        <p className="w-full">{t('note')}</p>
      </div>
      <NightChartTable chart={chart} open={table} onClose={() => onTable(false)} />
    </>
  )
}

function LanesShapes() {
  return (
    <>
      <div className="clock-head">
        <Skeleton className="h-10 w-full" />
      </div>
      <div className="clock-loading">
        {NIGHT_LANES.map((lane) => (
          <LaneBox key={lane} id={lane}>
            <Skeleton className="h-full w-full" />
          </LaneBox>
        ))}
      </div>
    </>
  )
}
