import { type Interval, sideOf } from './block-bootstrap'
import { contrastInterval } from './contrast'
import type { Day } from './day'
import { firstRowOfInverse } from './linear-system'
import { type Matched, matchedNights, type Nights, surprises } from './matched-nights'
import { measuredDay } from './measured-day'
import type { Metric } from './metrics'

/** A tag and the activity days it was set on. */
export type TagDays = { key: string; name: string; source: 'oura' | 'local'; days: readonly Day[] }

export type TagEffect = {
  tag: TagDays
  /** The nights after the tag that could be compared, and how many nights without it they were compared with. */
  nights: readonly Day[]
  others: number
  /** Means of the nights with the tag, and of those they were compared with. */
  withTag: number
  without: number
  /** The first minus the second, once the share of the other tags is taken out of both. */
  difference: number
  interval: Interval
  /** The interval leaves zero out. */
  clear: boolean
  /** Another tag on most of the same nights: the two cannot be told apart. */
  companion: { tag: TagDays; nights: number } | null
}

export type TagEffects = {
  /** From the lowest difference to the highest. */
  effects: TagEffect[]
  /** Tags on too few nights, and tags with too few nights without them to compare with. */
  few: TagDays[]
  unmatched: TagDays[]
}

export const FEWEST_NIGHTS = 8
/** Two tags more alike than this (correlation of their nights) are not taken out of each other. */
const ALIKE = 0.5

/** A tag with a mark on each night that follows it and has a number, the places of these nights, and its matched difference. */
type Marked = { tag: TagDays; marks: Float64Array; at: readonly number[]; matched: Matched }

function dot(a: Float64Array, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

/** The values on a tag's nights added up: a tag is on few nights of many, and there may be hundreds of tags. */
function sumOn(values: Float64Array, { at }: Marked): number {
  let sum = 0
  for (const place of at) sum += values[place] ?? 0
  return sum
}

/** The correlation of two yes-or-no rows over `nights` nights: phi. */
function alike(a: Marked, b: Marked, nights: number): number {
  const [one, two] = [a.at.length, b.at.length]
  const spread = Math.sqrt(one * (nights - one) * two * (nights - two))
  return spread === 0 ? 0 : (nights * sumOn(a.marks, b) - one * two) / spread
}

function companionOf(one: Marked, all: readonly Marked[], likeness: readonly number[]): TagEffect['companion'] {
  const close = all.filter((other, index) => other !== one && (likeness[index] ?? 0) > ALIKE)
  const shared = close.map((other) => ({ tag: other.tag, nights: one.matched.nights.filter((at) => other.marks[at]).length }))
  return shared.sort((a, b) => b.nights - a.nights)[0] ?? null
}

/**
 * The nights' numbers (0 where there is none) and what chance alone moves them by; of each tag beside each other, in their order, how alike
 * their nights are and what the weights of the first add up to on the nights of the second.
 */
type Prepared = { days: readonly Day[]; numbers: Float64Array; left: Float64Array; alike: number[][]; sums: number[][] }

/**
 * One tag's difference: its own matched difference, less what the tags on the same nights account for by theirs. With w the weights of each
 * tag's matched difference and T the tags, the differences β solve (w·T) β = w·y, so each is a weighted sum of nights again.
 */
function effectOf(place: number, all: readonly Marked[], { days, numbers, left, alike, sums }: Prepared, seed: number): TagEffect[] {
  const [one, likeness = []] = [all[place], alike[place]]
  if (!one) return []
  const others = [...all.keys()].filter((index) => index !== place && Math.abs(likeness[index] ?? 0) <= ALIKE)
  const system = [place, ...others]
  const matrix = system.map((row) => system.map((column) => sums[row]?.[column] ?? 0))
  const weights = new Float64Array(numbers.length)
  for (const [k, share] of firstRowOfInverse(matrix).entries()) {
    const own = all[system[k] ?? -1]?.matched.weights
    if (own && share !== 0) for (let at = 0; at < weights.length; at++) weights[at] = (weights[at] ?? 0) + share * (own[at] ?? 0)
  }
  const difference = dot(weights, numbers)
  const { nights } = one.matched
  const withTag = nights.reduce((sum, at) => sum + (numbers[at] ?? 0), 0) / nights.length
  const parts = weights.map((weight, at) => weight * (left[at] ?? 0))
  const interval = contrastInterval(difference, parts, nights.length, seed)
  const companion = companionOf(one, all, likeness)
  const without = withTag - dot(one.matched.weights, numbers)
  const { others: compared } = one.matched
  const counts = { nights: nights.map((at) => days[at] ?? ''), others: compared }
  return [{ tag: one.tag, ...counts, withTag, without, difference, interval, clear: sideOf(interval) !== 0, companion }]
}

/** The numbers once each tag's own matched difference is taken off its nights: what chance alone moves. */
function withoutTags(values: Nights['values'], all: readonly Marked[]): (number | null)[] {
  const bare = [...values]
  for (const { at: nights, matched } of all) {
    const own = dot(
      matched.weights,
      bare.map((value) => value ?? 0),
    )
    for (const at of nights) bare[at] = (bare[at] ?? 0) - own
  }
  return bare
}

/**
 * Every tag against a number: nights after the tag, whether it was set in the morning or late, minus nights without it on the same weekday
 * at most four weeks away, the other tags' share taken out, with a 95 % interval from redrawn blocks of nights. Nights in `leftOut` (rest
 * mode) take no part. What is counted by day is compared on the tag's own day instead.
 */
export function tagEffects(tags: readonly TagDays[], nights: Nights & { metric: Metric }, leftOut: ReadonlySet<Day>, seed = 1): TagEffects {
  const values = nights.values.map((value, index) => (leftOut.has(nights.days[index] ?? '') ? null : value))
  const found: TagEffects = { effects: [], few: [], unmatched: [] }
  const marked: Marked[] = []
  for (const tag of tags) {
    const tagged = new Set(tag.days.map((day) => measuredDay(nights.metric, day)))
    const marks = Float64Array.from(nights.days, (day, at) => (tagged.has(day) && (values[at] ?? null) !== null ? 1 : 0))
    const at = nights.days.flatMap((_, place) => (marks[place] ? [place] : []))
    const matched = matchedNights(values, marks)
    if (matched.nights.length >= FEWEST_NIGHTS) marked.push({ tag, marks, at, matched })
    else found[at.length < FEWEST_NIGHTS ? 'few' : 'unmatched'].push(tag)
  }
  const known = values.filter((value) => value !== null).length
  const prepared: Prepared = {
    days: nights.days,
    numbers: Float64Array.from(values, (value) => value ?? 0),
    left: surprises(withoutTags(values, marked)),
    alike: marked.map((one) => marked.map((other) => alike(one, other, known))),
    sums: marked.map(({ matched }) => marked.map((other) => sumOn(matched.weights, other))),
  }
  found.effects = marked
    .flatMap((_, place) => effectOf(place, marked, prepared, seed))
    .sort((a, b) => a.difference - b.difference || (a.tag.key < b.tag.key ? -1 : 1))
  return found
}
