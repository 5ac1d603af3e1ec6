'use client'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import type { ExperimentBody } from '@/lib/api'
import type { Day } from '@/lib/domain/day'
import { useCheckWrite, useWaitingCheck } from './check-writes'

type Props = { experiment: ExperimentBody; day: Day; name: string }

/** Was it done on this day? One touch says yes or no; the same touch again takes it back. It waits on the device where it has to. */
export function ExperimentCheck({ experiment, day, name }: Props) {
  const t = useTranslations('experimentNote')
  const note = useCheckWrite()
  const waiting = useWaitingCheck(experiment.id, day)
  const done = experiment.checks.find((check) => check.day === day)?.done ?? null
  return (
    <fieldset className="flex min-h-13 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-line py-1 not-first:border-t">
      <legend className="sr-only">{t('didYou', { day: name })}</legend>
      <span aria-hidden="true" className="text-body">
        {name}
      </span>
      <span className="flex gap-2">
        {([true, false] as const).map((value) => (
          <button
            key={String(value)}
            type="button"
            aria-pressed={done === value}
            onClick={() => note({ experiment_id: experiment.id, day, done: done === value ? null : value })}
            className="inline-flex h-11 min-w-20 items-center justify-center gap-1.5 rounded-control px-3 text-[0.875rem] font-[650] inset-ring-[1.5px] inset-ring-control aria-pressed:bg-ink aria-pressed:text-bg"
          >
            {done === value && <Icon name="check" className="size-4" weight={2.4} />}
            {t(value ? 'yes' : 'no')}
          </button>
        ))}
      </span>
      {waiting && (
        <p role={waiting.refused === null ? 'status' : 'alert'} className="w-full text-caption text-ink2">
          {t(waiting.refused === null ? 'notSaved' : 'refused')}
        </p>
      )}
    </fieldset>
  )
}
