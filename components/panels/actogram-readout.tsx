import { useTranslations } from 'use-intl'
import { useMayOpen } from '@/components/ui/guest'
import { Link } from '@/components/ui/link'
import { ReadoutCell } from '@/components/ui/readout'
import { useFormat } from '@/components/ui/settings'
import { Spoken } from '@/components/ui/spoken'
import type { SwatchColor } from '@/components/ui/swatch'
import type { ActogramPoint } from '@/lib/domain/actogram'
import type { Day } from '@/lib/domain/day'
import { DAY_START_HOUR } from '@/lib/domain/local-clock'
import { REST_MET, type RhythmState } from '@/lib/domain/rhythm-code'

const COLORS: Partial<Record<RhythmState, SwatchColor>> = {
  asleep: 'sleep',
  awake: 'awake',
  rest: 'rest',
  inactive: 'inactive',
  low: 'low',
  medium: 'medium',
  high: 'high',
}

type Props = { point: ActogramPoint | null; last: Day }

/** The row above an actogram: what is at the selected place, and the way to that day. At rest it says what to do. */
export function ActogramReadout({ point, last }: Props) {
  const t = useTranslations('rhythm.actogram')
  const states = useTranslations('rhythm.state')
  const format = useFormat()
  const mayOpen = useMayOpen()
  if (!point)
    return (
      <div className="actogram-readout">
        <p className="col-span-full text-secondary text-ink3">{t('hint', { time: format.clock(DAY_START_HOUR * 60) })}</p>
      </div>
    )
  const dayHref = `/?day=${point.day}`
  const color = point.state && COLORS[point.state]
  const state = point.state ? states(`${point.state}`) : null
  const met = point.activity === null ? null : format.number(point.activity + REST_MET, 1)
  return (
    <div className="actogram-readout">
      <div className="min-w-0">
        <div className="text-tick whitespace-nowrap text-ink3">{format.date(point.day)}</div>
        <div className="text-value whitespace-nowrap">{format.clock(point.minute)}</div>
      </div>
      <ReadoutCell name={t('state')} {...(color ? { swatch: { color, shape: 'square' as const } } : {})} value={state} />
      <ReadoutCell name="MET" value={met} />
      {point.day <= last && mayOpen(dayHref) && (
        <Link href={dayHref} className="clock-link justify-self-end">
          {t('open')}
        </Link>
      )}
      <Spoken text={`${format.longDate(point.day)}, ${format.clock(point.minute)}: ${state ?? t('unknown')}`} />
    </div>
  )
}
