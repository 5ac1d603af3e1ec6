import { useTranslations } from 'use-intl'
import { Link } from '@/components/ui/link'
import { useFormat } from '@/components/ui/settings'
import { Sheet } from '@/components/ui/sheet'
import type { Day } from '@/lib/domain/day'
import { isNightly } from '@/lib/domain/measured-day'
import type { Metric } from '@/lib/domain/metrics'
import type { TagEffect } from '@/lib/domain/tag-effect'
import { written } from '@/lib/format'
import { useMetricWords } from './metric-words'
import { useTagName } from './tag-effects-words'

type Props = { metric: Metric; effect: TagEffect | null; valueOn: (day: Day) => number | null; onClose: () => void }

/** The nights behind a tag's row, the newest first, each the way to its own page. */
export function TagNightsSheet({ metric, effect, valueOn, onClose }: Props) {
  const t = useTranslations('tagEffects')
  const words = useMetricWords()
  const format = useFormat()
  const tagName = useTagName()
  const page = isNightly(metric) ? '/night' : '/'
  return (
    <Sheet
      open={effect !== null}
      onClose={onClose}
      title={effect ? t(isNightly(metric) ? 'nightsOf' : 'daysOf', { tag: tagName(effect.tag), count: effect.nights.length }) : ''}
      closeLabel={t('close')}
    >
      <ul>
        {[...(effect?.nights ?? [])].reverse().map((day) => (
          <li key={day} className="border-line border-t">
            <Link href={`${page}?day=${day}`} className="flex min-h-11 items-center justify-between gap-3 text-body">
              <span>{format.dateWithYear(day)}</span>
              <span className="font-[650]">{written(words.value(metric, valueOn(day)))}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
