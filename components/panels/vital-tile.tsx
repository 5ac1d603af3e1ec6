'use client'
import { useTranslations } from 'use-intl'
import { DeviationBars } from '@/components/charts/deviation-bars'
import { LevelBars } from '@/components/charts/level-bars'
import { Sparkline } from '@/components/charts/sparkline'
import { Quantity } from '@/components/ui/quantity'
import { useFormat } from '@/components/ui/settings'
import { Tile } from '@/components/ui/tile'
import type { Day } from '@/lib/domain/day'
import { METRICS, RESILIENCE_LEVELS } from '@/lib/domain/metrics'
import type { Vital, VitalName } from '@/lib/domain/vitals'
import { type Format, written } from '@/lib/format'
import type { Collection } from '@/lib/oura/collections'
import { Explain } from './explain'
import { useMissing, useMissingPart } from './missing'

type Props = {
  day: Day
  vital: Vital
  lowestAt: number | null
  breathing: number | null
  pulseWave: number | null
  unchanged: number
  /** Of how many days that is known: it may have been so for longer. */
  known: number
}
type Say = ReturnType<typeof useTranslations<'vitals'>>

const FROM: Record<VitalName, Collection> = {
  lowest_heart_rate: 'sleep',
  average_hrv: 'sleep',
  temperature_deviation: 'daily_readiness',
  average_breath: 'sleep',
  spo2: 'daily_spo2',
  resilience: 'daily_resilience',
  vascular_age: 'daily_cardiovascular_age',
  vo2_max: 'vO2_max',
}
const DIGITS: Partial<Record<VitalName, number>> = { average_breath: 1, spo2: 1 }
/** Measured now and then: on the days between, the last one still holds. */
const SPARSE: readonly VitalName[] = ['vascular_age', 'vo2_max']
/** Fewer known days in the fortnight make no line. */
const FEWEST_POINTS = 4
const COLORS: Partial<Record<VitalName, 'hr' | 'hrv'>> = { lowest_heart_rate: 'hr', average_hrv: 'hrv' }

/** One vital: the number, what it is compared with, a fortnight of it. */
export function VitalTile(props: Props) {
  const { day, vital } = props
  const held = vital.value === null && SPARSE.includes(vital.name) ? vital.before : null
  const t = useTranslations('vitals')
  const format = useFormat()
  const missing = useMissing(day, FROM[vital.name], vital.value === null && !held)
  return (
    <Tile className="min-h-[8.25rem]">
      <h3 className="text-caption text-ink2">{t(`names.${vital.name}`)}</h3>
      <Quantity of={valueText(vital.name, held?.value ?? vital.value, t, format)} />
      <p className="mb-2 min-h-4 text-caption text-ink3">
        {held
          ? t('on', { date: format.date(held.day) })
          : vital.value === null
            ? absence(vital, missing, t, format)
            : noteOf(props, t, format)}
      </p>
      <Picture vital={vital} t={t} format={format} />
      <Explain metric={vital.name} day={held?.day ?? day} name={t(`names.${vital.name}`)} />
    </Tile>
  )
}

/** Where a vital would be that none of the last days has: why, if it is only not here. What this ring does not measure has no tile. */
export function AbsentVital({ day, name }: { day: Day; name: VitalName }) {
  const t = useTranslations('vitals')
  const states = useTranslations('states')
  const state = useMissingPart(day, FROM[name], true)
  if (state === null || state === 'have') return null
  return (
    <Tile className="min-h-[8.25rem]">
      <h3 className="text-caption text-ink2">{t(`names.${name}`)}</h3>
      <p className="mt-1 text-caption text-ink3">{states(`missing.${state}`)}</p>
    </Tile>
  )
}

function valueText(name: VitalName, value: number | null, t: Say, format: Format) {
  const level = name === 'resilience' && value !== null ? RESILIENCE_LEVELS[value - 1] : undefined
  return level ? { value: t(`levels.${level}`), unit: '' } : format.measure(value, METRICS[name], DIGITS[name])
}

function absence({ before, name }: Vital, missing: string | null, t: Say, format: Format): string | null {
  if (!before || name === 'resilience') return missing
  const value = written(format.measure(before.value, METRICS[name], DIGITS[name]))
  return t('before', { value, date: format.date(before.day) })
}

function noteOf(
  { vital: { name, usual }, lowestAt, breathing, pulseWave, unchanged, known }: Props,
  t: Say,
  format: Format,
): string | null {
  const band = usual && t('usual', { range: format.range([usual.low, usual.high], DIGITS[name] ?? 0) })
  switch (name) {
    case 'temperature_deviation':
      return t('temperature')
    case 'resilience':
      return t(unchanged < known ? 'unchanged' : 'unchangedLeast', { days: unchanged })
    case 'lowest_heart_rate': {
      const at = lowestAt === null ? null : t('at', { time: format.clock(lowestAt) })
      return band && at ? t('join', { first: band, second: at }) : (band ?? at)
    }
    case 'spo2':
      return [band, breathing === null ? null : t('breathing', { index: format.number(breathing) })].filter(Boolean).join(' · ')
    case 'vascular_age':
      return pulseWave === null ? band : t('pulseWave', { speed: written(format.measure(pulseWave, 'm_per_s')) })
    default:
      return band
  }
}

function Picture({ vital: { name, value, usual, series }, t, format }: { vital: Vital; t: Say; format: Format }) {
  if (name === 'temperature_deviation') return <DeviationBars values={series} least={0.5} />
  if (name !== 'resilience' && series.filter((one) => one !== null).length < FEWEST_POINTS) return null
  if (name !== 'resilience') return <Sparkline values={series} band={usual} color={COLORS[name] ?? 'ink'} />
  if (value === null) return null
  return (
    <LevelBars
      level={value}
      of={RESILIENCE_LEVELS.length}
      label={t('level', { level: format.number(value), of: RESILIENCE_LEVELS.length })}
    />
  )
}
