'use client'
import { lazy, Suspense, useEffect, useRef, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { explain, explained, watchExplained } from './explain-choice'

const ExplainSheet = lazy(() => import('./explain-sheet').then((module) => ({ default: module.ExplainSheet })))

/** Holds the sheet of a page whose numbers can be asked where they come from, and says that they can be. */
export function ExplainHost({ className = '' }: { className?: string }) {
  const t = useTranslations('explain')
  const asked = useSyncExternalStore(watchExplained, explained, () => null)
  const last = useRef(asked)
  if (asked) last.current = asked
  // Another page has other numbers.
  useEffect(() => () => explain(null), [])
  return (
    <>
      <p className={`text-caption leading-normal text-ink3 ${className}`}>{t('hint')}</p>
      {last.current && (
        <Suspense>
          <ExplainSheet asked={last.current} open={asked !== null} onClose={() => explain(null)} />
        </Suspense>
      )}
    </>
  )
}
