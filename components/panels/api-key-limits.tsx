'use client'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { CheckField } from '@/components/ui/check-field'
import { Icon } from '@/components/ui/icon'
import { Segmented } from '@/components/ui/segmented'

const DAYS = ['30', '365', 'never'] as const
const RATES = ['60', '600', 'any'] as const
const KEY_COLLECTIONS = [
  'daily_activity',
  'daily_sleep',
  'sleep',
  'sleep_time',
  'daily_readiness',
  'daily_stress',
  'daily_resilience',
  'daily_spo2',
  'daily_cardiovascular_age',
  'vO2_max',
  'workout',
  'session',
  'enhanced_tag',
  'tag',
  'rest_mode_period',
  'heartrate',
  'ring_battery_level',
  'ring_configuration',
  'personal_info',
] as const

export type KeyLimits = { days: (typeof DAYS)[number]; rate: (typeof RATES)[number]; collections: readonly string[] | null }
/** A key for everything that works for a year, as often as one program needs. */
export const USUAL_LIMITS: KeyLimits = { days: '365', rate: '600', collections: null }

type Props = { limits: KeyLimits; onChange: (limits: KeyLimits) => void }

/** How long a key works, how often it may ask, and what it reads. */
export function ApiKeyLimits({ limits, onChange }: Props) {
  const t = useTranslations('data.keys')
  const some = limits.collections
  const pick = (name: string, checked: boolean) =>
    onChange({ ...limits, collections: KEY_COLLECTIONS.filter((one) => (one === name ? checked : (some ?? []).includes(one))) })
  return (
    <details className="group">
      <summary className="flex min-h-11 list-none items-center gap-1.5 text-secondary font-semibold [&::-webkit-details-marker]:hidden">
        <Icon name="chevron-down" className="size-4 -rotate-90 group-open:rotate-0" />
        {t('limits')}
      </summary>
      <div className="grid gap-2 pb-2">
        <Choice label={t('ends')}>
          <Segmented
            label={t('ends')}
            value={limits.days}
            options={DAYS.map((value) => ({ value, label: t(`days.${value}`) }))}
            onChange={(days) => onChange({ ...limits, days })}
          />
        </Choice>
        <Choice label={t('rate')}>
          <Segmented
            label={t('rate')}
            value={limits.rate}
            options={RATES.map((value) => ({ value, label: t(`rates.${value}`) }))}
            onChange={(rate) => onChange({ ...limits, rate })}
          />
        </Choice>
        <Choice label={t('reads')}>
          <Segmented
            label={t('reads')}
            value={some === null ? 'all' : 'some'}
            options={[
              { value: 'all', label: t('everything') },
              { value: 'some', label: t('some') },
            ]}
            onChange={(what) => onChange({ ...limits, collections: what === 'all' ? null : ['daily_sleep'] })}
          />
        </Choice>
        {some !== null && (
          <fieldset className="grid grid-cols-2 gap-x-3 max-[22rem]:grid-cols-1">
            <legend className="sr-only">{t('reads')}</legend>
            {KEY_COLLECTIONS.map((name) => (
              <CheckField
                key={name}
                label={t(`collection.${name}`)}
                checked={some.includes(name)}
                onChange={(checked) => pick(name, checked)}
              />
            ))}
          </fieldset>
        )}
      </div>
    </details>
  )
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  )
}
