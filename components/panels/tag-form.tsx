import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/text-field'
import type { LocalTag, TagWrite } from '@/lib/api'
import type { Day } from '@/lib/domain/day'
import { instantOf } from '@/lib/domain/local-clock'
import { LONGEST_NAME, lengthOf, noteTextOf, tagNameOf } from '@/lib/domain/local-tag'
import { momentOnDay } from '@/lib/domain/tag-moment'
import type { WallClock } from '@/lib/domain/wall-clock'
import { useEventName } from './event-name'
import { noteFits, TagNote } from './tag-note'
import { TagTime } from './tag-time'

type Props = {
  tag: LocalTag
  day: Day
  wall: WallClock
  now: number
  onSave: (tag: TagWrite) => void
  onDelete: () => void
  onCancel: () => void
}

/** Name, time and note of one's own tag. A name that stays as it was keeps Oura's code behind it. */
export function TagForm({ tag, day, wall, now, onSave, onDelete, onCancel }: Props) {
  const t = useTranslations('tags')
  const called = useEventName()({ code: tag.code ?? '', text: tag.name ?? (tag.code ? null : '') })
  const [name, setName] = useState(called)
  const [note, setNote] = useState(tag.note ?? '')
  const [at, setAt] = useState(tag.at)
  const early = instantOf(at) > now + 60_000
  const kept = tagNameOf(name)
  const long = lengthOf(kept) > LONGEST_NAME
  const empty = kept === '' && noteTextOf(note) === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (early || long || empty || !noteFits(note)) return
    const same = kept === called
    onSave({ id: tag.id, at, code: same ? tag.code : null, name: same ? tag.name : kept || null, note: noteTextOf(note) || null })
  }
  return (
    <form onSubmit={submit} aria-label={t('editTitle')}>
      <TextField label={t('name')} value={name} onChange={setName} className="pb-1" />
      {(long || empty) && (
        <p role="alert" className="text-secondary">
          {long ? t('nameLong', { most: LONGEST_NAME }) : t('empty')}
        </p>
      )}
      <TagTime day={day} at={at} now={null} early={early} onChange={(minute) => minute !== null && setAt(momentOnDay(day, minute, wall))} />
      <TagNote value={note} onChange={setNote} />
      <div className="flex flex-wrap gap-2.5 pt-3">
        <Button type="submit" size="small" disabled={early || long || empty || !noteFits(note)}>
          {t('save')}
        </Button>
        <Button look="secondary" size="small" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button look="danger" size="small" className="ml-auto" onClick={onDelete}>
          {t('delete')}
        </Button>
      </div>
    </form>
  )
}
