import { HOUR, MINUTE } from './clock'
import type { Condition } from './condition'
import type { Journey } from './journey'
import type { Plan } from './plan'
import { between, draw, drift, normal, remember } from './random'
import { effectOf } from './tag-effects'

/** What the night that ends on day n is meant to measure: the sleep documents realise these numbers exactly. Instants in epoch ms. */
export type Vitals = {
  bed: number
  wake: number
  /** Seconds awake before sleep, and in all. */
  latency: number
  awake: number
  hrv: number
  lowestHeartRate: number
  breath: number
  temperature: number
  /** Where in the night the heart is slowest, 0 … 1. */
  nadir: number
  /** The part of the night after which the wearer gets up for an hour, if at all. */
  splitAt: number | null
}

const halfMinute = (instant: number): number => Math.round(instant / 30_000) * 30_000

export function vitals(seed: number, journey: Journey, condition: Condition, plan: (n: number) => Plan): (n: number) => Vitals {
  return remember((n) => {
    const next = draw(seed, 'vitals', n)
    const today = plan(n)
    let bed = journey.at(n, today.bed) + Math.floor(next() * 60) * 1000
    let wake = journey.at(n, today.wake) + Math.floor(next() * 60) * 1000
    const flight = journey.flight(n - 1)
    // A flight through the night: sleep begins once the plane is up and ends before it lands.
    if (flight && bed < flight.depart + 90 * MINUTE) {
      bed = flight.depart + 90 * MINUTE
      wake = Math.min(Math.max(wake, bed + 4 * HOUR), flight.land - 40 * MINUTE)
    }
    const effect = effectOf(plan(n - 1).tags)
    const baseline = condition.baseline(n)
    const ill = condition.illness(n)
    const trained = plan(n - 1).workouts.some(({ intensity }) => intensity !== 'easy') ? 1 : 0
    const strain = 0.7 * drift(seed, 'strain', n, 4) + 0.7 * normal(next)
    const restless = between(next, 22, 46) * 60 + 900 * ill
    const latency = Math.max(90, Math.round(between(next, 6, 15) * 60 + effect.latency))
    const late = effect.lowestHeartRate > 0 ? 0.16 : 0
    return {
      bed: halfMinute(bed),
      wake: halfMinute(wake),
      latency: Math.round(latency / 30) * 30,
      awake: Math.round((latency + restless + effect.awake) / 30) * 30,
      hrv: Math.max(14, baseline.hrv + effect.hrv - 5 * strain - 17 * ill - 1.5 * trained),
      lowestHeartRate: baseline.lowestHeartRate + effect.lowestHeartRate + 1.3 * strain + 9 * ill + 0.7 * trained,
      breath: baseline.breath + 1.6 * ill + 0.15 * normal(next),
      temperature: condition.temperature(n) + effect.temperature,
      nadir: Math.min(0.93, between(next, 0.38, 0.66) + late + 0.08 * trained),
      splitAt: next() < 0.03 && ill === 0 && !flight ? between(next, 0.44, 0.5) : null,
    }
  })
}
