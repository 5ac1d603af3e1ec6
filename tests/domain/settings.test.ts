import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localeOf, parseSettings, SETTINGS, type Settings, serialiseSettings } from '@/lib/domain/settings'

const anySettings: fc.Arbitrary<Settings> = fc.record({
  locale: fc.constantFrom(...SETTINGS.locale),
  theme: fc.constantFrom(...SETTINGS.theme),
  distance: fc.constantFrom(...SETTINGS.distance),
  temperature: fc.constantFrom(...SETTINGS.temperature),
  clock: fc.constantFrom(...SETTINGS.clock),
  freeDays: fc.constantFrom(...SETTINGS.freeDays),
  sleepNeed: fc.constantFrom(...SETTINGS.sleepNeed),
})

test('what is written into the cookie is read from it, decoded by the server or not', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const cookie = serialiseSettings(settings)
      expect(cookie).toMatch(/^[\w%.-]+$/)
      expect(parseSettings(cookie)).toEqual(settings)
      expect(parseSettings(decodeURIComponent(cookie))).toEqual(settings)
    }),
  )
})

test('any text at all gives settings that exist', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      for (const [key, value] of Object.entries(parseSettings(text))) expect(SETTINGS[key as keyof Settings]).toContain(value)
    }),
  )
})

test('an unknown value costs only itself', () => {
  expect(parseSettings('{"theme":"dark","clock":"36","locale":"xx"}', 'ja')).toEqual({
    locale: 'ja',
    theme: 'dark',
    distance: 'km',
    temperature: 'c',
    clock: '24',
    freeDays: 'sat_sun',
    sleepNeed: 'usual',
  })
})

test.each([
  [null, 'en'],
  ['', 'en'],
  ['de-DE,de;q=0.9', 'en'],
  ['ja', 'ja'],
  ['ja-JP,en;q=0.8', 'ja'],
  ['en-GB,en;q=0.9,ja;q=0.8', 'en'],
  ['en;q=0.3, ja;q=0.7', 'ja'],
  ['fr, ja;q=0.5', 'ja'],
  ['ja;q=0, en', 'en'],
  ['ja;q=0', 'en'],
  ['*;q=0.5', 'en'],
] as const)('Accept-Language %s is read as %s', (header, locale) => {
  expect(localeOf(header)).toBe(locale)
})
