'use client'
import { useTranslations } from 'use-intl'
import { LaneBox } from '@/components/charts/lane'
import { useIsGuest } from '@/components/ui/guest'
import { useWaitingTags } from './tag-writes'

/** In the caption of the events lane: opens the sheet of tags, and says when some are not saved yet. Guests set none. */
export function TagButton({ name, onOpen }: { name: string; onOpen: () => void }) {
  const t = useTranslations('tags')
  const waiting = useWaitingTags().length
  const guest = useIsGuest()
  const button = (width: 'narrow-only' | 'wide-only') => (
    <button type="button" className={`caption-link tag-button lane-notes ${width}`} aria-label={t('addLabel')} onClick={onOpen}>
      {waiting > 0 && <span>{t('waiting', { count: waiting })}</span>}
      <span className="tag-button-name">+ {t('add')}</span>
    </button>
  )
  if (guest) return null
  const head = (
    <>
      <span aria-hidden="true" className="lane-name invisible">
        {name}
      </span>
      {button('narrow-only')}
      {button('wide-only')}
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
