import type { Sleep } from '@/lib/oura/schemas'
import { type DaySpan, minuteAt } from './day-span'
import { clip, type Interval } from './interval'
import { instantOf } from './local-clock'

/** Rows of a hypnogram from the top. In Oura's strings '1' is deep, '2' light, '3' REM, '4' awake. */
export const STAGES = ['awake', 'rem', 'light', 'deep'] as const
export type Stage = (typeof STAGES)[number]
export type StageRun = Interval & { stage: Stage }

const stageOf: Record<string, Stage | undefined> = { 1: 'deep', 2: 'light', 3: 'rem', 4: 'awake' }

/** Which of a document's hypnograms is drawn: the app's own, the ring's by 30 seconds, or the ring's by five minutes. */
export type PhaseSource = 'app' | 'fine' | 'ring'
type Phases = { source: PhaseSource; text: string; step: number }

/** The phases as the Oura app shows them, else the finest that the ring recorded; `fine` prefers 30 seconds. `step`: minutes a character. */
function phasesOf(sleep: Sleep, fine: boolean): Phases | null {
  const kinds: Record<PhaseSource, Phases> = {
    app: { source: 'app', text: sleep.app_sleep_phase_5_min ?? '', step: 5 },
    fine: { source: 'fine', text: sleep.sleep_phase_30_sec ?? '', step: 0.5 },
    ring: { source: 'ring', text: sleep.sleep_phase_5_min ?? '', step: 5 },
  }
  const order = fine ? [kinds.fine, kinds.app, kinds.ring] : [kinds.app, kinds.fine, kinds.ring]
  return order.find(({ text }) => text !== '') ?? null
}

/** Which hypnogram `hypnogram` draws for the same arguments; null where the document has none. */
export function phaseSource(sleep: Sleep, fine = false): PhaseSource | null {
  return phasesOf(sleep, fine)?.source ?? null
}

/** Runs of equal stage on the axis, in order, from `bedtime_start` by instant and never past `bedtime_end`. */
export function hypnogram(sleep: Sleep, span: DaySpan, fine = false): StageRun[] {
  const { text, step } = phasesOf(sleep, fine) ?? { text: '', step: 5 }
  const start = minuteAt(span, instantOf(sleep.bedtime_start))
  const end = sleep.bedtime_end ? minuteAt(span, instantOf(sleep.bedtime_end)) : Number.POSITIVE_INFINITY
  const runs: StageRun[] = []
  for (const [index, character] of [...text].entries()) {
    const stage = stageOf[character]
    const from = start + index * step
    const run = stage && clip({ from, to: Math.min(end, from + step), stage }, span.minutes)
    if (!run) continue
    const last = runs.at(-1)
    if (last?.stage === run.stage && Math.abs(last.to - run.from) < 1e-6) last.to = run.to
    else runs.push(run)
  }
  return runs
}

/** The stage at a minute of the axis; null outside sleep. */
export function stageAt(runs: readonly StageRun[], minute: number): Stage | null {
  return runs.find((run) => run.from <= minute && minute < run.to)?.stage ?? null
}
