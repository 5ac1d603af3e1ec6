'use client'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import { Sheet } from '@/components/ui/sheet'
import { METRIC_GROUP_NAMES, METRIC_GROUPS } from '@/lib/domain/metric-groups'
import type { Metric } from '@/lib/domain/metrics'
import { MOST_METRICS } from '@/lib/domain/report'
import { useMetricWords } from './metric-words'

type Props = { open: boolean; chosen: readonly Metric[]; onClose: () => void; onChange: (metrics: readonly Metric[]) => void }

/** Which metrics a report has: as many as one page holds, in the order in which they were chosen. */
export function ReportMetricsSheet({ open, chosen, onClose, onChange }: Props) {
  const t = useTranslations('report')
  const groups = useTranslations('metric.groups')
  const format = useFormat()
  const words = useMetricWords()
  return (
    <Sheet open={open} title={t('choose')} onClose={onClose} closeLabel={t('close')}>
      <p role="status" className="pb-1 text-secondary text-ink2">
        {t('most', { count: format.number(chosen.length), most: format.number(MOST_METRICS) })}
      </p>
      {METRIC_GROUP_NAMES.map((group) => (
        <fieldset key={group} className="pt-3">
          <legend className="pb-1 text-secondary font-[650] text-ink2">{groups(`${group}`)}</legend>
          {METRIC_GROUPS[group].map((metric) => {
            const on = chosen.includes(metric)
            return (
              <label key={metric} className="flex min-h-11 items-center gap-3 border-line border-t text-body">
                <input
                  type="checkbox"
                  checked={on}
                  // One has to be left, and the page is full at some point.
                  disabled={on ? chosen.length === 1 : chosen.length >= MOST_METRICS}
                  onChange={() => onChange(on ? chosen.filter((one) => one !== metric) : [...chosen, metric])}
                  className="size-5 accent-ink2"
                />
                {words.name(metric)}
              </label>
            )
          })}
        </fieldset>
      ))}
    </Sheet>
  )
}
