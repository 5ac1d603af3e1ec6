'use client'
import { useMemo } from 'react'
import { TrendRangePanel } from '@/components/panels/trend-range-panel'
import { WrongAddress } from '@/components/panels/wrong-address'
import { changeAddress, useAddress } from '@/components/ui/address'
import { later } from '@/components/ui/later'
import { useFollow } from '@/components/ui/link'
import { LINK_SPAN, linkRange, relationChoice, wrongLinks } from '@/lib/domain/link-choice'
import { useTrendChoice } from './trends-choice'
import { TrendsTags } from './trends-tags'

// In the order in which they come alive.
const RelationPanel = later(async () => (await import('@/components/panels/relation-panel')).RelationPanel)
const StrongestLinksPanel = later(async () => (await import('@/components/panels/strongest-links-panel')).StrongestLinksPanel, {
  behind: true,
})

/** What goes with what: two metrics against each other, everything against one, tags against the nights after them. */
export function TrendsLinksView() {
  const { today, oldest } = useTrendChoice()
  const params = useAddress()
  const range = useMemo(() => linkRange(params, today, oldest), [params, today, oldest])
  const choice = relationChoice(params)
  const wrong = useMemo(() => wrongLinks(params, range), [params, range])
  const follow = useFollow()
  const pick = (change: Partial<typeof choice>) =>
    changeAddress(Object.fromEntries(Object.entries(change).map(([name, value]) => [name, String(value)])))
  return (
    <>
      <TrendRangePanel
        choice={range}
        today={today}
        oldest={oldest}
        onSpan={(span) => changeAddress({ range: span === LINK_SPAN ? null : span, from: null, to: null })}
        onDates={(from, to) => changeAddress({ range: null, from, to })}
        counted={false}
      />
      <main className="flex min-w-0 flex-col gap-3 pb-4 lg:col-span-2 lg:grid lg:grid-cols-2 lg:items-start lg:gap-4">
        <WrongAddress wrong={wrong} className="mx-3 lg:col-span-2 lg:mx-0" />
        <RelationPanel
          choice={choice}
          range={{ from: range.from, to: range.to }}
          today={today}
          onPick={pick}
          onDay={(day) => follow(`/?day=${day}`)}
          className="mx-3 lg:col-span-2 lg:mx-0"
        />
        <StrongestLinksPanel
          choice={choice}
          range={{ from: range.from, to: range.to }}
          today={today}
          onPick={(y) => changeAddress({ y })}
          className="mx-3 lg:mx-0"
        />
        <TrendsTags today={today} oldest={oldest} className="mx-3 lg:mx-0" />
      </main>
    </>
  )
}
