import { useTranslations } from 'use-intl'
import type { Day } from '@/lib/domain/day'
import type { Metric } from '@/lib/domain/metrics'
import { explain } from './explain-choice'

/**
 * Makes the whole of the nearest positioned box a button that says where its number comes from; it draws nothing but its focus. `name` is
 * what the number is called there.
 */
export function Explain({ metric, day, name }: { metric: Metric; day: Day; name: string }) {
  const t = useTranslations('explain')
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={t('open', { name })}
      className="explain absolute inset-0 z-1 cursor-help rounded-[inherit] hover:bg-ink/4"
      onClick={() => explain({ metric, day })}
    />
  )
}
