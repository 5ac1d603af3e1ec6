import { between, type Draw, draw } from './random'

/** What a tag does to the night that follows it: hrv in ms (rMSSD), lowestHeartRate in bpm, awake and latency in seconds, temperature in °C. */
export type TagEffect = { hrv: number; lowestHeartRate: number; awake: number; latency: number; temperature: number }

const none: TagEffect = { hrv: 0, lowestHeartRate: 0, awake: 0, latency: 0, temperature: 0 }

/**
 * The demo wearer's habits and their true effects, added to that night and to nothing else: analysis must find these sizes again.
 * Podcast has none on purpose. Habits fall on days independently of each other.
 */
export const TAG_EFFECTS = {
  tag_generic_alcohol: { ...none, hrv: -8, lowestHeartRate: 4, awake: 900, temperature: 0.08 },
  tag_generic_late_meal: { ...none, hrv: -3, lowestHeartRate: 2, latency: 120 },
  tag_generic_coffee: { ...none, awake: 300, latency: 360 },
  tag_generic_sauna: { ...none, hrv: 2, lowestHeartRate: -1, temperature: 0.05 },
  tag_generic_meditation: { ...none, hrv: 3, latency: -180 },
  tag_generic_travel: { ...none, hrv: -4, lowestHeartRate: 1, awake: 1500 },
  podcast: none,
} as const satisfies Record<string, TagEffect>

type TagCode = keyof typeof TAG_EFFECTS
export type PlannedTag = { code: TagCode; from: number; minutes: number }

/** Minutes of the day between which a tag is set, how long it lasts (0 is a moment), and how likely it is on a weekday and at a weekend. */
const habits: { code: TagCode; from: [number, number]; minutes: number; likely: [number, number] }[] = [
  { code: 'tag_generic_coffee', from: [14 * 60, 16 * 60 + 30], minutes: 0, likely: [0.42, 0.3] },
  { code: 'tag_generic_meditation', from: [21 * 60, 21 * 60 + 40], minutes: 12, likely: [0.2, 0.16] },
  { code: 'tag_generic_sauna', from: [19 * 60 + 40, 20 * 60 + 10], minutes: 40, likely: [0.08, 0.2] },
  { code: 'tag_generic_alcohol', from: [20 * 60, 21 * 60], minutes: 0, likely: [0.1, 0.45] },
  { code: 'tag_generic_late_meal', from: [21 * 60, 22 * 60], minutes: 0, likely: [0.12, 0.2] },
  { code: 'podcast', from: [18 * 60 + 40, 19 * 60 + 30], minutes: 0, likely: [0.28, 0.28] },
]

/** The tags of a day, in order of time. `evening` says whether tomorrow is free, `quiet` whether the wearer is ill. */
export function tagsOf(seed: number, n: number, evening: 'work' | 'free', state: { ill: boolean; flying: boolean }): PlannedTag[] {
  const tags = habits.flatMap(({ code, from, minutes, likely }) => {
    const next: Draw = draw(seed, code, n)
    const set = next() < likely[evening === 'free' ? 1 : 0] && !state.ill && !state.flying
    return set ? [{ code, from: Math.round(between(next, from[0], from[1])), minutes }] : []
  })
  if (state.flying) tags.push({ code: 'tag_generic_travel', from: 9 * 60 + 30, minutes: 0 })
  return tags.sort((a, b) => a.from - b.from)
}

export function effectOf(tags: readonly PlannedTag[]): TagEffect {
  return tags.reduce<TagEffect>((sum, { code }) => {
    const effect: TagEffect = TAG_EFFECTS[code]
    return {
      hrv: sum.hrv + effect.hrv,
      lowestHeartRate: sum.lowestHeartRate + effect.lowestHeartRate,
      awake: sum.awake + effect.awake,
      latency: sum.latency + effect.latency,
      temperature: sum.temperature + effect.temperature,
    }
  }, none)
}
