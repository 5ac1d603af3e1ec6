'use client'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import { Track } from '@/components/ui/track'
import type { Goal } from '@/lib/domain/goal'

/** Oura's goal for the day as a bar, today with a tick where this wearer usually is by now. */
export function GoalBar({ goal, usual, soFar }: { goal: Goal; usual: number | null; soFar: boolean }) {
  const t = useTranslations('activity')
  const format = useFormat()
  // Rounded it would be reached with some metres left.
  const share = format.percent(goal.left > 0 ? Math.min(99, goal.share * 100) : goal.share * 100)
  const left = format.shortDistance(Math.abs(goal.left))
  return (
    <div className="mt-4">
      <div className="mb-0.5 flex flex-wrap items-baseline gap-x-2 text-secondary">
        <h3 className="font-semibold">{t('goal')}</h3>
        <span className="ml-auto text-ink2">{goal.left > 0 ? t('goalLeft', { share, left }) : t('goalOver', { share, over: left })}</span>
      </div>
      <Track share={goal.share} color="activity" height={8} tick={usual === null ? null : usual / goal.target} />
      <div className="mt-px flex min-h-4 flex-wrap justify-between gap-x-3 text-caption text-ink3">
        <span>{format.shortDistance(goal.done)}</span>
        {soFar && usual !== null && <span>{t('byNow', { distance: format.shortDistance(Math.round(usual / 100) * 100) })}</span>}
        <span>{format.shortDistance(goal.target)}</span>
      </div>
    </div>
  )
}
