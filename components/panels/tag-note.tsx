import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import { LONGEST_NOTE, lengthOf, noteTextOf } from '@/lib/domain/local-tag'

type Props = { value: string; hint?: string; onChange: (value: string) => void }

/** Whether a note can be kept as it is. */
export const noteFits = (note: string) => lengthOf(noteTextOf(note)) <= LONGEST_NOTE

/** Free text of some lines. The field has no name, so that no form ever carries it into an address. */
export function TagNote({ value, hint, onChange }: Props) {
  const t = useTranslations('tags')
  const format = useFormat()
  const id = useId()
  return (
    <div className="py-1">
      <label htmlFor={id} className="block pb-1 text-secondary font-semibold">
        {t('note')} {hint && <span className="font-normal text-ink2">{hint}</span>}
      </label>
      <textarea
        id={id}
        rows={2}
        dir="auto"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="block min-h-16 w-full rounded-control bg-bg px-3.5 py-2.5 text-body inset-ring-[1.5px] inset-ring-control outline-ink focus:outline-2 focus:outline-offset-2"
      />
      {!noteFits(value) && (
        <p role="alert" className="pt-1 text-secondary">
          {t('noteLong', { count: format.number(lengthOf(noteTextOf(value))), most: format.number(LONGEST_NOTE) })}
        </p>
      )}
    </div>
  )
}
