'use client'
import { useRouter } from 'next/navigation'
import { ActogramPanel } from '@/components/panels/actogram-panel'
import { RestActivityPanel } from '@/components/panels/rest-activity-panel'
import { SleepDebtPanel } from '@/components/panels/sleep-debt-panel'
import { SleepTimingPanel } from '@/components/panels/sleep-timing-panel'
import { UnlikeDaysPanel } from '@/components/panels/unlike-days-panel'
import { changeAddress, useAddress } from '@/components/ui/address'
import { ACTOGRAM_SPANS } from '@/lib/domain/actogram'
import type { Day } from '@/lib/domain/day'
import { useTrendChoice } from './trends-choice'

const CARD = 'mx-3 lg:mx-0 lg:mb-4 lg:break-inside-avoid'

/** Rest and activity over weeks and months, when and how much somebody sleeps, and the days unlike the others. */
export function TrendsRhythmView() {
  const { today } = useTrendChoice()
  const router = useRouter()
  const asked = useAddress().get('days')
  const span = ACTOGRAM_SPANS.find((days) => `${days}` === asked) ?? 90
  const open = (day: Day) => router.push(day === today ? '/' : `/?day=${day}`)
  return (
    <main className="flex min-w-0 flex-col gap-3 pt-1 pb-4 lg:col-span-2 lg:block lg:columns-2 lg:gap-4 lg:pt-0">
      <ActogramPanel
        today={today}
        span={span}
        onSpan={(days) => changeAddress({ days: days === 90 ? null : `${days}` })}
        onOpen={open}
        className={CARD}
      />
      <RestActivityPanel today={today} span={span} className={CARD} />
      <SleepTimingPanel today={today} span={span} className={CARD} />
      <SleepDebtPanel today={today} className={CARD} />
      <UnlikeDaysPanel today={today} onOpen={open} className={CARD} />
    </main>
  )
}
