import { MINUTE } from './clock'
import { EPOCH, hypnogram, movement } from './hypnogram'
import type { Journey } from './journey'
import type { Plan } from './plan'
import { type Pulse, pulse } from './pulse'
import { between, draw, remember } from './random'
import type { Vitals } from './vitals'

type PeriodType = 'long_sleep' | 'sleep' | 'late_nap' | 'rest' | 'deleted'

/** One stretch of sleep as the ring saw it; `day` is the day it counts for, which for a late nap is the next one. */
export type Period = {
  key: string
  day: number
  type: PeriodType
  main: boolean
  /** Too short for a heart rate. */
  short: boolean
  start: number
  end: number
  latency: number
  breath: number
  /** Made when first asked for: most of a look back over weeks needs to know when the wearer slept, not how. */
  detail(): Detail
}

/** Stages and movement by epochs of 30 s, heart by 5 minutes. */
export type Detail = { stages: Uint8Array; movement: string; pulse: Pulse }

type Wanted = Omit<Period, 'detail'> & {
  awake: number
  lowest: number
  hrv: number
  nadir: number
  /** Sleep cycles already behind: the second part of a split night has more REM than the first. */
  cycle?: number
}

const HOURS_3 = 180 * MINUTE

function make(seed: number, n: number, { awake, lowest, hrv, nadir, cycle = 0, ...kept }: Wanted): Period {
  let made: Detail | null = null
  const detail = (): Detail => {
    if (made) return made
    const next = draw(seed, `period:${kept.key}`, n)
    const stages = hypnogram(next, Math.round((kept.end - kept.start) / (EPOCH * 1000)), kept.latency, awake, cycle)
    made = { stages, movement: movement(next, stages), pulse: pulse(next, stages, { lowest, hrv, nadir }) }
    return made
  }
  return { ...kept, detail }
}

/** The night that ends on day n: none without the ring, two periods when it was split. */
export function nights(seed: number, plan: (n: number) => Plan, vitals: (n: number) => Vitals): (n: number) => Period[] {
  return remember((n) => {
    const night = vitals(n)
    if (!plan(n).wornAtNight || night.wake - night.bed < 60 * MINUTE) return []
    const common = { day: n, short: false, breath: night.breath, hrv: night.hrv, latency: night.latency }
    const lowest = night.lowestHeartRate
    if (night.splitAt === null)
      return [
        make(seed, n, {
          ...common,
          key: 'night',
          type: night.wake - night.bed > HOURS_3 ? 'long_sleep' : 'sleep',
          main: true,
          start: night.bed,
          end: night.wake,
          awake: night.awake,
          lowest,
          nadir: night.nadir,
        }),
      ]
    const middle = Math.round((night.bed + (night.wake - night.bed) * night.splitAt) / 30_000) * 30_000
    const again = middle + 60 * MINUTE
    const halves: [number, number, number][] = [
      [night.bed, middle, 0.8],
      [again, night.wake, 0.3],
    ]
    const longest = middle - night.bed > night.wake - again ? 0 : 1
    return halves.map(([start, end, nadir], i) =>
      make(seed, n, {
        ...common,
        key: `part${i}`,
        type: end - start > HOURS_3 ? 'long_sleep' : 'sleep',
        main: i === longest,
        start,
        end,
        awake: Math.round(night.awake / 60) * 30,
        lowest: lowest + (i === longest ? 0 : 1),
        nadir,
        cycle: 2 * i,
      }),
    )
  })
}

/** The nap of activity day n, or on a very long flight the sleep in the plane. Empty on most days. */
export function naps(seed: number, journey: Journey, plan: (n: number) => Plan, vitals: (n: number) => Vitals): (n: number) => Period[] {
  return remember((n) => {
    const { nap, worn } = plan(n)
    const flight = journey.flight(n)
    const night = vitals(n)
    const long = flight && journey.start(n + 1) - journey.start(n) > 26 * 60 * MINUTE
    const planned = long
      ? { start: flight.depart + 180 * MINUTE, minutes: 140, fate: 'sleep' as const }
      : nap && { ...nap, start: journey.at(n, nap.from) }
    if (!planned || !worn) return []
    const next = draw(seed, 'nap-vitals', n)
    const end = planned.start + planned.minutes * MINUTE
    const lateFrom = journey.at(n, 18 * 60)
    const late = !flight && end > lateFrom
    const { fate } = planned
    const short = fate === 'short'
    const type: PeriodType = fate === 'short' || fate === 'sleep' ? (late ? 'late_nap' : 'sleep') : fate
    return [
      make(seed, n, {
        key: late ? 'late-nap' : 'nap',
        day: late ? n + 1 : n,
        type,
        main: false,
        short,
        start: planned.start,
        end,
        breath: night.breath + 0.5,
        latency: short ? 180 : Math.round(between(next, 4, 9)) * 60,
        awake: short ? 390 : Math.round(between(next, 11, 19)) * 60,
        lowest: night.lowestHeartRate + between(next, 4, 8),
        hrv: night.hrv * between(next, 0.75, 0.95),
        nadir: 0.7,
      }),
    ]
  })
}
