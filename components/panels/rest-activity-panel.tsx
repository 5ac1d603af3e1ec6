'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { AverageDay } from '@/components/charts/average-day'
import { Card } from '@/components/ui/card'
import { Definition } from '@/components/ui/definition'
import { Figure } from '@/components/ui/quantity'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import type { ActogramRow, ActogramSpan } from '@/lib/domain/actogram'
import type { Day } from '@/lib/domain/day'
import { DAY_START_HOUR } from '@/lib/domain/local-clock'
import { L5_HOURS, M10_HOURS } from '@/lib/domain/rest-activity'
import { FEWEST_DAYS, type Onset, type RestActivity, restActivity } from '@/lib/domain/rest-activity-summary'
import { REST_MET } from '@/lib/domain/rhythm-code'
import { Loaded } from './loaded'
import { RestActivityTable } from './rest-activity-table'
import { useRhythmRows } from './rhythm-data'

type Props = { today: Day; span: ActogramSpan; className?: string }

/** How steady and how strong the rhythm of rest and activity is, with the average day. */
export function RestActivityPanel({ today, span, className = '' }: Props) {
  const t = useTranslations('rhythm.activity')
  const { query, rows } = useRhythmRows(today, span)
  return (
    <Card title={t('title')} aside={t('span', { days: span })} className={`rhythm-card ${className}`}>
      <Loaded query={query} name={t('name')} shapes={<Skeleton className="h-80" />}>
        {() => <Summary rows={rows} />}
      </Loaded>
    </Card>
  )
}

const quarterOf = ({ onset }: Onset) => ((onset - 240 + 1440) % 1440) / 15

function useSentence(): (of: RestActivity) => string {
  const t = useTranslations('rhythm.activity')
  const format = useFormat()
  return ({ days, m10, l5 }) => {
    if (days < FEWEST_DAYS) return t('few', { days, fewest: FEWEST_DAYS })
    return m10 && l5 ? t('sentence', { m10: format.clock(m10.onset), l5: format.clock(l5.onset), days }) : t('flat', { days })
  }
}

function Summary({ rows }: { rows: readonly ActogramRow[] }) {
  const t = useTranslations('rhythm.activity')
  const format = useFormat()
  const summary = restActivity(rows)
  const sentence = useSentence()(summary)
  const [table, setTable] = useState(false)
  if (summary.days < FEWEST_DAYS) return <p className="text-secondary text-ink2">{sentence}</p>
  const { stability, variability, amplitude, m10, l5 } = summary
  const ratio = (value: number | null) => format.measure(value, 'ratio')
  const from = (of: Onset | null) => ({ value: format.clock(of?.onset), unit: '' })
  const met = (of: Onset | null) => of && t('met', { met: format.number(of.mean + REST_MET, 2) })
  return (
    <>
      <p className="mb-3 text-secondary text-ink2">{sentence}</p>
      <dl className="mb-4 grid grid-cols-2 gap-x-3 gap-y-3 sm:grid-cols-3">
        <Figure name={t('stability')} of={ratio(stability)} note={t('stabilityNote')} />
        <Figure name={t('variability')} of={ratio(variability)} note={t('variabilityNote')} />
        <Figure name={t('amplitude')} of={ratio(amplitude)} note={t('amplitudeNote')} />
        <Figure name={t('m10')} of={from(m10)} note={met(m10)} />
        <Figure name={t('l5')} of={from(l5)} note={met(l5)} />
      </dl>
      <Average summary={summary} sentence={sentence} />
      <div className="mt-2 flex justify-end">
        <button type="button" className="clock-link" onClick={() => setTable(true)}>
          {t('table')}
        </button>
      </div>
      <Definition title={t('how')}>
        {(['stability', 'variability', 'amplitude', 'hours', 'compare'] as const).map((name) => (
          <p key={name}>{t(`definition.${name}`)}</p>
        ))}
      </Definition>
      <RestActivityTable summary={summary} sentence={sentence} open={table} onClose={() => setTable(false)} />
    </>
  )
}

function Average({ summary, sentence }: { summary: RestActivity; sentence: string }) {
  const t = useTranslations('rhythm.activity')
  const format = useFormat()
  const [index, setIndex] = useState<number | null>(null)
  const { profile, m10, l5 } = summary
  const value = index === null ? null : (profile[index] ?? null)
  const read =
    index === null
      ? t('averageHint')
      : t('averageAt', {
          time: format.clock(index * 15 + 240),
          met: format.number(value === null ? null : value + REST_MET, 1),
        })
  return (
    <>
      <p className="mb-1 min-h-5 text-secondary text-ink3" aria-live="polite">
        {read}
      </p>
      <AverageDay
        profile={profile}
        stretches={{
          most: m10 && { name: 'M10', from: quarterOf(m10), length: M10_HOURS * 4 },
          least: l5 && { name: 'L5', from: quarterOf(l5), length: L5_HOURS * 4 },
        }}
        label={`${t('averageLabel', { time: format.clock(DAY_START_HOUR * 60) })} ${sentence}`}
        hour={format.shortHour}
        index={index}
        onIndex={setIndex}
      />
    </>
  )
}
