import { addDays, type Day, daysBetween } from './day'
import type { Metric } from './metrics'

export const DESIGNS = ['alternating', 'before_after'] as const
export type Design = (typeof DESIGNS)[number]
/** Whole weeks, so that every phase has every weekday. */
export const PHASE_DAYS = [7, 14, 28] as const
export const PHASES = [4, 6, 8, 12] as const
export const LONGEST_QUESTION = 120

/** A question put to one metric: phases with and without something, from a start day on. `end_day` is set when it was ended early. */
export type Experiment = {
  id: string
  question: string
  metric: Metric
  design: Design
  start_day: Day
  phase_days: number
  /** Phases from the start on; before and after has one, and looks back on as long a time before. */
  phases: number
  end_day: Day | null
}

/** What was noted for a day: whether it was done. */
export type Check = { day: Day; done: boolean }

/** The first day that counts: with before and after as long before the start as the phase after it. */
export function firstDayOf({ design, start_day, phase_days }: Experiment): Day {
  return design === 'before_after' ? addDays(start_day, -phase_days) : start_day
}

/** The last day by plan, or the day it was ended on. */
export function lastDayOf({ start_day, phase_days, phases, end_day }: Experiment): Day {
  const planned = addDays(start_day, phase_days * phases - 1)
  return end_day !== null && end_day < planned ? end_day : planned
}

/** The days whose numbers an experiment needs by `today`, and the day after them; it may have to wait a night for its last. */
export function measuredDaysOf(experiment: Experiment, today: Day): { from: Day; to: Day } {
  const end = lastDayOf(experiment)
  const after = addDays(end < today ? end : today, 1)
  return { from: firstDayOf(experiment), to: after < today ? after : today }
}

/** Whether the plan says to do it on this day; null outside of it. Alternating begins with. */
export function planOn(experiment: Experiment, day: Day): boolean | null {
  if (day < firstDayOf(experiment) || day > lastDayOf(experiment)) return null
  const since = daysBetween(experiment.start_day, day)
  if (since < 0) return false
  return experiment.design === 'before_after' || Math.floor(since / experiment.phase_days) % 2 === 0
}

/** Whether a day asks for its note: the last one does until it is over, even when the experiment was ended on it. */
export const isNoted = (experiment: Experiment, day: Day): boolean => day >= experiment.start_day && day <= lastDayOf(experiment)

/** Not begun, going on, or over. */
export function stateOf(experiment: Experiment, today: Day): 'ahead' | 'running' | 'over' {
  if (today < experiment.start_day) return 'ahead'
  return today > lastDayOf(experiment) || experiment.end_day !== null ? 'over' : 'running'
}

/** The phase a day is in, 1 … phases, and how many days of it are left after it; null outside of the plan. */
export function phaseOn(experiment: Experiment, day: Day): { phase: number; left: number } | null {
  const since = daysBetween(experiment.start_day, day)
  if (since < 0 || planOn(experiment, day) === null) return null
  return { phase: Math.floor(since / experiment.phase_days) + 1, left: experiment.phase_days - 1 - (since % experiment.phase_days) }
}
