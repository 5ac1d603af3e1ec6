import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { DateField } from '@/components/ui/date-field'
import { Segmented } from '@/components/ui/segmented'
import { Sheet } from '@/components/ui/sheet'
import { TextField } from '@/components/ui/text-field'
import { addDays, type Day, isDay } from '@/lib/domain/day'
import { DESIGNS, type Design, LONGEST_QUESTION, PHASE_DAYS, PHASES } from '@/lib/domain/experiment'
import type { Metric } from '@/lib/domain/metrics'
import { experimentsQueries } from '@/lib/queries/experiments'
import { ApiError } from '@/lib/queries/fetch-json'
import { freshId } from './fresh-id'
import { MetricPill } from './metric-pill'
import { Refused } from './refused'

type Props = { today: Day; open: boolean; onClose: () => void }

/** A question, a metric, a start, and phases: all that an experiment needs. */
export function NewExperiment({ today, open, onClose }: Props) {
  const t = useTranslations('experiments')
  return (
    <Sheet open={open} onClose={onClose} title={t('new')} closeLabel={t('close')}>
      <Form today={today} onClose={onClose} />
    </Sheet>
  )
}

function Form({ today, onClose }: Omit<Props, 'open'>) {
  const t = useTranslations('experiments')
  const [id] = useState(freshId)
  const [question, setQuestion] = useState('')
  const [metric, setMetric] = useState<Metric>('average_hrv')
  const [design, setDesign] = useState<Design>('alternating')
  const [start, setStart] = useState(addDays(today, 1))
  const [phaseDays, setPhaseDays] = useState<string>('7')
  const [phases, setPhases] = useState<string>('4')
  const [wrong, setWrong] = useState(false)
  const create = useMutation({ ...experimentsQueries.create(), onSuccess: onClose })
  const text = question.trim()
  const isWhole = text.length > 0 && [...text].length <= LONGEST_QUESTION && isDay(start)
  const save = () => {
    setWrong(!isWhole)
    if (!isWhole) return
    const length = { phase_days: Number(phaseDays), phases: design === 'before_after' ? 1 : Number(phases) }
    create.mutate({ id, question: text, metric, design, start_day: start, ...length })
  }
  return (
    <div className="flex flex-col gap-4 pt-1">
      <TextField label={t('question')} value={question} onChange={setQuestion} />
      <div>
        <p className="mb-1.5 text-[0.875rem] leading-5 font-[650]">{t('metric')}</p>
        <MetricPill label={t('metric')} metric={metric} onPick={setMetric} />
      </div>
      <div>
        <p className="mb-1.5 text-[0.875rem] leading-5 font-[650]">{t('design')}</p>
        <Segmented
          label={t('design')}
          value={design}
          options={DESIGNS.map((value) => ({ value, label: t(`designs.${value}`) }))}
          onChange={setDesign}
          className="w-full"
        />
        <p className="mt-1.5 text-secondary text-ink2">{t(`designSays.${design}`)}</p>
      </div>
      <DateField label={t('start')} value={start} min={addDays(today, -366)} max={addDays(today, 60)} onChange={setStart} />
      <div>
        <p className="mb-1.5 text-[0.875rem] leading-5 font-[650]">{t('phaseLength')}</p>
        <Segmented
          label={t('phaseLength')}
          value={phaseDays}
          options={PHASE_DAYS.map((days) => ({ value: String(days), label: t('weeks', { weeks: days / 7 }) }))}
          onChange={setPhaseDays}
          className="w-full"
        />
      </div>
      {design === 'alternating' && (
        <div>
          <p className="mb-1.5 text-[0.875rem] leading-5 font-[650]">{t('phases')}</p>
          <Segmented
            label={t('phases')}
            value={phases}
            options={PHASES.map((count) => ({ value: String(count), label: String(count) }))}
            onChange={setPhases}
            className="w-full"
          />
        </div>
      )}
      {wrong ? (
        <p role="alert" className="text-secondary">
          {t('wrong', { most: LONGEST_QUESTION })}
        </p>
      ) : (
        <Refused error={create.error}>
          {t(create.error instanceof ApiError && create.error.code === 'invalid' ? 'refused' : 'failed')}
        </Refused>
      )}
      <Button busy={create.isPending} onClick={save}>
        {t('begin')}
      </Button>
    </div>
  )
}
