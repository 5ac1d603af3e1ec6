'use client'
import { useRouter } from 'next/navigation'
import { ActogramPanel } from '@/components/panels/actogram-panel'
import { RestActivityPanel } from '@/components/panels/rest-activity-panel'
import { SleepDebtPanel } from '@/components/panels/sleep-debt-panel'
import { SleepTimingPanel } from '@/components/panels/sleep-timing-panel'
import { UnlikeDaysPanel } from '@/components/panels/unlike-days-panel'
import { changeAddress, useAddress } from '@/components/ui/address'
import { ACTOGRAM_SPANS } from '@/lib/domain/actogram'
import { addDays, type Day, isDay } from '@/lib/domain/day'
import { useTrendChoice } from './trends-choice'

const CARD = 'mx-3 lg:mx-0 lg:mb-4 lg:break-inside-avoid'

/** Rest and activity over weeks and months, when and how much somebody sleeps, and the days unlike the others. */
export function TrendsRhythmView() {
  const { today, oldest } = useTrendChoice()
  const router = useRouter()
  const address = useAddress()
  const asked = address.get('until') ?? ''
  const last = isDay(asked) && asked < today ? asked : today
  const span = ACTOGRAM_SPANS.find((days) => `${days}` === address.get('days')) ?? 90
  const step = (days: number) => {
    const to = addDays(last, days)
    changeAddress({ until: to < today ? to : null })
  }
  const open = (day: Day) => router.push(day === today ? '/' : `/?day=${day}`)
  return (
    <main className="flex min-w-0 flex-col gap-3 pt-1 pb-4 lg:col-span-2 lg:block lg:columns-2 lg:gap-4 lg:pt-2">
      <ActogramPanel
        today={last}
        span={span}
        onEarlier={oldest === null || addDays(last, -span) >= oldest ? () => step(-span) : null}
        onLater={last < today ? () => step(span) : null}
        onSpan={(days) => changeAddress({ days: days === 90 ? null : `${days}` })}
        onOpen={open}
        className={CARD}
      />
      <RestActivityPanel today={last} span={span} className={CARD} />
      <SleepTimingPanel today={last} span={span} className={CARD} />
      <SleepDebtPanel today={last} className={CARD} />
      <UnlikeDaysPanel today={last} onOpen={open} className={CARD} />
    </main>
  )
}
