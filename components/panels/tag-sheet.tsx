'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { useNow } from '@/components/ui/now'
import { useFormat } from '@/components/ui/settings'
import { Sheet } from '@/components/ui/sheet'
import { TextField } from '@/components/ui/text-field'
import type { TagWrite } from '@/lib/api'
import type { DayClock } from '@/lib/domain/day-clock'
import { instantOf, minuteOfMoment } from '@/lib/domain/local-clock'
import { noteTextOf } from '@/lib/domain/local-tag'
import { momentOnDay, presentMoment } from '@/lib/domain/tag-moment'
import { wallTime } from '@/lib/domain/wall-clock'
import { tagsQueries } from '@/lib/queries/tags'
import { useEventName } from './event-name'
import { freshId } from './fresh-id'
import { TagChoices } from './tag-choices'
import { TagForm } from './tag-form'
import { noteFits, TagNote } from './tag-note'
import { TagRows } from './tag-rows'
import { TagTime } from './tag-time'
import { useTagsWritable, useTagWrites, useWaitingTags } from './tag-writes'

/** Where a tag of a day that is over is put until its time is chosen: most are about the evening. */
const EVENING = 21 * 60

/** What was done last, to be said and undone. */
type Done = { text: string; undo: () => void }

/** Every tag of a day, and one tap for another: those set most often first. Nothing typed is lost while the page is open. */
export function TagSheet({ clock, open, onClose }: { clock: DayClock; open: boolean; onClose: () => void }) {
  const t = useTranslations('tags')
  const format = useFormat()
  const nameOf = useEventName()
  const { now } = useNow()
  const writable = useTagsWritable()
  const { add, change, remove } = useTagWrites()
  const waiting = useWaitingTags()
  const { day } = clock.span
  const own = useQuery(tagsQueries.local(day, day)).data ?? []
  const [draft, setDraft] = useState<{ day: string; typed: string; note: string; minute: number | null }>()
  const [edited, setEdited] = useState<string | null>(null)
  const [done, setDone] = useState<Done | null>(null)

  const { typed, note, minute } = draft?.day === day ? draft : { typed: '', note: draft?.note ?? '', minute: null }
  const put = (some: Partial<{ typed: string; note: string; minute: number | null }>) => setDraft({ day, typed, note, minute, ...some })
  const present = clock.now === null ? null : presentMoment(now, clock.wall)
  const at = minute === null ? (present ?? momentOnDay(day, EVENING, clock.wall)) : momentOnDay(day, minute, clock.wall)
  const early = instantOf(at) > now + 60_000
  const timeOf = (moment: string) => format.clock(minuteOfMoment(moment))

  const set = (tag: { code: string | null; name: string | null }, called: string) => {
    const made: TagWrite = { id: freshId(), at, ...tag, note: noteTextOf(note) || null }
    add(made)
    setDraft({ day, typed: '', note: '', minute })
    setDone({ text: t('added', { name: called, time: timeOf(at) }), undo: () => remove(made) })
  }
  const tag = own.find(({ id }) => id === edited)
  const calledAs = tag && nameOf({ code: tag.code ?? '', text: tag.name ?? (tag.code ? null : t('noteOnly')) })
  const rows = clock.events
    .filter(({ kind }) => kind === 'tag')
    .map((event) => ({ event, minute: wallTime(clock.wall, clock.span.start + event.from * 60_000).minute }))

  return (
    <Sheet open={open} title={tag ? t('editTitle') : t('title', { date: format.date(day) })} onClose={onClose} closeLabel={t('close')}>
      {done && (
        <p role="status" className="flex min-h-11 items-center gap-3 rounded-control bg-raised px-3 text-secondary">
          <bdi className="min-w-0 break-words">{done.text}</bdi>
          <button
            type="button"
            className="ml-auto min-h-11 flex-none px-1 font-[650] underline underline-offset-3"
            onClick={() => {
              done.undo()
              setDone(null)
            }}
          >
            {t('undo')}
          </button>
        </p>
      )}
      {tag ? (
        <TagForm
          key={tag.id}
          {...{ tag, day, now }}
          wall={clock.wall}
          onCancel={() => setEdited(null)}
          onSave={(next) => {
            change(next)
            setEdited(null)
            setDone({ text: t('changed', { name: calledAs ?? '' }), undo: () => change(plain(tag)) })
          }}
          onDelete={() => {
            remove(plain(tag))
            setEdited(null)
            setDone({ text: t('deleted', { name: calledAs ?? '' }), undo: () => change(plain(tag)) })
          }}
        />
      ) : (
        <>
          {!writable && <p className="pb-2 text-secondary text-ink2">{t('demo')}</p>}
          <TextField label={t('search')} value={typed} onChange={(text) => put({ typed: text })} />
          <TagChoices {...{ day, typed }} disabled={!writable || early || !noteFits(note)} onPick={set} />
          <TagTime {...{ day, at, early }} now={present} onChange={(next) => put({ minute: next })} />
          <TagNote value={note} hint={t('noteHint')} onChange={(text) => put({ note: text })} />
          {noteTextOf(note) !== '' && (
            <Button
              size="small"
              className="my-1"
              disabled={!writable || early || !noteFits(note)}
              onClick={() => set({ code: null, name: null }, t('noteOnly'))}
            >
              {t('saveNote')}
            </Button>
          )}
          <h3 className="pt-4 pb-1 text-secondary font-[650] text-ink2">{t('onDay')}</h3>
          <TagRows {...{ rows, waiting }} editable={writable} onEdit={setEdited} />
          <p className="border-line border-t pt-2 text-caption text-ink3">{t('own')}</p>
        </>
      )}
    </Sheet>
  )
}

const plain = ({ id, at, code, name, note }: TagWrite): TagWrite => ({ id, at, code, name, note })
