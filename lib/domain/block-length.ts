/**
 * How many neighbouring days to keep together when days are drawn anew: the automatic length for the circular block bootstrap of a mean.
 * Politis & White (2004), with the correction of Patton, Politis & White (2009). Between 1 and min(3√n, n/3).
 */
export function blockLength(series: ArrayLike<number>): number {
  const n = series.length
  if (n < 9) return 1
  const all = Float64Array.from(series)
  const middle = all.reduce((sum, value) => sum + value, 0) / n
  const eps = all.map((value) => value - middle)
  const square = eps.reduce((sum, value) => sum + value * value, 0)
  if (square < 1e-12) return 1
  const longest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3))
  // So many small autocorrelations in a row say that the rest is small too.
  const run = Math.max(5, Math.floor(Math.log10(n)))
  const most = Math.min(n - 2, Math.ceil(Math.sqrt(n)) + run)
  const small = 2 * Math.sqrt(Math.log10(n) / n)
  const covariance = Array.from({ length: most + 1 }, (_, lag) => covarianceAt(eps, lag))
  let [quiet, found] = [0, -1]
  for (let lag = 0; lag < most && found < 0; lag++) {
    quiet = Math.abs(correlationAt(eps, lag)) < small ? quiet + 1 : 0
    if (quiet >= run) found = lag + 1 - run
  }
  const until = found < 0 ? most : Math.min(most, 2 * Math.max(1, found))
  let [g, spectrum] = [0, covariance[0] ?? 0]
  for (let lag = 1; lag <= until; lag++) {
    const weight = lag / until <= 0.5 ? 1 : 2 * (1 - lag / until)
    g += 2 * weight * lag * (covariance[lag] ?? 0)
    spectrum += 2 * weight * (covariance[lag] ?? 0)
  }
  const length = spectrum === 0 ? longest : Math.cbrt(((2 * g ** 2) / ((4 / 3) * spectrum ** 2)) * n)
  return Math.max(1, Math.min(longest, length))
}

function covarianceAt(eps: Float64Array, lag: number): number {
  let sum = 0
  for (let i = lag; i < eps.length; i++) sum += (eps[i] ?? 0) * (eps[i - lag] ?? 0)
  return sum / eps.length
}

/** With the two stretches' own spread below it, from one day after the lag on: as `arch` (Sheppard) does. */
function correlationAt(eps: Float64Array, lag: number): number {
  let [ahead, behind] = [0, 0]
  const n = eps.length
  for (let i = lag + 1; i < n; i++) ahead += (eps[i] ?? 0) ** 2
  for (let i = 0; i < n - lag - 1; i++) behind += (eps[i] ?? 0) ** 2
  const spread = Math.sqrt(ahead * behind)
  return spread === 0 ? 0 : (covarianceAt(eps, lag) * n) / spread
}
