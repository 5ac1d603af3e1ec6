import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { useFormat } from '@/components/ui/settings'
import { Track } from '@/components/ui/track'
import type { Contributor, Measured, Reason } from '@/lib/domain/contributors'
import type { Day } from '@/lib/domain/day'
import type { Metric } from '@/lib/domain/metrics'
import type { ScoreName } from '@/lib/domain/scores'
import { written } from '@/lib/format'
import { Explain } from './explain'

/** Contributors of one score as bars with a tick at their usual; below 60 with the measurement behind them. */
export function ContributorRows({ kind, day, rows }: { kind: ScoreName; day: Day; rows: readonly Contributor[] }) {
  return (
    <ul className="explain-rows">
      {rows.map((row) => (
        <Row key={row.name} kind={kind} day={day} row={row} />
      ))}
    </ul>
  )
}

function Row({ kind, day, row: { name, score, usual, reason } }: { kind: ScoreName; day: Day; row: Contributor }) {
  const t = useTranslations('contributors')
  const format = useFormat()
  return (
    <li className="relative">
      <Explain metric={`${kind}_score_${name}` as Metric} day={day} name={t(`names.${name}`)} />
      <div className="grid min-h-[1.875rem] grid-cols-[minmax(0,8.5rem)_minmax(3rem,1fr)_1.875rem] items-center gap-x-2.5 text-secondary big-text:grid-cols-[minmax(0,1fr)_auto] big-text:[&>svg]:order-1 big-text:[&>svg]:col-span-full">
        <span className="break-keep">{t(`names.${name}`)}</span>
        <Track share={score / 100} color={kind} height={4} tick={usual ? usual.median / 100 : null} />
        <span className="text-right font-semibold">
          {format.number(score)}
          {usual && <span className="sr-only">, {t('usual', { usual: format.number(Math.round(usual.median)) })}</span>}
        </span>
      </div>
      {score < 60 && (
        <p className="-mt-0.5 mb-1.5 flex gap-1.5 text-caption text-ink2">
          <Icon name="warning" className="mt-px size-3.5 text-warn" weight={2} />
          <span>{reason ? <Why reason={reason} /> : t('attentionOnly')}</span>
        </p>
      )}
    </li>
  )
}

/** What was measured: `Pay attention: sedentary 9 h 25 m, usual 8 h 50 m`. */
function Why({ reason: { text, now, usual } }: { reason: Reason }) {
  const t = useTranslations('contributors')
  const format = useFormat()
  const say = ({ value, unit }: Measured) => written(format.measure(value, unit))
  const fact = t(`reasons.${text}`, { now: say(now) })
  return t('attention', { reason: usual ? t('comparedWithUsual', { fact, usual: say(usual) }) : fact })
}
