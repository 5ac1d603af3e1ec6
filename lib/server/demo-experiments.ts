import 'server-only'
import type { Kysely } from 'kysely'
import { addDays, type Day, daysBetween, eachDay, weekday } from '@/lib/domain/day'
import { type Experiment, lastDayOf } from '@/lib/domain/experiment'
import { demoRing } from '@/lib/oura/demo-ring'
import type { Database } from './db/schema'
import { DEMO_SEED } from './demo-source'
import { addExperiment, listExperiments, noteCheck, removeExperiment } from './experiments'
import { DEMO_USER } from './user'

type Plan = Pick<Experiment, 'question' | 'metric' | 'phase_days' | 'phases'> & {
  id: string
  /** Weeks before this one in which it begins, and how many weeks after its end it is replaced by a new one. */
  weeksAgo: number
  keptWeeks: number
  /** Whether it was done on a day with these tags. */
  done: (tags: readonly string[]) => boolean
}

/** What the demo wearer asks: one question answered long ago, one they are at. */
const PLANS: readonly Plan[] = [
  {
    id: 'demo-coffee',
    question: 'No coffee after two: asleep sooner?',
    metric: 'sleep_latency',
    phase_days: 7,
    phases: 12,
    weeksAgo: 17,
    keptWeeks: 26,
    done: (tags) => !tags.includes('tag_generic_coffee'),
  },
  {
    id: 'demo-meditation',
    question: 'Meditating in the evening: more HRV?',
    metric: 'average_hrv',
    phase_days: 14,
    phases: 6,
    weeksAgo: 8,
    keptWeeks: 0,
    done: (tags) => tags.includes('tag_generic_meditation'),
  },
]

/**
 * The demo wearer's experiments, kept as anybody keeps theirs: begun once, a note for each day that is over, by the tags of that day. Like
 * anybody they stray from their plans.
 */
export async function keepDemoExperiments(db: Kysely<Database>, now: number): Promise<void> {
  const ring = demoRing({ seed: DEMO_SEED, now })
  const today = ring.lastDay
  const yesterday = addDays(today, -1)
  for (const plan of PLANS) {
    const known = (await listExperiments(db, DEMO_USER)).find(({ id }) => id === plan.id)
    const isOld = known && daysBetween(lastDayOf(known), today) > plan.keptWeeks * 7
    if (isOld) await removeExperiment(db, DEMO_USER, plan.id)
    const experiment = known && !isOld ? known : await begin(db, plan, today, now)
    const noted = new Set(experiment.checks.map(({ day }) => day))
    const last = lastDayOf(experiment) < yesterday ? lastDayOf(experiment) : yesterday
    for (const day of eachDay(experiment.start_day, last)) {
      if (noted.has(day)) continue
      const tags = ring.documents('enhanced_tag', day, day).flatMap(({ tag_type_code }) => tag_type_code ?? [])
      await noteCheck(db, DEMO_USER, { experiment_id: plan.id, day, done: plan.done(tags) }, now)
    }
  }
}

async function begin(db: Kysely<Database>, plan: Plan, today: Day, now: number) {
  const { id, question, metric, phase_days, phases } = plan
  const start_day = addDays(today, 1 - weekday(today) - 7 * plan.weeksAgo)
  const experiment = { id, question, metric, design: 'alternating' as const, start_day, phase_days, phases }
  await addExperiment(db, DEMO_USER, experiment, now)
  return { ...experiment, end_day: null, checks: [] }
}
