import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import type { ExperimentBody } from '@/lib/api'
import { addDays, type Day } from '@/lib/domain/day'
import type { stateOf } from '@/lib/domain/experiment'
import { experimentsQueries } from '@/lib/queries/experiments'
import { Refused } from './refused'

type Props = { experiment: ExperimentBody; today: Day; state: ReturnType<typeof stateOf> }

/** Ends an experiment or deletes it; both are asked once more. */
export function ExperimentActions({ experiment, today, state }: Props) {
  const t = useTranslations('experiments')
  const [asked, setAsked] = useState<'end' | 'remove' | null>(null)
  const close = { onSuccess: () => setAsked(null) }
  const end = useMutation({ ...experimentsQueries.end(), ...close })
  const remove = useMutation({ ...experimentsQueries.remove(), ...close })
  // The day under way is still to be noted (`isNoted`): it is the last.
  const last = state === 'ahead' ? addDays(experiment.start_day, -1) : today
  if (!asked)
    return (
      <div className="mt-4 flex flex-wrap gap-2.5">
        {state === 'running' && (
          <Button look="secondary" size="small" onClick={() => setAsked('end')}>
            {t('end')}
          </Button>
        )}
        <Button look="secondary" size="small" onClick={() => setAsked('remove')}>
          {t('remove')}
        </Button>
      </div>
    )
  return (
    <section aria-label={t(`${asked}Ask`)} className="mt-4 border-t border-line pt-3.5">
      <p className="mb-3 text-secondary">{t(`${asked}Ask`)}</p>
      <Refused error={end.error ?? remove.error} className="mb-3">
        {t('failed')}
      </Refused>
      <div className="grid grid-cols-2 gap-2.5">
        <Button
          look={asked === 'remove' ? 'danger' : 'primary'}
          size="small"
          busy={end.isPending || remove.isPending}
          onClick={() => (asked === 'remove' ? remove.mutate(experiment.id) : end.mutate({ id: experiment.id, end_day: last }))}
        >
          {t(asked)}
        </Button>
        <Button look="secondary" size="small" onClick={() => setAsked(null)}>
          {t('cancel')}
        </Button>
      </div>
    </section>
  )
}
