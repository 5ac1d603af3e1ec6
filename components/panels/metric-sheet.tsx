'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Sheet } from '@/components/ui/sheet'
import { TextField } from '@/components/ui/text-field'
import { METRIC_GROUP_NAMES, METRIC_GROUPS } from '@/lib/domain/metric-groups'
import type { Metric } from '@/lib/domain/metrics'
import { useMetricWords } from './metric-words'

type Props = { open: boolean; title: string; chosen: Metric | null; onClose: () => void; onPick: (metric: Metric) => void }

/** Every metric in its group, to choose one; a few letters of its name leave those that have them. */
export function MetricSheet({ open, title, chosen, onClose, onPick }: Props) {
  const t = useTranslations('metric')
  return (
    <Sheet open={open} title={title} onClose={onClose} closeLabel={t('close')}>
      <Choice chosen={chosen} onPick={onPick} />
    </Sheet>
  )
}

function Choice({ chosen, onPick }: Pick<Props, 'chosen' | 'onPick'>) {
  const t = useTranslations('metric')
  const groups = useTranslations('metric.groups')
  const words = useMetricWords()
  const [sought, setSought] = useState('')
  const letters = sought.trim().toLowerCase()
  const found = METRIC_GROUP_NAMES.map((group) => ({
    group,
    metrics: METRIC_GROUPS[group].filter((metric) => words.name(metric).toLowerCase().includes(letters)),
  })).filter(({ metrics }) => metrics.length > 0)
  return (
    <>
      <TextField label={t('search')} value={sought} onChange={setSought} className="pb-2" />
      <div className="min-h-80">
        {found.length === 0 && (
          <p role="status" className="py-3 text-secondary text-ink2">
            {t('unknown')}
          </p>
        )}
        {found.map(({ group, metrics }) => (
          <section key={group} aria-label={groups(`${group}`)} className="pt-3">
            <h3 className="pb-1 text-secondary font-[650] text-ink2">{groups(`${group}`)}</h3>
            {metrics.map((metric) => (
              <button
                key={metric}
                type="button"
                aria-pressed={metric === chosen}
                className="flex min-h-11 w-full items-center border-line border-t text-left text-body aria-pressed:font-bold"
                onClick={() => onPick(metric)}
              >
                {words.name(metric)}
              </button>
            ))}
          </section>
        ))}
      </div>
    </>
  )
}
