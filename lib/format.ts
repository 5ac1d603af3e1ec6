import { type Day, weekday } from '@/lib/domain/day'
import { localDay, minuteOfDay } from '@/lib/domain/local-clock'
import type { Unit } from '@/lib/domain/metrics'
import type { Settings } from '@/lib/domain/settings'

// The only file that writes dates, numbers and units. Own patterns instead of Intl: the server and every browser must write the same text.

/** A number and its unit apart, because the unit is set smaller; `unit` may be empty. */
export type Quantity = { value: string; unit: string }

const MISSING = '–'
const NBSP = '\u00a0'
const METERS_IN_FOOT = 0.3048
const METERS_IN = { km: 1000, mi: 1609.344 } as const
const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')
const WEEKDAYS_JA = '月火水木金土日'

const isJa = (settings: Settings) => settings.locale === 'ja'
const present = (value: number | null | undefined): value is number => typeof value === 'number' && Number.isFinite(value)

/** `1,266`, `−0.5`, `97.1`; an en dash when there is no value. */
function number(value: number | null | undefined, _settings: Settings, digits = 0): string {
  if (!present(value)) return MISSING
  const [whole = '', fraction] = Math.abs(value).toFixed(digits).split('.')
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction ? `.${fraction}` : '')
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text
}

/** A difference with its sign: `+8`, `−0.2`, `0`. */
function signed(value: number | null | undefined, settings: Settings, digits = 0): string {
  const text = number(value, settings, digits)
  return present(value) && value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

/** `88%`, closed up. */
function percent(value: number | null | undefined, settings: Settings, digits = 0): string {
  return present(value) ? `${number(value, settings, digits)}%` : MISSING
}

/** `46–49`; one number when both ends are written the same. Where an end is negative, words part them, so that no two dashes meet. */
function range([low, high]: readonly [number, number], settings: Settings, digits = 0): string {
  const [from, to] = [number(low, settings, digits), number(high, settings, digits)]
  if (from === to) return from
  if (isJa(settings)) return `${from}〜${to}`
  return low < 0 || high < 0 ? `${from} to ${to}` : `${from}–${to}`
}

/** Seconds as `7 h 34 m`, `42 m`; `7時間34分`, `42分`. */
function duration(seconds: number | null | undefined, settings: Settings): string {
  if (!present(seconds)) return MISSING
  const total = Math.round(Math.abs(seconds) / 60)
  const [hours, minutes] = [Math.floor(total / 60), total % 60]
  const sign = seconds < 0 && total > 0 ? '−' : ''
  if (isJa(settings)) return `${sign}${hours > 0 ? `${hours}時間` : ''}${minutes > 0 || hours === 0 ? `${minutes}分` : ''}`
  return sign + (hours > 0 ? `${hours}${NBSP}h${NBSP}${String(minutes).padStart(2, '0')}${NBSP}m` : `${minutes}${NBSP}m`)
}

/** Seconds beside an axis: `7.5 h`, `45 m`; `7.5時間`, `45分`. */
function shortDuration(seconds: number, settings: Settings): string {
  if (Math.abs(seconds) < 3600) return duration(seconds, settings)
  const hours = seconds / 3600
  const text = number(hours, settings, Number.isInteger(hours) ? 0 : Number.isInteger(hours * 10) ? 1 : 2)
  return isJa(settings) ? `${text}時間` : `${text}${NBSP}h`
}

/** A short while in whole minutes: `11 min`, `11分`. */
function minutes(value: number | null | undefined, settings: Settings): string {
  if (!present(value)) return MISSING
  return isJa(settings) ? `${number(value, settings)}分` : `${number(value, settings)}${NBSP}min`
}

/** Seconds that run down, as `1:52`. */
function countdown(seconds: number, _settings: Settings): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Minutes of a wall clock from midnight as `06:51`, `6:51 am`, `午前6:51`; any whole number of days more or less is the same time. */
function clock(sinceMidnight: number | null | undefined, settings: Settings): string {
  if (!present(sinceMidnight)) return MISSING
  const minute = ((Math.round(sinceMidnight) % 1440) + 1440) % 1440
  const hour = Math.floor(minute / 60)
  const past = String(minute % 60).padStart(2, '0')
  if (settings.clock === '24') return `${String(hour).padStart(2, '0')}:${past}`
  const twelve = `${hour % 12 || 12}:${past}`
  if (isJa(settings)) return `${hour < 12 ? '午前' : '午後'}${hour % 12}:${past}`
  return `${twelve}${NBSP}${hour < 12 ? 'am' : 'pm'}`
}

/** A full hour on an axis, from minutes since midnight: `08:00`, `8 am`, `午前8時`. */
function hour(minutes: number, settings: Settings): string {
  if (settings.clock === '24') return clock(minutes, settings)
  const of = Math.floor((((minutes % 1440) + 1440) % 1440) / 60)
  if (isJa(settings)) return `${of < 12 ? '午前' : '午後'}${of % 12}時`
  return `${of % 12 || 12}${NBSP}${of < 12 ? 'am' : 'pm'}`
}

/** A full hour where the axis leaves no doubt of the half of the day: `23`, `11 pm`, `11時`. */
export function shortHour(minutes: number, settings: Settings): string {
  if (settings.clock === '12') return isJa(settings) ? hour(minutes, settings).slice(2) : hour(minutes, settings)
  return clock(minutes, settings).slice(0, 2)
}

/** An instant (epoch ms) on a clock `offset` minutes east of UTC. */
function wallTime(instant: number, settings: Settings, offset: number): string {
  return clock(minuteOfDay(instant, offset), settings)
}

/** When something was, told from `now`: `07:04` today, `Wed 07:04` within six days, else `22 Sep, 07:04`. Both instants in epoch ms. */
function moment(instant: number, settings: Settings, { offset, now }: { offset: number; now: number }): string {
  const [day, time] = [localDay(instant, offset), wallTime(instant, settings, offset)]
  if (day === localDay(now, offset)) return time
  if (instant <= now && now - instant < 6 * 86_400_000) return `${weekdayName(weekday(day), settings)} ${time}`
  return isJa(settings) ? `${dayAndMonth(day, settings)} ${time}` : `${dayAndMonth(day, settings)}, ${time}`
}

const parts = (day: Day) => ({ year: day.slice(0, 4), month: Number(day.slice(5, 7)), date: Number(day.slice(8, 10)) })

/** `Jan`, `1月`, for 1 … 12. */
function monthName(month: number, settings: Settings): string {
  return isJa(settings) ? `${month}月` : (MONTHS[month - 1]?.slice(0, 3) ?? '')
}

/** `Mon`, `月`, for 1 Monday … 7 Sunday. */
function weekdayName(iso: number, settings: Settings): string {
  return isJa(settings) ? WEEKDAYS_JA.charAt(iso - 1) : (WEEKDAYS[iso - 1]?.slice(0, 3) ?? '')
}

/** `Monday`, `月曜日`, for 1 Monday … 7 Sunday. */
function weekdayLong(iso: number, settings: Settings): string {
  return isJa(settings) ? `${weekdayName(iso, settings)}曜日` : (WEEKDAYS[iso - 1] ?? '')
}

/** `M`, `月`: the head of a calendar's column. */
function weekdayInitial(iso: number, settings: Settings): string {
  return weekdayName(iso, settings).charAt(0)
}

/** `22 Sep`, `9月22日`. */
function dayAndMonth(day: Day, settings: Settings): string {
  const { month, date } = parts(day)
  return isJa(settings) ? `${month}月${date}日` : `${date} ${monthName(month, settings)}`
}

/** `Tue 22 Sep`, `9月22日(火)`. */
function date(day: Day, settings: Settings): string {
  const name = weekdayName(weekday(day), settings)
  return isJa(settings) ? `${dayAndMonth(day, settings)}(${name})` : `${name} ${dayAndMonth(day, settings)}`
}

/** `Tue 22`, `22日(火)`: where the month is known. */
export function shortDate(day: Day, settings: Settings): string {
  const name = weekdayName(weekday(day), settings)
  return isJa(settings) ? `${parts(day).date}日(${name})` : `${name} ${parts(day).date}`
}

/** `Tuesday 22 September`, `9月22日火曜日`: to be read aloud. */
function longDate(day: Day, settings: Settings): string {
  if (isJa(settings)) return `${dayAndMonth(day, settings)}${weekdayName(weekday(day), settings)}曜日`
  const { month, date: number } = parts(day)
  return `${WEEKDAYS[weekday(day) - 1]} ${number} ${MONTHS[month - 1]}`
}

/** `22 Sep 2026`, `2026年9月22日`. */
function dateWithYear(day: Day, settings: Settings): string {
  const { year } = parts(day)
  return isJa(settings) ? `${year}年${dayAndMonth(day, settings)}` : `${dayAndMonth(day, settings)} ${year}`
}

/** `25 Aug to 22 Nov 2026`, `28 Dec 2025 to 3 Jan 2026`; `2026年8月25日〜11月22日`. */
function dateRange(from: Day, settings: Settings, to: Day): string {
  const isSameYear = parts(from).year === parts(to).year
  if (isJa(settings)) return `${dateWithYear(from, settings)}〜${isSameYear ? dayAndMonth(to, settings) : dateWithYear(to, settings)}`
  return `${isSameYear ? dayAndMonth(from, settings) : dateWithYear(from, settings)} to ${dateWithYear(to, settings)}`
}

/** `16 to 22 Nov`, `28 Sep to 4 Oct`; `11月16〜22日`: where the year is known. */
function dayRange(from: Day, settings: Settings, to: Day): string {
  const isSameMonth = from.slice(0, 7) === to.slice(0, 7)
  if (isJa(settings))
    return `${isSameMonth ? dayAndMonth(from, settings).slice(0, -1) : dayAndMonth(from, settings)}〜${isSameMonth ? `${parts(to).date}日` : dayAndMonth(to, settings)}`
  return `${isSameMonth ? parts(from).date : dayAndMonth(from, settings)} to ${dayAndMonth(to, settings)}`
}

/** The month a day lies in: `September 2026`, `2026年9月`. */
function month(day: Day, settings: Settings): string {
  const { year, month: index } = parts(day)
  return isJa(settings) ? `${year}年${index}月` : `${MONTHS[index - 1]} ${year}`
}

/** How long ago, from milliseconds: `just now`, `28 min ago`, `5 h ago`, `2 days ago`. */
function ago(ms: number, settings: Settings): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return isJa(settings) ? 'たった今' : 'just now'
  if (minutes < 60) return isJa(settings) ? `${minutes}分前` : `${minutes}${NBSP}min ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return isJa(settings) ? `${hours}時間前` : `${hours}${NBSP}h ago`
  const days = Math.floor(hours / 24)
  if (isJa(settings)) return `${number(days, settings)}日前`
  return days === 1 ? '1 day ago' : `${number(days, settings)} days ago`
}

/** Bytes in decimal units: `412 KB`, `84 MB`, `1.2 GB`. */
function fileSize(bytes: number, settings: Settings): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  const value = bytes / 1000 ** step
  return `${number(value, settings, step > 0 && value < 10 ? 1 : 0)}${NBSP}${units[step]}`
}

/** A length in metres as people say it: `10.4 km` or `6.5 mi`. */
function distance(meters: number | null | undefined, settings: Settings): Quantity {
  return { value: number(present(meters) ? meters / METERS_IN[settings.distance] : null, settings, 1), unit: settings.distance }
}

/** A length to go, `1,300 m`, in miles `0.8 mi`, under a tenth of one `131 ft`. */
function shortDistance(meters: number | null | undefined, settings: Settings): string {
  if (settings.distance === 'mi' && present(meters) && Math.abs(meters) < METERS_IN.mi / 10)
    return `${number(meters / METERS_IN_FOOT, settings)}${NBSP}ft`
  if (settings.distance === 'mi') return written(distance(meters, settings))
  return present(meters) ? `${number(meters, settings)}${NBSP}m` : MISSING
}

/** A difference in degrees Celsius, in the reader's degrees: `+0.1 °C`, `+0.2 °F`. */
function temperatureDelta(celsius: number | null | undefined, settings: Settings, digits = 1): Quantity {
  const degrees = present(celsius) && settings.temperature === 'f' ? celsius * 1.8 : celsius
  return { value: signed(degrees, settings, digits), unit: settings.temperature === 'f' ? '°F' : '°C' }
}

const UNITS: Partial<Record<Unit, { en: string; ja: string; digits?: number }>> = {
  kcal: { en: 'kcal', ja: 'kcal' },
  met: { en: 'MET', ja: 'MET', digits: 1 },
  met_minutes: { en: 'MET min', ja: 'MET分' },
  percent: { en: '%', ja: '%' },
  ratio: { en: '', ja: '', digits: 2 },
  bpm: { en: 'bpm', ja: 'bpm' },
  ms: { en: 'ms', ja: 'ms' },
  breaths: { en: '/min', ja: '回/分', digits: 1 },
  years: { en: 'years', ja: '歳' },
  m_per_s: { en: 'm/s', ja: 'm/s', digits: 1 },
  ml_kg_min: { en: 'ml/kg/min', ja: 'ml/kg/分' },
}

/** A metric's value as its unit asks for; `digits` overrides the unit's own. */
function measure(value: number | null | undefined, settings: Settings, unit: Unit, digits?: number): Quantity {
  if (unit === 'seconds') return { value: duration(value, settings), unit: '' }
  if (unit === 'minute_of_day') return { value: clock(value, settings), unit: '' }
  if (unit === 'meters') return distance(value, settings)
  if (unit === 'celsius_delta') return temperatureDelta(value, settings)
  const spec = UNITS[unit]
  return { value: number(value, settings, digits ?? spec?.digits ?? 0), unit: spec?.[settings.locale] ?? '' }
}

/** A difference of two values of a metric, with its sign: `+8`, `−10 m`, `+0.2 °C`. */
function measureDelta(value: number | null | undefined, settings: Settings, unit: Unit, digits?: number): Quantity {
  if (unit === 'celsius_delta') return temperatureDelta(value, settings, digits)
  const seconds = present(value) && unit === 'minute_of_day' ? value * 60 : value
  if (unit === 'seconds' || unit === 'minute_of_day') {
    const isLonger = present(seconds) && Math.round(seconds / 60) > 0
    return { value: `${isLonger ? '+' : ''}${duration(seconds, settings)}`, unit: '' }
  }
  if (unit === 'meters')
    return { value: signed(present(value) ? value / METERS_IN[settings.distance] : null, settings, 1), unit: settings.distance }
  const spec = UNITS[unit]
  return { value: signed(value, settings, digits ?? spec?.digits ?? 0), unit: spec?.[settings.locale] ?? '' }
}

/** Two values of a metric as a range with one unit: `62–74`, `6 h 40 m to 7 h 20 m`, `23:10 to 00:05`. */
function measureRange([low, high]: readonly [number, number], settings: Settings, unit: Unit, digits?: number): Quantity {
  const [from, to] = [measure(low, settings, unit, digits), measure(high, settings, unit, digits)]
  if (from.value === to.value) return from
  const isPlain = /^[\d.,]+$/.test(from.value) && /^[\d.,]+$/.test(to.value)
  const between = isJa(settings) ? '〜' : isPlain ? '–' : ' to '
  return { value: `${from.value}${between}${to.value}`, unit: to.unit }
}

/** A quantity in one piece: `97.1%`, `46 bpm`; the dash of a missing value stands alone. */
export function written({ value, unit }: Quantity): string {
  if (value === MISSING) return MISSING
  return unit === '' || unit === '%' ? `${value}${unit}` : `${value}${NBSP}${unit}`
}

const writers = {
  number,
  signed,
  percent,
  range,
  duration,
  shortDuration,
  minutes,
  countdown,
  clock,
  hour,
  shortHour,
  wallTime,
  moment,
  monthName,
  weekdayName,
  weekdayLong,
  weekdayInitial,
  date,
  dayAndMonth,
  shortDate,
  longDate,
  dateWithYear,
  dateRange,
  dayRange,
  month,
  ago,
  fileSize,
  distance,
  shortDistance,
  temperatureDelta,
  measure,
  measureDelta,
  measureRange,
}

type Bound<Write> = Write extends (value: infer Value, settings: Settings, ...rest: infer Rest) => infer Text
  ? (value: Value, ...rest: Rest) => Text
  : never

/** Every function of this file that needs settings, with them already given. */
export type Format = { [Name in keyof typeof writers]: Bound<(typeof writers)[Name]> }

export function formatFor(settings: Settings): Format {
  const bind =
    (write: (value: never, settings: Settings, ...rest: never[]) => unknown) =>
    (value: never, ...rest: never[]) =>
      write(value, settings, ...rest)
  return Object.fromEntries(Object.entries(writers).map(([name, write]) => [name, bind(write)])) as Format
}
