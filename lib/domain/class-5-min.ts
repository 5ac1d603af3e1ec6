import { type ActivityShape, type DaySpan, minuteAt } from './day-span'
import { clip, type Interval } from './interval'
import { instantOf } from './local-clock'

/** What each character of `class_5_min` stands for, '0' … '5'. Oura adjusts the limits to the wearer: never derived from MET. */
export const CLASSES = ['non_wear', 'rest', 'inactive', 'low', 'medium', 'high'] as const
export type ActivityClass = (typeof CLASSES)[number]
export type ClassRun = Interval & { name: ActivityClass }

/** Runs of equal class on the axis, in order. A character this version does not know leaves a gap. */
export function classRuns(document: ActivityShape, span: DaySpan): ClassRun[] {
  const start = minuteAt(span, instantOf(document.timestamp))
  const runs: ClassRun[] = []
  for (const [index, character] of [...(document.class_5_min ?? '')].entries()) {
    const name = CLASSES[character >= '0' ? Number(character) : -1]
    const run = name && clip({ from: start + index * 5, to: start + index * 5 + 5, name }, span.minutes)
    const last = runs.at(-1)
    if (!run) continue
    if (last?.name === run.name && last.to === run.from) last.to = run.to
    else runs.push(run)
  }
  return runs
}

/** The class in force at a minute of the axis; null in a gap. */
export function classAt(runs: readonly ClassRun[], minute: number): ActivityClass | null {
  return runs.find((run) => run.from <= minute && minute < run.to)?.name ?? null
}

/** Minutes spent in each class between two minutes of the axis (the whole axis when left out). */
export function classTotals(runs: readonly ClassRun[], from = 0, to = Number.POSITIVE_INFINITY): Record<ActivityClass, number> {
  const totals = { non_wear: 0, rest: 0, inactive: 0, low: 0, medium: 0, high: 0 }
  for (const run of runs) totals[run.name] += Math.max(0, Math.min(to, run.to) - Math.max(from, run.from))
  return totals
}

/** The class with the most minutes between two minutes of the axis; null where there is none. */
export function mainClass(runs: readonly ClassRun[], from: number, to: number): { name: ActivityClass; minutes: number } | null {
  const totals = classTotals(runs, from, to)
  const name = CLASSES.reduce((best, next) => (totals[next] >= totals[best] ? next : best))
  return totals[name] > 0 ? { name, minutes: totals[name] } : null
}
