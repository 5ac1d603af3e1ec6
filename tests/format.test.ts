import fc from 'fast-check'
import { expect, test } from 'vitest'
import { METRICS } from '@/lib/domain/metrics'
import { parseSettings } from '@/lib/domain/settings'
import { formatFor, written } from '@/lib/format'

const en = formatFor(parseSettings('{}'))
const ja = formatFor(parseSettings('{"locale":"ja"}'))
const american = formatFor(parseSettings('{"distance":"mi","temperature":"f","clock":"12"}'))
const ja12 = formatFor(parseSettings('{"locale":"ja","clock":"12"}'))
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

test('numbers are grouped, rounded and carry a true minus', () => {
  expect([1266, 1_234_567, 999, 0, -5, 11_482.4].map((value) => en.number(value))).toEqual([
    '1,266',
    '1,234,567',
    '999',
    '0',
    '−5',
    '11,482',
  ])
  expect(en.number(97.06, 1)).toBe('97.1')
  expect(en.number(-0.04, 1)).toBe('0.0')
  expect([null, undefined, Number.NaN].map((value) => en.number(value))).toEqual(['–', '–', '–'])
  expect([8, -6, 0].map((value) => en.signed(value))).toEqual(['+8', '−6', '0'])
  expect(en.signed(0.04, 1)).toBe('0.0')
  expect(en.percent(88)).toBe('88%')
})

test('a number reads back as the value it was made of', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (value) => {
      expect(Number(en.number(value).replaceAll(',', '').replace('−', '-'))).toBe(value)
    }),
  )
})

test('ranges take an en dash, words beside a minus, and collapse', () => {
  expect(en.range([46, 49])).toBe('46–49')
  expect(en.range([46.1, 46.3])).toBe('46')
  expect(en.range([-0.2, 0.1], 1)).toBe('−0.2 to 0.1')
  expect(ja.range([46, 49])).toBe('46〜49')
})

test.each([
  [27_240, '7 h 34 m', '7時間34分'],
  [14_700, '4 h 05 m', '4時間5分'],
  [14_400, '4 h 00 m', '4時間'],
  [2520, '42 m', '42分'],
  [0, '0 m', '0分'],
  [3599, '1 h 00 m', '1時間'],
  [-600, '−10 m', '−10分'],
] as const)('%i seconds are %s', (seconds, english, japanese) => {
  expect(plain(en.duration(seconds))).toBe(english)
  expect(ja.duration(seconds)).toBe(japanese)
})

test('short whiles are whole minutes', () => {
  expect(plain(en.minutes(10.6))).toBe('11 min')
  expect(ja.minutes(11)).toBe('11分')
})

test.each([
  [411, '06:51', '6:51 am', '午前6:51'],
  [0, '00:00', '12:00 am', '午前0:00'],
  [720, '12:00', '12:00 pm', '午後0:00'],
  [-72, '22:48', '10:48 pm', '午後10:48'],
  [1439, '23:59', '11:59 pm', '午後11:59'],
] as const)('minute %i is %s', (minute, day, half, japanese) => {
  expect(en.clock(minute)).toBe(day)
  expect(ja.clock(minute)).toBe(day)
  expect(plain(american.clock(minute))).toBe(half)
  expect(ja12.clock(minute)).toBe(japanese)
})

test('a time that is not known is an en dash', () => {
  expect([en.clock(null), ja12.clock(undefined), en.clock(Number.NaN)]).toEqual(['–', '–', '–'])
})

test('a full hour is short where the clock has two halves', () => {
  expect([en.hour(480), plain(american.hour(480)), plain(american.hour(720)), ja12.hour(0), ja12.hour(1200)]).toEqual([
    '08:00',
    '8 am',
    '12 pm',
    '午前0時',
    '午後8時',
  ])
})

test('an instant is written on the clock it is given, never on the host’s', () => {
  const instant = Date.parse('2026-09-22T22:48:00+02:00')
  expect(en.wallTime(instant, 120)).toBe('22:48')
  expect(en.wallTime(instant, 345)).toBe('02:33')
  expect(en.wallTime(instant, -570)).toBe('11:18')
})

test('a moment names as much of its day as is needed', () => {
  const now = Date.parse('2026-09-23T07:32:00Z')
  const at = (text: string) => ({ instant: Date.parse(text), where: { offset: 0, now } })
  const say = (format: typeof en, text: string) => format.moment(at(text).instant, at(text).where)
  expect(say(en, '2026-09-23T07:04:00Z')).toBe('07:04')
  expect(say(en, '2026-09-20T21:40:00Z')).toBe('Sun 21:40')
  expect(say(en, '2026-08-02T21:40:00Z')).toBe('2 Aug, 21:40')
  // A week ago the weekday would be today's, and what is yet to come is never “Wed”.
  expect(say(en, '2026-09-16T21:40:00Z')).toBe('16 Sep, 21:40')
  expect(say(en, '2026-09-24T21:40:00Z')).toBe('24 Sep, 21:40')
  expect(say(ja, '2026-09-20T21:40:00Z')).toBe('日 21:40')
  expect(say(ja, '2026-08-02T21:40:00Z')).toBe('8月2日 21:40')
})

test('days are written from the string alone', () => {
  expect(en.date('2026-09-22')).toBe('Tue 22 Sep')
  expect(ja.date('2026-09-22')).toBe('9月22日(火)')
  expect(en.longDate('2026-09-22')).toBe('Tuesday 22 September')
  expect(ja.longDate('2026-09-22')).toBe('9月22日火曜日')
  expect(en.dateWithYear('2026-03-08')).toBe('8 Mar 2026')
  expect(ja.dateWithYear('2026-03-08')).toBe('2026年3月8日')
  expect(en.month('2023-05-01')).toBe('May 2023')
  expect(ja.month('2023-05-01')).toBe('2023年5月')
  expect([1, 7].map((iso) => en.weekdayInitial(iso) + ja.weekdayInitial(iso))).toEqual(['M月', 'S日'])
})

test.each([
  [20_000, 'just now', 'たった今'],
  [28 * 60_000, '28 min ago', '28分前'],
  [5 * 3_600_000, '5 h ago', '5時間前'],
  [30 * 3_600_000, '1 day ago', '1日前'],
  [50 * 3_600_000, '2 days ago', '2日前'],
] as const)('%i ms ago', (ms, english, japanese) => {
  expect(plain(en.ago(ms))).toBe(english)
  expect(ja.ago(ms)).toBe(japanese)
})

test('units follow the reader', () => {
  const say = (format: typeof en) => [
    written(format.distance(10_400)),
    format.shortDistance(1300),
    written(format.temperatureDelta(-0.1)),
    written(format.measure(97.06, 'percent', 1)),
    written(format.measure(14.32, 'breaths')),
    written(format.measure(46, 'bpm')),
    written(format.measure(null, 'celsius_delta')),
    written(format.measure(411, 'minute_of_day')),
  ]
  expect(say(en).map(plain)).toEqual(['10.4 km', '1,300 m', '−0.1 °C', '97.1%', '14.3 /min', '46 bpm', '–', '06:51'])
  expect(say(american).map(plain).slice(0, 3)).toEqual(['6.5 mi', '0.8 mi', '−0.2 °F'])
  expect(plain(say(ja)[4] ?? '')).toBe('14.3 回/分')
})

test('a mile is 1,609.344 m', () => {
  expect(plain(written(american.distance(160_934.4)))).toBe('100.0 mi')
  expect(american.measureDelta(-16_093.44, 'meters')).toEqual({ value: '−10.0', unit: 'mi' })
})

test('a difference that rounds to nothing has no sign, and ends that are written alike are one', () => {
  expect([20, 31, -29, -31].map((seconds) => plain(en.measureDelta(seconds, 'seconds').value))).toEqual(['0 m', '+1 m', '0 m', '−1 m'])
  expect(plain(en.measureDelta(90, 'minute_of_day').value)).toBe('+1 h 30 m')
  expect(plain(written(en.measureRange([46.1, 46.3], 'bpm')))).toBe('46 bpm')
  expect(plain(written(en.measureRange([46, 49], 'bpm')))).toBe('46–49 bpm')
})

test('an age is in years, in Japanese too', () => {
  expect([en, ja].map((format) => plain(written(format.measure(38, 'years'))))).toEqual(['38 years', '38 歳'])
})

test('what is missing has no unit', () => {
  const units = [...new Set(Object.values(METRICS))]
  for (const format of [en, american, ja])
    for (const unit of units)
      for (const nothing of [null, undefined, Number.NaN])
        expect([written(format.measure(nothing, unit)), written(format.measureDelta(nothing, unit)), format.minutes(nothing)]).toEqual([
          '–',
          '–',
          '–',
        ])
})

test('sizes are decimal', () => {
  expect([0, 999, 412_000, 84_300_000, 1_250_000_000].map((bytes) => plain(en.fileSize(bytes)))).toEqual([
    '0 B',
    '999 B',
    '412 KB',
    '84 MB',
    '1.3 GB',
  ])
})
