import { numberOf, yearOf } from './clock'
import { draw, drift, normal, remember } from './random'

type Spell = { first: number; last: number }

/** How the body is on a day: what comes slowly (season, training block, illness), before what the evening adds. */
export type Condition = {
  /** 0 well … 1 the worst day of an illness. */
  illness(n: number): number
  /** The illness whose first days this day belongs to, if any: rest mode follows from it. */
  spells(year: number): Spell[]
  /** 0.4 easy week … 1 the hardest week of a block. */
  load(n: number): number
  baseline(n: number): { hrv: number; lowestHeartRate: number; breath: number }
  /** °C away from the wearer's own long-term skin temperature. */
  temperature(n: number): number
}

const fever = [0.3, 0.85, 1, 0.75, 0.45, 0.2]

export function condition(seed: number): Condition {
  const person = draw(seed, 'person', 0)
  const own = { hrv: 50 + 8 * person(), lowestHeartRate: 46 + 4 * person(), breath: 13.8 + person() }
  const spells = remember((year: number) => {
    const next = draw(seed, 'illness', year)
    const january = numberOf(year, 1, 9) + Math.floor(next() * 14)
    const autumn = numberOf(year, 9, 8) + Math.floor(next() * 20)
    const firsts = next() < 0.5 ? [january, autumn] : [january]
    return firsts.map((first) => ({ first, last: first + fever.length - 1 }))
  })
  const illness = (n: number) => {
    const spell = spells(yearOf(n)).find(({ first, last }) => n >= first && n <= last)
    return spell ? (fever[n - spell.first] ?? 0) : 0
  }
  /** Eight weeks: three harder and harder, one easy, twice. */
  const load = (n: number) => [0.6, 0.75, 0.95, 0.4][Math.floor(n / 7) % 4] ?? 0.6
  const baseline = (n: number) => {
    // The body is a little calmer in summer; a hard block costs a little of both.
    const summer = Math.cos(((n - numberOf(yearOf(n), 7, 20)) / 365.25) * 2 * Math.PI)
    const slow = drift(seed, 'fitness', n, 120)
    const tired = load(n) - 0.65
    return {
      hrv: own.hrv + 2.2 * summer + 2.5 * slow - 3 * tired,
      lowestHeartRate: own.lowestHeartRate - 0.9 * summer - 1.1 * slow + 1.2 * tired,
      breath: own.breath + 0.15 * drift(seed, 'breath', n, 40),
    }
  }
  const temperature = (n: number) =>
    1.35 * illness(n) + 0.1 * drift(seed, 'temperature', n, 9) + 0.11 * normal(draw(seed, 'temperature-night', n))
  return { illness, spells, load, baseline, temperature }
}
