import { addDays, type Day } from './day'
import { zoneOffset } from './local-clock'

/**
 * A zone for every day since 2013 on which clocks changed anywhere by up to two hours, summer time or not: these stand for all others, as a
 * test holds. All of them would be six times as many, and each costs a formatter.
 */
const ZONES = `Africa/Cairo Africa/Casablanca Africa/Juba Africa/Khartoum Africa/Sao_Tome Africa/Tripoli Africa/Windhoek America/Adak
America/Anchorage America/Asuncion America/Bahia_Banderas America/Campo_Grande America/Cancun America/Caracas America/Chicago
America/Ciudad_Juarez America/Denver America/Eirunepe America/Godthab America/Halifax America/Los_Angeles America/Mazatlan
America/Metlakatla America/Miquelon America/Montevideo America/New_York America/Santiago America/Sao_Paulo America/St_Johns
Antarctica/Troll Antarctica/Vostok Asia/Almaty Asia/Amman Asia/Baku Asia/Barnaul Asia/Beirut Asia/Chita Asia/Damascus Asia/Gaza Asia/Hovd
Asia/Irkutsk Asia/Jerusalem Asia/Khandyga Asia/Krasnoyarsk Asia/Magadan Asia/Novosibirsk Asia/Pyongyang Asia/Qyzylorda Asia/Sakhalin
Asia/Srednekolymsk Asia/Tehran Asia/Tomsk Asia/Ulaanbaatar Asia/Yekaterinburg Atlantic/Azores Australia/Adelaide Australia/Lord_Howe
Australia/Sydney Europe/Astrakhan Europe/Athens Europe/Berlin Europe/Istanbul Europe/London Europe/Saratov Europe/Simferopol
Europe/Volgograd Pacific/Apia Pacific/Auckland Pacific/Bougainville Pacific/Chatham Pacific/Easter Pacific/Fiji Pacific/Norfolk
Pacific/Tongatapu`.split(/\s/)

const MOST_KEPT = 4000
const kept = new Map<Day, readonly number[]>()

/** Minutes east of UTC in each zone when the day begins in UTC. Kept: the same few days of a year are asked for by every range. */
function offsetsOn(day: Day): readonly number[] {
  const known = kept.get(day)
  if (known) return known
  const found = ZONES.map((zone) => zoneOffset(zone, Date.parse(`${day}T00:00:00Z`)))
  if (kept.size < MOST_KEPT) kept.set(day, found)
  return found
}

/** Whether the clocks of some zone changed from one offset to another within `from` … `to`, days of UTC, both included. */
export function isClockChange(before: number, after: number, { from, to }: { from: Day; to: Day }): boolean {
  const [first, last] = [offsetsOn(from), offsetsOn(addDays(to, 1))]
  return first.some((offset, zone) => offset === before && last[zone] === after)
}
