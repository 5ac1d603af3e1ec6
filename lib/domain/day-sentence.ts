import type { DailyActivity, Workout } from '@/lib/oura/schemas'
import { type DayTrends, dayValue, usualOf } from './day-trends'
import { type Goal, goalOf } from './goal'

type NightClause = 'none' | 'not_yet' | 'short' | 'long' | 'optimal' | 'usual' | 'fair' | 'poor'
type DayClause = 'running' | 'rest_mode' | 'not_worn' | 'desk' | 'on_foot' | 'active' | 'quiet' | 'usual'
type Effort = 'easy' | 'moderate' | 'hard'
const WORKOUT_KINDS = ['running', 'walking', 'cycling', 'swimming', 'hiking', 'yoga', 'strength_training', 'rowing', 'dancing'] as const
export type WorkoutKind = (typeof WORKOUT_KINDS)[number] | 'other'

/** What the day was, said in clauses: each names a message, so that a language can say it its own way. Null parts are left out. */
export type DaySentence = {
  night: NightClause | null
  /** Seconds of sleep beside the night. */
  nap: number | null
  day: DayClause | null
  workouts: { count: number; kind: WorkoutKind; effort: Effort } | null
  /** Degrees above (below) the wearer's long-term average, when that is unusual. */
  temperature: number | null
  /** Minutes that the wearer's clock was moved, by travel or summer time. */
  clockMoved: number | null
  goal: Goal | null
}

export type DayFacts = {
  trends: DayTrends
  activity: DailyActivity | null
  workouts: readonly Pick<Workout, 'activity' | 'intensity'>[]
  restMode: boolean
  inProgress: boolean
  /** Whether Oura has all of the day: what it has counted of a part says little. */
  whole?: boolean
  /** Minutes east of UTC at the start of this day and at its end, as the ring wrote them. */
  offsets: { start: number; end: number } | null
}

const HOUR = 3600
const LEAST_NAP = 15 * 60

/** Describes a day by what was measured; null where nothing was. */
export function daySentence(facts: DayFacts): DaySentence | null {
  const { trends, activity, workouts, offsets } = facts
  const night = nightClause(trends, activity !== null || workouts.length > 0, facts.inProgress)
  const day = dayClause(facts)
  if (night === null && day === null && workouts.length === 0 && activity === null) return null
  const goal = activity && day !== 'rest_mode' && day !== 'not_worn' ? goalOf(activity) : null
  const temperature = dayValue(trends, 'temperature_deviation')
  const nap = dayValue(trends, 'nap_sleep')
  const moved = offsets ? offsets.end - offsets.start : 0
  return {
    night,
    nap: nap !== null && nap >= LEAST_NAP ? nap : null,
    day,
    workouts: hardest(workouts),
    temperature: temperature !== null && Math.abs(temperature) >= 0.7 ? temperature : null,
    clockMoved: moved === 0 ? null : moved,
    goal: goal && (facts.inProgress || facts.whole !== false || goal.left <= 0) ? goal : null,
  }
}

function nightClause(trends: DayTrends, otherData: boolean, inProgress: boolean): NightClause | null {
  const score = dayValue(trends, 'sleep_score')
  const total = dayValue(trends, 'total_sleep')
  // Of a day that was only napped on no night was recorded.
  const asleep = total !== null && total > 0 && total === dayValue(trends, 'nap_sleep') ? null : total
  // The ring's movement reaches Oura by itself, its nights only once the app is opened.
  if (score === null && asleep === null) return otherData || total !== null ? (inProgress ? 'not_yet' : 'none') : null
  const usual = usualOf(trends, 'total_sleep')
  if (asleep !== null && usual && asleep < Math.min(usual.low, usual.median - 0.75 * HOUR)) return 'short'
  if (score !== null && score >= 85) return 'optimal'
  if (asleep !== null && usual && asleep > Math.max(usual.high, usual.median + HOUR)) return 'long'
  if (score === null || score >= 70) return usual ? 'usual' : null
  return score >= 60 ? 'fair' : 'poor'
}

function dayClause({ trends, activity, restMode, inProgress, whole = true }: DayFacts): DayClause | null {
  if (restMode) return 'rest_mode'
  if (!activity) return null
  if (inProgress) return 'running'
  if (activity.non_wear_time >= 8 * HOUR) return 'not_worn'
  const steps = usualOf(trends, 'steps')
  const seated = usualOf(trends, 'inactive_time')
  const strenuous = activity.medium_activity_time + activity.high_activity_time
  const medium = usualOf(trends, 'medium_time')
  if (steps && activity.steps >= steps.high * 1.25) return 'on_foot'
  if (medium && strenuous >= Math.max(HOUR, 2 * medium.median)) return 'active'
  if (!whole) return null
  if (seated && activity.sedentary_time > Math.max(seated.high, 8 * HOUR)) return 'desk'
  if (steps && activity.steps < steps.low * 0.75) return 'quiet'
  return steps || seated || medium ? 'usual' : null
}

const EFFORTS = ['easy', 'moderate', 'hard'] as const

function hardest(workouts: DayFacts['workouts']): DaySentence['workouts'] {
  const ranked = workouts
    .map(({ activity, intensity }) => ({
      kind: workoutKind(activity),
      effort: EFFORTS.find((effort) => effort === intensity) ?? ('moderate' as const),
    }))
    .sort((a, b) => EFFORTS.indexOf(b.effort) - EFFORTS.indexOf(a.effort))
  const first = ranked[0]
  return first ? { count: workouts.length, ...first } : null
}

/** Oura spells activities both ways (`strengthTraining`, `strength_training`) and has a hundred of them; only some have a word of their own. */
export function workoutKind(activity: string): WorkoutKind {
  const plain = (name: string) => name.replaceAll(/[\s_]/g, '').toLowerCase()
  return WORKOUT_KINDS.find((kind) => plain(kind) === plain(activity)) ?? 'other'
}
