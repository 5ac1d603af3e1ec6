import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import { sideOf } from '@/lib/domain/block-bootstrap'
import type { RelationChoice } from '@/lib/domain/link-choice'
import { METRICS, type Metric } from '@/lib/domain/metrics'
import { type Lag, type LagRelation, lagsTold } from '@/lib/domain/relation'
import { useMetricWords } from './metric-words'

/** Days between independence and likeness from which on it is said. */
const ALIKE = 0.7

/** How two metrics go together, in words. */
export function useRelationWords() {
  const t = useTranslations('relation')
  const format = useFormat()
  const metrics = useMetricWords()
  const kind = (metric: Metric) => (METRICS[metric] === 'minute_of_day' ? 'clock' : 'number')
  const more = (metric: Metric) => t(`more.${kind(metric)}`, { name: metrics.name(metric) })
  const less = (metric: Metric) => t(`less.${kind(metric)}`, { name: metrics.name(metric) })
  const r = (value: number) => format.signed(value, 2)
  const when = (lag: Lag) => t(lag === 0 ? 'sameDay' : lag > 0 ? 'later' : 'earlier', { days: Math.abs(lag) })
  return {
    r,
    when,
    shortLag: (lag: Lag) => (lag === 0 ? t('zero') : format.signed(lag)),
    interval: ([low, high]: readonly [number, number]) => t('interval', { from: r(low), to: r(high) }),
    none: (none: LagRelation['none']) => (none === null ? '' : t(`none.${none}`)),
    /** The whole of one lag, and what to keep in mind. */
    sentences: ({ x, y, lag }: RelationChoice, lags: readonly LagRelation[]): { summary: string; notes: string[] } => {
      const chosen = lags.find((one) => one.lag === lag)
      const names = { x: metrics.name(x), y: metrics.name(y), when: when(lag) }
      if (!chosen?.known) return { summary: chosen ? t(`none.${chosen.none}`) : '', notes: [] }
      const { known } = chosen
      const [from, to] = known.interval
      const side = sideOf(known.interval)
      const told = lagsTold(lags)
      return {
        summary: t('both', {
          link: side === 0 ? t('open', names) : t('goes', { x: more(x), y: side > 0 ? more(y) : less(y), when: names.when }),
          numbers: t('numbers', { r: r(known.r), from: r(from), to: r(to), rho: r(known.rho), days: known.days }),
        }),
        notes: [
          known.missing > 0 ? t('missing', { count: known.missing }) : '',
          known.effectiveDays < ALIKE * known.days ? t('alike', { days: Math.round(known.effectiveDays) }) : '',
          t('many', { lags: told.told, clear: told.clear }),
          t('cause'),
        ].filter(Boolean),
      }
    },
  }
}
