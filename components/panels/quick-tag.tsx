'use client'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNow } from '@/components/ui/now'
import { useFormat } from '@/components/ui/settings'
import type { TagWrite } from '@/lib/api'
import type { DayClock } from '@/lib/domain/day-clock'
import { minuteOfMoment } from '@/lib/domain/local-clock'
import { presentMoment } from '@/lib/domain/tag-moment'
import { freshId } from './fresh-id'
import { useRecentTags } from './recent-tags'
import { useTagsWritable, useTagWrites } from './tag-writes'

/** So long the way back stands where the tag was set; after that it is deleted in the sheet, as any other. */
const UNDO_MS = 12_000

/** On the running day: the tag that this person sets most often, set to the present minute with one tap, and taken back with another. */
export function QuickTag({ clock }: { clock: DayClock }) {
  const t = useTranslations('tags')
  const format = useFormat()
  const { now } = useNow()
  const writable = useTagsWritable()
  const { add, remove } = useTagWrites()
  const wanted = writable && clock.now !== null
  const often = useRecentTags(clock.span.day, { enabled: wanted })[0]
  const [made, setMade] = useState<{ tag: TagWrite; called: string } | null>(null)
  useEffect(() => {
    if (!made) return
    const timer = setTimeout(() => setMade(null), UNDO_MS)
    return () => clearTimeout(timer)
  }, [made])
  if (!wanted || !often) return null
  const { code, called } = often
  const set = () => {
    const tag = { id: freshId(), at: presentMoment(now, clock.wall), code, name: code ? null : called, note: null }
    add(tag)
    setMade({ tag, called })
  }
  const undo = () => {
    if (made) remove(made.tag)
    setMade(null)
  }
  return (
    <>
      <button type="button" className="caption-link quick-tag" onClick={made ? undo : set}>
        <bdi className="truncate">{made ? t('undoNamed', { name: made.called }) : `+ ${called}`}</bdi>
      </button>
      <span role="status" className="sr-only">
        {made && t('added', { name: made.called, time: format.clock(minuteOfMoment(made.tag.at)) })}
      </span>
    </>
  )
}
