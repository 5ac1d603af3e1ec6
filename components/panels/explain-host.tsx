'use client'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { onDemand } from '@/components/ui/later'
import { explain, explained, watchExplained } from './explain-choice'

const ExplainSheet = onDemand(async () => (await import('./explain-sheet')).ExplainSheet)

/** Holds the sheet of a page whose numbers can be asked where they come from, and says that they can be, where `hint`. */
export function ExplainHost({ hint = true, className = '' }: { hint?: boolean; className?: string }) {
  const t = useTranslations('explain')
  const asked = useSyncExternalStore(watchExplained, explained, () => null)
  const last = useRef(asked)
  if (asked) last.current = asked
  // Another page has other numbers.
  useEffect(() => () => explain(null), [])
  return (
    <>
      {hint && <p className={`text-caption leading-normal text-ink3 ${className}`}>{t('hint')}</p>}
      {last.current && <ExplainSheet asked={last.current} open={asked !== null} onClose={() => explain(null)} />}
    </>
  )
}
