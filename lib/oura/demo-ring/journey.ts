import { DAY, iso, isoMillis, MINUTE, numberOf, yearOf, zoneClock } from './clock'
import { draw, remember } from './random'

type Leg = { day: number; to: string; departAt: number; minutes: number }
type Flight = { depart: number; land: number }

/**
 * Where the wearer is, and so what the wearer's clock shows. A year has a trip to Tokyo in February (every third one goes home by way
 * of Los Angeles) and one to New York in May or June; neither touches a clock change at home.
 *
 * A travel day: activity day D begins at 04:00 on D in the zone where D begins, and ends where D+1 begins, at 04:00 on D+1 in the zone
 * of D+1. The day of departure keeps the old zone, the next day has the new one. So days follow each other without gap or overlap, and
 * a day is 24 h minus the clock's jump: Berlin to Tokyo makes a day of 16 h, Tokyo to Los Angeles one of 41 h. A single moment carries
 * the offset of the clock the wearer saw then: the old one until landing.
 */
export type Journey = {
  /** 04:00 local of day n, epoch ms. */
  start(n: number): number
  /** The instant of a wall-clock minute of day n, in the zone of day n. */
  at(n: number, minute: number): number
  /** The activity day in force at an instant. */
  dayAt(instant: number): number
  offsetAt(instant: number): number
  /** The offset with which day n begins, in the zone of day n. */
  offsetOf(n: number): number
  flight(n: number): Flight | null
  away(n: number): boolean
  iso(instant: number): string
  isoMillis(instant: number): string
}

function legsOf(seed: number, home: string, year: number): Leg[] {
  const next = draw(seed, 'trips', year)
  const tokyo = numberOf(year, 2, 3) + Math.floor(next() * 14)
  const onward = tokyo + 9 + Math.floor(next() * 3)
  const newYork = numberOf(year, 5, 8) + Math.floor(next() * 25)
  const back =
    year % 3 === 0
      ? [
          { day: onward, to: 'America/Los_Angeles', departAt: 17 * 60, minutes: 600 },
          { day: onward + 5, to: home, departAt: 16 * 60, minutes: 660 },
        ]
      : [{ day: onward, to: home, departAt: 11 * 60, minutes: 840 }]
  return [
    { day: tokyo, to: 'Asia/Tokyo', departAt: 13 * 60, minutes: 720 },
    ...back,
    { day: newYork, to: 'America/New_York', departAt: 13 * 60, minutes: 510 },
    { day: newYork + 6, to: home, departAt: 19 * 60, minutes: 450 },
  ]
}

export function journey(seed: number, home: string): Journey {
  const legs = remember((year) => legsOf(seed, home, year))
  const zoneOf = remember((n) => legs(yearOf(n)).findLast((leg) => leg.day < n)?.to ?? home)
  const at = (n: number, minute: number) => zoneClock(zoneOf(n)).at(n, minute)
  const start = remember((n) => at(n, 4 * 60))
  const flightOf = remember((n) => {
    const leg = legs(yearOf(n)).find((one) => one.day === n)
    if (!leg) return { found: null }
    const depart = at(n, leg.departAt)
    return { found: { depart, land: depart + leg.minutes * MINUTE } }
  })
  const flight = (n: number): Flight | null => flightOf(n).found
  const dayAt = (instant: number) => {
    let n = Math.floor(instant / DAY)
    while (start(n) > instant) n--
    while (start(n + 1) <= instant) n++
    return n
  }
  const offsetAt = (instant: number) => {
    const n = dayAt(instant)
    const [before, today] = [flight(n - 1), flight(n)]
    let place = n
    if (before && instant < before.land) place = n - 1
    else if (today && instant >= today.land) place = n + 1
    return zoneClock(zoneOf(place)).offset(instant)
  }
  return {
    start,
    at,
    dayAt,
    offsetAt,
    offsetOf: (n) => zoneClock(zoneOf(n)).offset(start(n)),
    flight,
    away: (n) => zoneOf(n) !== home,
    iso: (instant) => iso(instant, offsetAt(instant)),
    isoMillis: (instant) => isoMillis(instant, offsetAt(instant)),
  }
}
