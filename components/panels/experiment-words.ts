import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import type { Day } from '@/lib/domain/day'
import { type Experiment, lastDayOf, phaseOn, planOn, stateOf } from '@/lib/domain/experiment'
import { FEWEST_DAYS, type Verdict } from '@/lib/domain/experiment-verdict'
import { isNightly } from '@/lib/domain/measured-day'
import { METRICS } from '@/lib/domain/metrics'
import { useEffectWords } from './effect-words'
import { useMetricWords } from './metric-words'

const DEMO_QUESTIONS = ['coffee', 'meditation'] as const

/** What an experiment asks and plans, and what its days say so far. */
export function useExperimentWords() {
  const t = useTranslations('experiments')
  const format = useFormat()
  const metrics = useMetricWords()
  const effects = useEffectWords()
  return {
    /** The demo wearer's questions are ours, so they are asked in the reader's language; everybody else's stand as they were written. */
    question: ({ id, question }: Experiment, demo: boolean): string => {
      const ours = DEMO_QUESTIONS.find((name) => demo && id === `demo-${name}`)
      return ours ? t(`demo.${ours}`) : question
    },
    plan: (experiment: Experiment, today: Day): string[] => {
      const { design, phase_days, phases, start_day, metric } = experiment
      const state = stateOf(experiment, today)
      const phase = phaseOn(experiment, today)
      return [
        t(isNightly(metric) ? 'looksAtNight' : 'looksAtDay', { metric: metrics.name(metric) }),
        design === 'alternating' ? t('alternating', { weeks: phase_days / 7, phases }) : t('beforeAfter', { weeks: phase_days / 7 }),
        state === 'ahead' ? t('ahead', { day: format.dateWithYear(start_day) }) : '',
        state === 'over' ? t('over', { range: format.dateRange(start_day, lastDayOf(experiment)) }) : '',
        state === 'running' && phase ? t(planOn(experiment, today) ? 'nowWith' : 'nowWithout', { phase: phase.phase, phases }) : '',
        state === 'running' && phase ? t(phase.left === 0 ? 'lastDay' : 'left', { left: phase.left }) : '',
      ].filter(Boolean)
    },
    verdict: (experiment: Experiment, verdict: Verdict, today: Day): { title: string; body: string[] } => {
      const { metric, design } = experiment
      const name = metrics.name(metric)
      const counts = t('counts', { with: verdict.withDays, without: verdict.withoutDays })
      const more = [
        verdict.departures > 0 ? t('departures', { count: verdict.departures }) : '',
        verdict.unnoted > 0 ? t('unnoted', { count: verdict.unnoted }) : '',
      ].filter(Boolean)
      if (verdict.state === 'early')
        return {
          title: t(stateOf(experiment, today) === 'over' ? 'tooFew' : 'early'),
          body: [t('earlyWhy', { days: FEWEST_DAYS }), counts, ...more],
        }
      if (verdict.state === 'constant') return { title: t('constant', { metric: name }), body: [counts, ...more] }
      const { difference, interval, side, withMean, withoutMean } = verdict
      const [up, down] = METRICS[metric] === 'minute_of_day' ? (['later', 'earlier'] as const) : (['higher', 'lower'] as const)
      const title = t(side === 0 ? 'open' : side > 0 ? up : down, { metric: name })
      return {
        title,
        body: [
          t('difference', { difference: effects.difference(metric, difference), interval: effects.interval(metric, interval) }),
          t('means', { with: effects.mean(metric, withMean), without: effects.mean(metric, withoutMean) }),
          counts,
          ...more,
          t(design === 'before_after' ? 'causeBefore' : 'cause'),
        ],
      }
    },
  }
}
