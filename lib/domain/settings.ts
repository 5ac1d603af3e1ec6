/** How a person wants to read: never what is stored. Kept in one cookie, so that the server renders from it. */
export type Settings = {
  locale: 'en' | 'ja'
  theme: 'system' | 'light' | 'dark'
  distance: 'km' | 'mi'
  temperature: 'c' | 'f'
  clock: '24' | '12'
  /** The days on whose mornings nothing wakes this person. */
  freeDays: keyof typeof FREE_DAYS
  /** The sleep this person needs in minutes, or what free days say. */
  sleepNeed: (typeof SLEEP_NEEDS)[number]
}

/** Weekdays (1 Monday … 7 Sunday) by the name of the choice. */
export const FREE_DAYS = { sat_sun: [6, 7], fri_sat: [5, 6], sun: [7], none: [] } as const satisfies Record<string, readonly number[]>

export const SLEEP_NEEDS = [
  'usual',
  '360',
  '375',
  '390',
  '405',
  '420',
  '435',
  '450',
  '465',
  '480',
  '495',
  '510',
  '525',
  '540',
  '555',
  '570',
  '585',
  '600',
] as const

/** What each setting may be; the first is the default. */
export const SETTINGS: { readonly [Key in keyof Settings]: readonly Settings[Key][] } = {
  locale: ['en', 'ja'],
  theme: ['system', 'light', 'dark'],
  distance: ['km', 'mi'],
  temperature: ['c', 'f'],
  clock: ['24', '12'],
  freeDays: ['sat_sun', 'fri_sat', 'sun', 'none'],
  sleepNeed: SLEEP_NEEDS,
}

export const SETTINGS_COOKIE = 'ringside-settings'
/** The browser's IANA zone, so that the server knows which day is today. */
export const ZONE_COOKIE = 'ringside-zone'

/** The best locale for an Accept-Language header (RFC 9110 §12.5.4): highest weight wins, order breaks ties, English when none fits. */
export function localeOf(acceptLanguage: string | null): Settings['locale'] {
  const wanted = (acceptLanguage ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
    const weight = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find((text) => text !== undefined)
    return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) }
  })
  const best = wanted.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight)
  return SETTINGS.locale.find((locale) => locale === best.find(({ language }) => language === 'en' || language === 'ja')?.language) ?? 'en'
}

/** Settings from the cookie's text (percent-encoded or not); what is missing or unknown takes its default. */
export function parseSettings(cookie: string | undefined, acceptLanguage: string | null = null): Settings {
  const stored = readObject(cookie)
  const pick = <Key extends keyof Settings>(key: Key, fallback: Settings[Key]): Settings[Key] =>
    SETTINGS[key].find((value) => value === stored[key]) ?? fallback
  return {
    locale: pick('locale', localeOf(acceptLanguage)),
    theme: pick('theme', 'system'),
    distance: pick('distance', 'km'),
    temperature: pick('temperature', 'c'),
    clock: pick('clock', '24'),
    freeDays: pick('freeDays', 'sat_sun'),
    sleepNeed: pick('sleepNeed', 'usual'),
  }
}

/** The cookie's value: JSON, percent-encoded. */
export function serialiseSettings(settings: Settings): string {
  return encodeURIComponent(JSON.stringify(settings))
}

function readObject(text: string | undefined): Record<string, unknown> {
  if (!text) return {}
  try {
    const value: unknown = JSON.parse(text.startsWith('%') ? decodeURIComponent(text) : text)
    return value !== null && typeof value === 'object' ? { ...value } : {}
  } catch {
    return {}
  }
}
