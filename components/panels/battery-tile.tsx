'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Sparkline } from '@/components/charts/sparkline'
import { Quantity } from '@/components/ui/quantity'
import { useFormat } from '@/components/ui/settings'
import { Tile } from '@/components/ui/tile'
import { batteryDay } from '@/lib/domain/battery'
import type { Day } from '@/lib/domain/day'
import { dayQueries } from '@/lib/queries/day'
import { Explain } from './explain'
import { MissingTile } from './missing-tile'

const TALL = 'min-h-[8.25rem]'

/** The ring's charge over the day; where the ring told none, why. */
export function BatteryTile({ day }: { day: Day }) {
  const t = useTranslations('battery')
  const format = useFormat()
  const query = useQuery({ ...dayQueries(day).battery, select: batteryDay })
  const battery = query.data
  if (!battery)
    return <MissingTile title={t('title')} name={t('name')} collection="ring_battery_level" className={TALL} {...{ day, query }} />
  return (
    <Tile className={TALL}>
      <h3 className="text-caption text-ink2">{t('title')}</h3>
      <Quantity of={format.measure(battery.last, 'percent')} />
      <p className="mb-2 min-h-4 text-caption text-ink3">
        {battery.charging ? t('charging') : t('lowest', { level: format.percent(battery.lowest) })}
      </p>
      <Sparkline values={battery.levels} band={null} color="ink" />
      <Explain metric="battery_lowest" day={day} name={t('explained')} />
    </Tile>
  )
}
