import type { Day } from './day'

export const DEBT_DAYS = 14
const FEWEST = 10

export type DebtDay = { day: Day; slept: number | null }
export type SleepDebt = {
  days: DebtDay[]
  known: number
  /** Seconds, never negative; null under ten known days. */
  debt: number | null
}

/** How much of a day counts that lies `back` days before the last: all of the last one, a fourteenth less for each before. */
export const debtWeight = (back: number) => (DEBT_DAYS - back) / DEBT_DAYS

/**
 * Sleep debt of the last 14 days: what each was short of `need`, less what others were over it, in seconds; the last night counts whole,
 * each one before it a fourteenth less. Never under nothing. An unknown day counts as slept enough. Our definition: there is no agreed one.
 */
export function sleepDebt(days: readonly Day[], slept: readonly (number | null)[], need: number): SleepDebt {
  const last = days.slice(-DEBT_DAYS).map((day, index, all) => ({ day, slept: slept[days.length - all.length + index] ?? null }))
  const known = last.filter((one) => one.slept !== null).length
  const sum = last.reduce((all, one, index) => all + (one.slept === null ? 0 : (need - one.slept) * debtWeight(last.length - 1 - index)), 0)
  return { days: last, known, debt: known < FEWEST ? null : Math.max(0, sum) }
}
