import { addDays, type Day, daysBetween } from './day'

/**
 * How much of a day is in the archive, over all collections that have days:
 * `h` all that Oura has · `p` some, the rest is missing or on its way · `n` no data: none at Oura, not worn or not shared · `q` not asked for yet.
 */
export type DayHeld = 'h' | 'p' | 'n' | 'q'

/** Of one day, how many collections have a document, are settled without one (nothing at Oura, or not shared), and are open. */
export type DayCount = { have: number; without: number; open: number }

export function dayHeld({ have, without, open }: DayCount): DayHeld {
  if (open > 0) return have > 0 ? 'p' : 'q'
  if (have > 0) return 'h'
  return without > 0 ? 'n' : 'q'
}

/** A stretch of days alike within a year: `start` counts days from 1 January, 0 first. */
export type Run = { start: number; length: number; held: DayHeld }
export type YearHeld = { year: number; days: number; runs: Run[]; counts: Record<DayHeld, number> }

const isLeap = (year: number) => daysBetween(`${year}-01-01`, `${year + 1}-01-01`) === 366

/** Years newest first, from a letter a day beginning at `from`; days outside of it belong to no run. */
export function coverageYears(from: Day, letters: string): YearHeld[] {
  const years = new Map<number, YearHeld>()
  for (let index = 0; index < letters.length; index++) {
    const day = addDays(from, index)
    const held = letters.charAt(index) as DayHeld
    const year = Number(day.slice(0, 4))
    const known = years.get(year) ?? { year, days: isLeap(year) ? 366 : 365, runs: [], counts: { h: 0, p: 0, n: 0, q: 0 } }
    const start = daysBetween(`${year}-01-01`, day)
    const last = known.runs.at(-1)
    if (last?.held === held) last.length += 1
    else known.runs.push({ start, length: 1, held })
    known.counts[held] += 1
    years.set(year, known)
  }
  return [...years.values()].sort((a, b) => b.year - a.year)
}

type Row = { collection: string; state: string; reason?: string }
export type Gap = { collection: string; have: number; reasons: { state: string; days: number }[] }

/** Per collection how many days there are, and of those that are not why; most days missing first. */
export function coverageGaps(rows: readonly Row[]): Gap[] {
  const gaps = new Map<string, Gap>()
  for (const { collection, ...row } of rows) {
    const state = row.reason ?? row.state
    const gap = gaps.get(collection) ?? { collection, have: 0, reasons: [] }
    gaps.set(collection, gap)
    if (state === 'have') gap.have += 1
    else {
      const reason = gap.reasons.find((known) => known.state === state)
      if (reason) reason.days += 1
      else gap.reasons.push({ state, days: 1 })
    }
  }
  for (const gap of gaps.values()) gap.reasons.sort((a, b) => b.days - a.days)
  return [...gaps.values()].sort((a, b) => a.have - b.have)
}
