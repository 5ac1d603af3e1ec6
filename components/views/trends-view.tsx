'use client'
import { type ComponentType, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { changeAddress, useAddress } from '@/components/ui/address'
import { useIsGuest } from '@/components/ui/guest'
import { later } from '@/components/ui/later'
import { Link } from '@/components/ui/link'
import { Segmented } from '@/components/ui/segmented'
import { Shapes, Skeleton } from '@/components/ui/skeleton'
import { sectionsFor, type TrendSection, trendSection } from '@/lib/domain/trend-section'

const LOADS = {
  metrics: async () => (await import('./trends-metrics-view')).TrendsMetricsView,
  links: async () => (await import('./trends-links-view')).TrendsLinksView,
  rhythm: async () => (await import('./trends-rhythm-view')).TrendsRhythmView,
  experiments: async () => (await import('./trends-experiments-view')).TrendsExperimentsView,
} as const satisfies Record<TrendSection, () => Promise<ComponentType>>

const views = new Map<TrendSection, ComponentType>()

/** A section, made when it is first shown: what nobody opens is not loaded. */
function viewOf(section: TrendSection): ComponentType {
  const known = views.get(section)
  if (known) return known
  const made = later<object>(LOADS[section])
  views.set(section, made)
  return made
}

const ConnectionBanner = later(async () => (await import('@/components/panels/connection-banner')).ConnectionBanner)

/** The years: one section at a time, each with controls of its own. Which one is in the address. */
export function TrendsView() {
  const t = useTranslations('trends')
  const guest = useIsGuest()
  const sections = sectionsFor(guest)
  const section = trendSection(useAddress(), guest)
  const [first] = useState(section)
  return (
    <div className="flex min-h-full flex-1 flex-col lg:grid lg:flex-none lg:content-start lg:grid-cols-[auto_1fr] lg:px-6 lg:pt-4 lg:pb-7">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pt-3 lg:col-span-2 lg:min-h-13 lg:px-0 lg:pt-0 lg:pb-1">
        <h1 className="text-title">{t('title')}</h1>
        <Link
          href="/trends/report"
          className="-mr-1 ml-auto inline-flex min-h-11 items-center px-1 text-secondary text-ink2 underline underline-offset-3 lg:order-last"
        >
          {t('report')}
        </Link>
        {sections.length > 1 && (
          <Segmented
            label={t('section.label')}
            value={section}
            options={sections.map((value) => ({ value, label: t(`section.${value}`) }))}
            onChange={(value) => changeAddress({ view: value === 'metrics' ? null : value })}
            fit
            className="bg-surface max-lg:w-full"
          />
        )}
      </header>
      <ConnectionBanner className="mx-3 mt-2 mb-3 lg:col-span-2 lg:mx-0 lg:mt-0" />
      <Section key={section} section={section} isFirst={section === first} />
    </div>
  )
}

function Section({ section, isFirst }: { section: TrendSection; isFirst: boolean }) {
  const t = useTranslations('states')
  const words = useTranslations('trends.section')
  const View = viewOf(section)
  // The first is not inside a boundary: React sends what lies in one behind the rest of the page, and it is the page.
  if (isFirst) return <View />
  return (
    <Suspense
      fallback={
        <Shapes label={t('loading', { name: words(section) })} className="mx-3 pt-3 lg:col-span-2 lg:mx-0">
          <Skeleton className="h-[40rem] rounded-card" />
        </Shapes>
      }
    >
      <View />
    </Suspense>
  )
}
