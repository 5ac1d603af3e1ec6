'use client'
import { changeAddress, useAddress } from '@/components/ui/address'
import { later } from '@/components/ui/later'
import { useFollow } from '@/components/ui/link'
import { actogramChoice } from '@/lib/domain/actogram'
import { addDays, type Day } from '@/lib/domain/day'
import { useTrendChoice } from './trends-choice'

// In the order in which they come alive.
const BEHIND = { behind: true }
const ActogramPanel = later(async () => (await import('@/components/panels/actogram-panel')).ActogramPanel)
const RestActivityPanel = later(async () => (await import('@/components/panels/rest-activity-panel')).RestActivityPanel, BEHIND)
const SleepTimingPanel = later(async () => (await import('@/components/panels/sleep-timing-panel')).SleepTimingPanel, BEHIND)
const SleepDebtPanel = later(async () => (await import('@/components/panels/sleep-debt-panel')).SleepDebtPanel, BEHIND)
const UnlikeDaysPanel = later(async () => (await import('@/components/panels/unlike-days-panel')).UnlikeDaysPanel, BEHIND)

const CARD = 'mx-3 lg:mx-0 lg:mb-4 lg:break-inside-avoid'

/** Rest and activity over weeks and months, when and how much somebody sleeps, and the days unlike the others. */
export function TrendsRhythmView() {
  const { today, oldest } = useTrendChoice()
  const follow = useFollow()
  const address = useAddress()
  const { last, span } = actogramChoice(address, today)
  const step = (days: number) => {
    const to = addDays(last, days)
    changeAddress({ until: to < today ? to : null })
  }
  const open = (day: Day) => follow(`/?day=${day}`)
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
      <UnlikeDaysPanel today={last} className={CARD} />
    </main>
  )
}
