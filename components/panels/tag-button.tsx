'use client'
import { useTranslations } from 'use-intl'
import { LaneBox } from '@/components/charts/lane'
import { useIsGuest } from '@/components/ui/guest'
import { later } from '@/components/ui/later'
import type { DayClock } from '@/lib/domain/day-clock'
import { useWaitingTags } from './tag-writes'

const QuickTag = later(async () => (await import('./quick-tag')).QuickTag, { behind: true })

/** In the caption of the events lane: opens the sheet of tags, and says when some are not saved yet. Guests set none. */
export function TagButton({ clock, name, onOpen }: { clock: DayClock; name: string; onOpen: () => void }) {
  const t = useTranslations('tags')
  const waiting = useWaitingTags().length
  const guest = useIsGuest()
  if (guest) return null
  const head = (
    <>
      <span aria-hidden="true" className="lane-name invisible">
        {name}
      </span>
      <div className="lane-notes tag-notes">
        <QuickTag clock={clock} />
        <button type="button" className="caption-link tag-button" aria-label={t('addLabel')} onClick={onOpen}>
          {waiting > 0 && <span>{t('waiting', { count: waiting })}</span>}
          <span className="tag-button-name">+ {t('add')}</span>
        </button>
      </div>
    </>
  )
  return (
    <div className="clock-captions">
      <LaneBox id="sleep" />
      <LaneBox id="heart" />
      <LaneBox id="met" />
      <LaneBox id="class" />
      <LaneBox id="events" head={head} />
    </div>
  )
}
