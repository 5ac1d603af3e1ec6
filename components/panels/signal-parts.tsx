import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import { METRICS } from '@/lib/domain/metrics'
import type { SignalPart } from '@/lib/domain/signals'
import { written } from '@/lib/format'

/** The numbers behind a hint: each with its usual and how far it lies from it. */
export function SignalParts({ parts }: { parts: readonly SignalPart[] }) {
  const t = useTranslations('signals')
  const format = useFormat()
  return (
    <table className="w-full text-secondary">
      <thead>
        <tr className="text-tick text-ink3">
          <th scope="col">
            <span className="sr-only">{t('column.number')}</span>
          </th>
          {(['value', 'usual', 'z'] as const).map((name) => (
            <th key={name} scope="col" className="pl-2 text-right font-normal">
              {t(`column.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {parts.map(({ metric, value, median, z }) => (
          <tr key={metric}>
            <th scope="row" className="py-0.5 text-left font-normal text-ink2">
              {t(`metric.${metric}`)}
            </th>
            <td className="pl-2 text-right font-semibold whitespace-nowrap">{written(format.measure(value, METRICS[metric]))}</td>
            <td className="pl-2 text-right whitespace-nowrap text-ink3">{written(format.measure(median, METRICS[metric]))}</td>
            <td className="w-12 text-right whitespace-nowrap text-ink2">{format.signed(z, 1)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
