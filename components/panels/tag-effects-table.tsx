import { useTranslations } from 'use-intl'
import { Wide } from '@/components/ui/wide'
import { csvText, csvWord } from '@/lib/domain/csv'
import { isNightly } from '@/lib/domain/measured-day'
import type { Metric } from '@/lib/domain/metrics'
import type { TagEffects } from '@/lib/domain/tag-effect'
import { useEffectWords } from './effect-words'
import { TableSheet } from './table-sheet'
import { useTagEffectsSentences, useTagName } from './tag-effects-words'

type Props = { metric: Metric; found: TagEffects; open: boolean; onClose: () => void }

const HEAD = ['tag', 'days_with', 'days_without', 'mean_with', 'mean_without', 'difference', 'interval_low', 'interval_high']

export function effectsCsv({ effects }: TagEffects): string {
  const rows = effects.map(({ tag, nights, others, withTag, without, difference, interval: [low, high] }) => [
    csvWord(tag.name),
    ...[nights.length, others].map(String),
    ...[withTag, without, difference, low, high].map((value) => String(Math.round(value * 1000) / 1000)),
  ])
  return csvText(HEAD, rows)
}

/** The tags as numbers: both means, the difference, its interval. */
export function TagEffectsTable({ metric, found, open, onClose }: Props) {
  const t = useTranslations('tagEffects')
  const words = useEffectWords()
  const tagName = useTagName()
  const { summary } = useTagEffectsSentences()(metric, found)
  const title = t(isNightly(metric) ? 'title' : 'titleDay')
  return (
    <TableSheet open={open} onClose={onClose} title={title} csv={{ name: `ringside-tags-${metric}.csv`, text: () => effectsCsv(found) }}>
      <p className="mb-2 text-secondary text-ink2">{summary}</p>
      <Wide label={title}>
        <table className="clock-table link-table">
          <thead>
            <tr>
              {(['tag', 'with', 'without', 'difference', 'interval'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`head.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.effects.map(({ tag, nights, withTag, without, difference, interval }) => (
              <tr key={tag.key}>
                <th scope="row" className="clock-name">
                  {tagName(tag)}{' '}
                  <span className="font-normal text-ink3">{t(isNightly(metric) ? 'nights' : 'days', { count: nights.length })}</span>
                </th>
                <td>{words.mean(metric, withTag)}</td>
                <td>{words.mean(metric, without)}</td>
                <td>{words.bare(metric, difference)}</td>
                <td>{words.interval(metric, interval)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </TableSheet>
  )
}
