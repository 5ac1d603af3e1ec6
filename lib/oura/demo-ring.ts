import type { DocumentCollection, DocumentOf, SampleCollection } from './collections'
import { activityDocuments } from './demo-ring/activity-document'
import { DAY, dayName, dayNumber, MINUTE, numberOf, yearOf } from './demo-ring/clock'
import {
  dailyCardiovascularAge,
  dailyReadiness,
  dailyResilience,
  dailySleep,
  dailySpo2,
  dailyStress,
  sleepTime,
  vo2Max,
} from './demo-ring/daily-documents'
import {
  enhancedTags,
  personalInfo,
  restModePeriods,
  ringConfigurations,
  sessions,
  tags,
  workoutDocuments,
} from './demo-ring/event-documents'
import { type Life, life } from './demo-ring/life'
import { draw, remember } from './demo-ring/random'
import { batteryRows, heartRateRows } from './demo-ring/sample-rows'
import { sleepDocuments } from './demo-ring/sleep-document'
import type { PersonalInfo } from './schemas'

/**
 * One person's years on a ring, made from a seed. Every document depends on the seed and its own day only: any day can be asked for in
 * any order at the cost of about a day, and a day that is over never changes as `now` goes on.
 */
export type DemoRing = {
  /** At least `years` before `now`. */
  readonly firstDay: string
  /** The activity day in force at `now`. */
  readonly lastDay: string
  personalInfo(): PersonalInfo
  /** The documents whose own day lies in `from` … `to`, both included, in order of time; for ring_configuration all there are. */
  documents<C extends DocumentCollection>(collection: C, from: string, to: string): DocumentOf[C][]
  /** The rows in [from, to), epoch ms, in order of time. */
  samples<C extends SampleCollection>(collection: C, from: number, to: number): DocumentOf[C][]
}

type Makers = { [C in DocumentCollection]: (life: Life, n: number, cut: number) => DocumentOf[C][] }
type RowMakers = { [C in SampleCollection]: (life: Life, n: number) => DocumentOf[C][] }

const makers: Makers = {
  daily_activity: activityDocuments,
  daily_sleep: dailySleep,
  sleep: sleepDocuments,
  sleep_time: sleepTime,
  daily_readiness: dailyReadiness,
  daily_stress: dailyStress,
  daily_resilience: dailyResilience,
  daily_spo2: dailySpo2,
  daily_cardiovascular_age: dailyCardiovascularAge,
  vO2_max: vo2Max,
  workout: workoutDocuments,
  session: sessions,
  enhanced_tag: enhancedTags,
  tag: tags,
  rest_mode_period: restModePeriods,
  ring_configuration: (known, _n, cut) => ringConfigurations(known, cut),
}
const rowMakers: RowMakers = { heartrate: heartRateRows, ring_battery_level: batteryRows }

/** The ring was first worn on an April 10: on that of 2022, or of the newest earlier year that is `years` back. So it rarely moves. */
function firstDayOf(today: number, years: number): number {
  let year = Math.min(2022, yearOf(today))
  while (today - numberOf(year, 4, 10) < years * 365.25) year--
  return numberOf(year, 4, 10)
}

const lives = new Map<string, Life>()

/** A life does not depend on now: whoever opens the same ring again a minute later finds the days that are already made. */
function lifeOf(seed: number, zone: string, first: number): Life {
  const key = `${seed} ${zone} ${first}`
  const made = lives.get(key) ?? life(seed, zone, first)
  lives.delete(key)
  lives.set(key, made)
  if (lives.size > 4) lives.delete(lives.keys().next().value ?? key)
  return made
}

/** Opens the demo ring. `zone` is the wearer's home (IANA name), `now` epoch ms. Throws RangeError when the zone is unknown. */
export function demoRing(options: { seed: number; now: number; years?: number; zone?: string }): DemoRing {
  const { seed, now, years = 4.1, zone = 'Europe/Berlin' } = options
  const first = firstDayOf(Math.floor(now / DAY), years)
  const known = lifeOf(seed, zone, first)
  const last = known.journey.dayAt(now)
  // The phone last heard from the ring and the cloud from the phone some 20 to 30 minutes ago.
  const cut = now - Math.round(20 + 10 * draw(seed, 'delay', last)()) * MINUTE
  const rows: { [C in SampleCollection]: (n: number) => DocumentOf[C][] } = {
    heartrate: remember((n: number) => rowMakers.heartrate(known, n), 4),
    ring_battery_level: remember((n: number) => rowMakers.ring_battery_level(known, n), 4),
  }
  return {
    firstDay: dayName(first),
    lastDay: dayName(last),
    personalInfo: () => personalInfo(known, now),
    documents(collection, from, to) {
      if (collection === 'ring_configuration') return makers[collection](known, last, cut)
      const documents: DocumentOf[typeof collection][] = []
      const until = Math.min(dayNumber(to), last + 1)
      for (let n = Math.max(first, dayNumber(from)); n <= until; n++) documents.push(...makers[collection](known, n, cut))
      return documents
    },
    samples(collection, from, to) {
      const until = Math.min(to, cut)
      const make = rows[collection]
      const found: DocumentOf[typeof collection][] = []
      for (let n = Math.max(first, known.journey.dayAt(from)); known.journey.start(n) < until; n++)
        for (const row of make(n)) if ((row.timestamp_unix ?? 0) >= from && (row.timestamp_unix ?? 0) < until) found.push(row)
      return found
    },
  }
}
