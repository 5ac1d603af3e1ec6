import { CLASS, type Minutes } from './minutes'

/** Body mass in kg and height in m: calories and the personal_info document use the same. */
export const BODY = { weight: 74.5, height: 1.79, born: 1988 } as const

/** Metres of walking that one MET-minute above rest stands for. */
const METRES = 18

export type DayFacts = {
  /** Minutes so far, and in the whole day. */
  length: number
  whole: number
  /** Minutes and MET-minutes above rest by class, index 0 non-wear … 5 high. */
  time: number[]
  excess: number[]
  met: number
  steps: number
  /** Active kilocalories and metres of equivalent walking. */
  burned: number
  distance: number
  alerts: number
  target: { calories: number; metres: number }
}

/** The sums of the first `length` minutes of a day, so that those of a running day agree with its series too. `load` sets the goal. */
export function dayFacts({ met, classes, steps }: Minutes, load: number, length = Number.POSITIVE_INFINITY): DayFacts {
  const until = Math.min(length, met.length)
  const [time, excess] = [
    [0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0],
  ]
  let [total, walked, sitting, alerts] = [0, 0, 0, 0]
  for (let i = 0; i < until; i++) {
    const [value, kind] = [met[i] ?? 0, classes[i] ?? 0]
    time[kind] = (time[kind] ?? 0) + 1
    excess[kind] = (excess[kind] ?? 0) + Math.max(0, value - 1)
    total += value
    walked += steps[i] ?? 0
    // A reminder comes after 50 minutes of sitting; two minutes on one's feet begin a new count.
    sitting = kind === CLASS.sedentary ? sitting + 1 : kind >= CLASS.low ? Math.max(0, sitting - 12) : 0
    if (sitting === 50) {
      alerts++
      sitting = 0
    }
  }
  const moved = (excess[CLASS.low] ?? 0) + (excess[CLASS.medium] ?? 0) + (excess[CLASS.high] ?? 0)
  const calories = 450 + 50 * Math.round(4 * load)
  return {
    length: until,
    whole: met.length,
    time,
    excess,
    met: until === 0 ? 0 : total / until,
    steps: walked,
    burned: Math.round((moved / 60) * BODY.weight),
    distance: Math.round(moved * METRES),
    alerts,
    target: { calories, metres: Math.round((((calories * 60) / BODY.weight) * METRES) / 1000) * 1000 },
  }
}
