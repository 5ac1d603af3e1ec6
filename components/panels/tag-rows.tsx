import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import type { DayEvent } from '@/lib/domain/day-events'
import type { WaitingTag } from '@/lib/queries/waiting'
import { useEventName } from './event-name'

/** A tag of the day with its time, minutes since midnight of the wearer's clock. */
export type TagRow = { event: DayEvent; minute: number }

function Mark({ local }: { local: boolean }) {
  return (
    <svg
      viewBox="-7 -7 14 14"
      aria-hidden="true"
      className="mt-[3px] size-3.5 flex-none overflow-visible fill-none stroke-ink stroke-[1.5]"
    >
      {local ? <circle r="4.5" /> : <path d="M0 -5l5 5l-5 5l-5 -5Z" />}
    </svg>
  )
}

type Props = { rows: readonly TagRow[]; waiting: readonly WaitingTag[]; editable: boolean; onEdit: (id: string) => void }

/** The tags of a day in order of time, Oura's and one's own; the own ones can be edited. */
export function TagRows({ rows, waiting, editable, onEdit }: Props) {
  const t = useTranslations('tags')
  const format = useFormat()
  const nameOf = useEventName()
  if (rows.length === 0) return <p className="py-2 text-secondary text-ink2">{t('none')}</p>
  return (
    <ul>
      {rows.map(({ event, minute }) => {
        const change = waiting.find(({ tag }) => tag.id === event.id)
        const [name, time] = [nameOf(event), format.clock(minute)]
        const onlyNote = event.local && !event.code && event.note?.startsWith(name.replace(/…$/, ''))
        return (
          <li key={event.id} className="flex min-h-11 items-start gap-2.5 border-line border-t py-2.5">
            <Mark local={event.local} />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-baseline gap-x-2 text-body">
                <span className="text-ink2">{time}</span>
                <bdi className="font-[650] break-words">{onlyNote ? t('noteOnly') : name}</bdi>
                {!event.local && <span className="text-caption text-ink3">{t('fromOura')}</span>}
              </p>
              {event.note !== null && (
                <p dir="auto" className="max-h-40 overflow-y-auto text-secondary break-words whitespace-pre-wrap text-ink2">
                  {event.note}
                </p>
              )}
              {change && <p className="text-caption text-ink2">{t(change.refused === null ? 'notSaved' : 'refused')}</p>}
            </div>
            {event.local && editable && (
              <button
                type="button"
                aria-label={t('editLabel', { name, time })}
                className="-my-2 grid min-h-11 min-w-11 flex-none place-items-center text-secondary text-ink2 underline decoration-control underline-offset-3"
                onClick={() => onEdit(event.id)}
              >
                {t('edit')}
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
