'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Skeleton } from '@/components/ui/skeleton'
import { Tile } from '@/components/ui/tile'
import type { Day } from '@/lib/domain/day'
import { dayValue } from '@/lib/domain/day-trends'
import { absentVitals, unchangedDays, vitals } from '@/lib/domain/vitals'
import { dayQueries } from '@/lib/queries/day'
import { BatteryTile } from './battery-tile'
import { Loaded } from './loaded'
import { useLowestAt } from './night-documents'
import { AbsentVital, VitalTile } from './vital-tile'

const COLUMNS = 'grid grid-cols-[repeat(auto-fill,minmax(min(100%,8.75rem),1fr))] gap-2.5 lg:grid-cols-3 lg:gap-3'

/** What the body did this night and day, a tile each; what is not here says why, and what this ring never measured has none. */
export function VitalsPanel({ day }: { day: Day }) {
  const t = useTranslations('vitals')
  const queries = dayQueries(day)
  const trends = useQuery(queries.trends)
  const lowestAt = useLowestAt(day)
  return (
    // Its shapes are as many tiles in one child.
    <section aria-label={t('title')} className={`mx-3 lg:mx-0 [&>[role=status]]:col-span-full ${COLUMNS}`}>
      <Loaded query={trends} name={t('name')} shapes={<VitalsShapes />} failureClass="col-span-full min-h-[12.5rem]">
        {(data) => (
          <>
            {vitals(data).map((vital) => (
              <VitalTile
                key={vital.name}
                day={day}
                vital={vital}
                lowestAt={lowestAt}
                breathing={dayValue(data, 'breathing_disturbance_index')}
                pulseWave={dayValue(data, 'pulse_wave_velocity')}
                unchanged={unchangedDays(data.metrics.resilience)}
                known={data.days.length}
              />
            ))}
            {absentVitals(data).map((name) => (
              <AbsentVital key={name} {...{ day, name }} />
            ))}
          </>
        )}
      </Loaded>
      <BatteryTile day={day} />
    </section>
  )
}

function VitalsShapes() {
  return (
    <div className={COLUMNS}>
      {Array.from({ length: 6 }, (_, index) => index).map((tile) => (
        <Tile key={tile} className="min-h-[8.25rem] gap-2">
          <Skeleton className="h-3.5 w-24" />
          <Skeleton className="h-6 w-16" />
          <Skeleton className="mt-auto h-8" />
        </Tile>
      ))}
    </div>
  )
}
