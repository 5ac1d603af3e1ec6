/** Hours of the most active and of the least active stretch. */
export const M10_HOURS = 10
export const L5_HOURS = 5

/** A stretch of a profile: its mean, and the index of the value that it begins with. */
export type Stretch = { mean: number; from: number }

/**
 * The stretch of `length` neighbouring values with the greatest (`most`) or smallest mean, the first of equals; null where no stretch has
 * at least `known` known values. A `round` profile goes on from its end to its beginning.
 */
export function extremeStretch(
  values: readonly (number | null)[],
  length: number,
  kind: 'most' | 'least',
  { round = false, known = length }: { round?: boolean; known?: number } = {},
): Stretch | null {
  let best: Stretch | null = null
  const last = round ? values.length - 1 : values.length - length
  for (let from = 0; from <= last && values.length >= length; from++) {
    let [sum, count] = [0, 0]
    for (let step = 0; step < length; step++) {
      const value = values[(from + step) % values.length] ?? null
      if (value === null) continue
      sum += value
      count += 1
    }
    if (count < known || count === 0) continue
    const mean = sum / count
    if (!best || (kind === 'most' ? mean > best.mean : mean < best.mean)) best = { mean, from }
  }
  return best
}

/** (M10 − L5) / (M10 + L5), 0 … 1 (Van Someren et al. 1999); null where nothing moved at all. */
export function relativeAmplitude(most: number, least: number): number | null {
  return most + least > 0 ? (most - least) / (most + least) : null
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const squares = (values: readonly number[], around: number) => values.reduce((sum, value) => sum + (value - around) ** 2, 0)

/**
 * Interdaily stability of hourly means, `perDay` to a day: the variance of the average day over the variance of all hours, 0 for no
 * rhythm to 1 for every day the same (Witting et al. 1990). Unknown hours are left out. Null for a constant series.
 */
export function interdailyStability(hours: readonly (number | null)[], perDay = 24): number | null {
  const known = hours.filter((value) => value !== null)
  if (known.length === 0) return null
  const all = mean(known)
  const spread = squares(known, all) / known.length
  if (!(spread > 1e-12)) return null
  const profile = Array.from({ length: perDay }, (_, hour) => hours.filter((value, index) => index % perDay === hour && value !== null))
  const means = profile.filter((values) => values.length > 0).map((values) => mean(values.filter((value) => value !== null)))
  return squares(means, all) / means.length / spread
}

/**
 * Intradaily variability of hourly means: the mean square of hour-to-hour changes over the variance of all hours, near 0 for a smooth
 * wave, about 2 for noise (Witting et al. 1990). Pairs with an unknown hour are left out. Null for a constant series.
 */
export function intradailyVariability(hours: readonly (number | null)[]): number | null {
  const known = hours.filter((value) => value !== null)
  const changes = hours.flatMap((value, index) => {
    const before = hours[index - 1] ?? null
    return value === null || before === null ? [] : [value - before]
  })
  if (changes.length === 0) return null
  const spread = squares(known, mean(known)) / known.length
  return spread > 1e-12 ? squares(changes, 0) / changes.length / spread : null
}
