'use client'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import type { Day } from '@/lib/domain/day'
import { SCORES } from '@/lib/domain/scores'

/** Sleep, readiness and activity of a day, in this order. */
export type DayScores = readonly (number | null)[]

const FILLS = { sleep: 'fill-sleep', readiness: 'fill-readiness', activity: 'fill-activity' } as const

type Props = {
  day: Day
  /** Null while they are not known. */
  scores: DayScores | null
  /** How many tags and notes the day has. */
  tags: number
  selected: boolean
  reached: boolean
  outside: boolean
  onPick: (day: Day) => void
}

/** The sign of a tag, as on the clock of its day. */
export function TagMark({ className = '' }: { className?: string }) {
  return (
    <svg viewBox="-4 -4 8 8" aria-hidden="true" className={`size-2 flex-none fill-none stroke-ink stroke-[1.25] ${className}`}>
      <path d="M0 -3l3 3l-3 3l-3 -3Z" />
    </svg>
  )
}

/** A cell of the calendar: the date, three bars and a mark for tags; dimmed without data. Only the one that the arrow keys reached can be tabbed to. */
export function CalendarDay({ day, scores, tags, selected, reached, outside, onPick }: Props) {
  const t = useTranslations('calendar')
  const tScores = useTranslations('scores')
  const format = useFormat()
  const empty = scores?.every((score) => score === null) ?? false
  const told = SCORES.map((name, index) => {
    const score = scores?.[index] ?? null
    return score === null ? null : `${tScores(`names.${name}`)} ${format.number(score)}`
  })
  const label = [format.longDate(day), ...(empty ? [t('noData')] : told), tags > 0 && t('tags', { count: tags })].filter(Boolean).join(', ')
  return (
    <button
      type="button"
      aria-label={label}
      aria-current={selected ? 'date' : undefined}
      disabled={outside}
      tabIndex={reached ? 0 : -1}
      data-first-focus={reached || undefined}
      onClick={() => onPick(day)}
      className={`relative mx-auto flex h-12 w-full max-w-12 flex-col items-center justify-center gap-[3px] rounded-control text-body aria-[current]:font-[650] aria-[current]:inset-ring-2 aria-[current]:inset-ring-ink ${empty || outside ? 'text-ink3 opacity-60' : ''}`}
    >
      {Number(day.slice(8))}
      {tags > 0 && <TagMark className="absolute top-1 right-1" />}
      <svg aria-hidden="true" width="24" height="12" className="block">
        {SCORES.map((name, index) => (
          <g key={name}>
            <rect y={4.5 * index} width="24" height="3" rx="1.5" className="fill-band" />
            {scores?.[index] != null && (
              <rect y={4.5 * index} width={(24 * scores[index]) / 100} height="3" rx="1.5" className={FILLS[name]} />
            )}
          </g>
        ))}
      </svg>
    </button>
  )
}
