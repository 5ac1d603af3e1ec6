'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { usePull } from '@/components/ui/pull'
import { connectionQueries } from '@/lib/queries/connection'
import { syncQueries } from '@/lib/queries/sync'

/** Pulling the page down syncs: what letting go would do, that it runs, and that it could not be started. Not there for the demo ring. */
export function PullPanel() {
  const t = useTranslations('pull')
  const kind = useQuery(connectionQueries.current()).data?.kind
  const running = useQuery(syncQueries.status()).data?.state === 'running'
  const start = useMutation(syncQueries.start())
  const own = kind === 'token' || kind === 'oauth'
  const pull = usePull(() => start.mutate(), own)
  // A sync that began by itself has its place in the line under the day.
  const syncing = start.isPending || (start.isSuccess && running)
  const said = pull === 'far' ? t('release') : pull === 'pulling' ? t('pull') : syncing ? t('syncing') : start.isError ? t('failed') : null
  return (
    <>
      {said !== null && (
        <div
          aria-hidden="true"
          className="pointer-events-none fixed inset-x-0 top-[max(0.75rem,env(safe-area-inset-top))] z-[4] flex justify-center"
        >
          <p className="flex items-center gap-2 rounded-full bg-raised px-3.5 py-2 text-secondary font-semibold inset-ring inset-ring-control">
            <Icon name="sync" className={`size-4 ${syncing ? 'motion-safe:animate-spin' : ''}`} />
            {said}
          </p>
        </div>
      )}
      <p role="status" data-pull={own || undefined} className="sr-only">
        {pull === 'none' && said}
      </p>
    </>
  )
}
