'use client'
import { type ComponentType, lazy, Suspense } from 'react'
import { useTranslations } from 'use-intl'
import { changeAddress, useAddress } from '@/components/ui/address'
import { useIsGuest } from '@/components/ui/guest'
import { later } from '@/components/ui/later'
import { Link } from '@/components/ui/link'
import { Segmented } from '@/components/ui/segmented'

// In the order in which they come alive.
const TrendsMetricsView = later(async () => (await import('./trends-metrics-view')).TrendsMetricsView)
const ConnectionBanner = later(async () => (await import('@/components/panels/connection-banner')).ConnectionBanner)

// A section of the page by its word in the address (`?view=`). All but the first are fetched when they are opened.
const SECTIONS = {
  metrics: TrendsMetricsView,
  links: lazy(() => import('./trends-links-view')),
  rhythm: lazy(async () => ({ default: (await import('./trends-rhythm-view')).TrendsRhythmView })),
  experiments: lazy(() => import('./trends-experiments-view')),
} as const satisfies Record<string, ComponentType>

type Section = keyof typeof SECTIONS
const SECTION_NAMES = Object.keys(SECTIONS) as Section[]

/** The years: one section at a time, each with controls of its own. Which one is in the address. */
export function TrendsView() {
  const t = useTranslations('trends')
  const asked = useAddress().get('view')
  const guest = useIsGuest()
  // What somebody tries out on themselves is not for guests.
  const sections = SECTION_NAMES.filter((name) => !(guest && name === 'experiments'))
  const section = sections.find((name) => name === asked) ?? 'metrics'
  const View = SECTIONS[section]
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
      <ConnectionBanner className="mx-3 mb-3 lg:col-span-2 lg:mx-0" />
      {/* Not inside a boundary: React sends what lies in one behind the rest of the page, and it is the page. */}
      {section === 'metrics' ? (
        <TrendsMetricsView />
      ) : (
        <Suspense>
          <View />
        </Suspense>
      )}
    </div>
  )
}
