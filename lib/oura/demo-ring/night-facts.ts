import { DAY, HOUR, MINUTE } from './clock'
import { AWAKE, DEEP, EPOCH, LIGHT, REM } from './hypnogram'
import type { Life } from './life'
import type { Detail, Period } from './period'
import { mean, round } from './score'

/** Seconds of each stage. */
export function durations(stages: Uint8Array) {
  const count = [0, 0, 0, 0, 0]
  for (const stage of stages) count[stage] = (count[stage] ?? 0) + EPOCH
  const [deep, light, rem, awake] = [count[DEEP] ?? 0, count[LIGHT] ?? 0, count[REM] ?? 0, count[AWAKE] ?? 0]
  return { deep, light, rem, awake, total: deep + light + rem }
}

const present = (items: readonly (number | null)[]): number[] => items.filter((item) => item !== null)

/** What the heart did over a period: lowest and mean of its 5-minute items, and where the lowest lies, 0 … 1. */
export function heartOf({ pulse }: Detail) {
  const rates = present(pulse.heartRate)
  const lowest = Math.min(...rates)
  return {
    lowest,
    average: round(mean(rates), 3),
    hrv: Math.round(mean(present(pulse.hrv))),
    lowestAt: (pulse.heartRate.indexOf(lowest) + 0.5) / pulse.heartRate.length,
  }
}

/** Seconds of sleep that count for day n, naps included. */
export function sleptOn(life: Life, n: number): number {
  return [...life.nap(n - 1), ...life.night(n), ...life.nap(n)]
    .filter(({ day, type }) => day === n && type !== 'rest' && type !== 'deleted')
    .reduce((sum, { detail }) => sum + durations(detail().stages).total, 0)
}

export const mainPeriod = (life: Life, n: number): Period | null => life.night(n).find(({ main }) => main) ?? null

/** Hours between the middle of the night and 03:00 local; positive when late. */
export function lateness(life: Life, n: number): number {
  const { bed, wake } = life.vitals(n)
  const offset = life.journey.offsetAt(wake) * MINUTE
  return ((bed + wake) / 2 + offset - n * DAY - 3 * HOUR) / HOUR
}
