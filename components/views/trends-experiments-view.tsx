'use client'
import { ExperimentsPanel } from '@/components/panels/experiments-panel'
import { useTrendChoice } from './trends-choice'

/** Questions put to one's own numbers: started, noted day by day, and what they say. */
export function TrendsExperimentsView() {
  const { today } = useTrendChoice()
  return (
    <main className="flex min-w-0 flex-col gap-3 pt-3 pb-4 lg:col-span-2 lg:grid lg:grid-cols-2 lg:items-start lg:gap-4 lg:pt-2">
      <ExperimentsPanel today={today} className="mx-3 lg:mx-0" />
    </main>
  )
}
