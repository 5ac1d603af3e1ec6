import type { z } from 'zod'
import * as schemas from './schemas'

type Spec = {
  /** Constant path below the API's origin. The only place where a path of Oura is written. */
  readonly path: string
  readonly schema: z.ZodType
  /** How a range is asked for: by dates, by date-times, or not at all (every document comes back). */
  readonly asked: 'date' | 'datetime' | 'neither'
  /** The field that decides a document's day; null where it has none. */
  readonly day: 'day' | 'start_day' | null
  /** What Oura does with a date-only `end_date` (facts §4.3); we ask ±2 days and keep by day, so that it never matters. */
  readonly endDate: 'exclusive' | 'inclusive' | 'unknown' | 'none'
  /** The scope that opens it, without Oura's `extapi:` prefix (facts §2, from partners and measurements). */
  readonly scope: string
  /** Longest range of one request, in days. */
  readonly maxDays: number
  /** Whether `…/{document_id}` exists. */
  readonly single: boolean
}

const base = '/v2/usercollection'
const years = 366 * 2
const dated = { asked: 'date', day: 'day', maxDays: years, single: true } as const

/** The collections of Oura API V2 by their exact names (`vO2_max` has a capital O). Anything else is unknown to this server. */
export const COLLECTIONS = {
  daily_activity: {
    ...dated,
    path: `${base}/daily_activity`,
    schema: schemas.dailyActivity,
    endDate: 'exclusive',
    scope: 'daily',
    maxDays: 92,
  },
  daily_sleep: { ...dated, path: `${base}/daily_sleep`, schema: schemas.dailySleep, endDate: 'inclusive', scope: 'daily' },
  sleep: { ...dated, path: `${base}/sleep`, schema: schemas.sleep, endDate: 'exclusive', scope: 'daily', maxDays: 92 },
  sleep_time: { ...dated, path: `${base}/sleep_time`, schema: schemas.sleepTime, endDate: 'inclusive', scope: 'daily' },
  daily_readiness: { ...dated, path: `${base}/daily_readiness`, schema: schemas.dailyReadiness, endDate: 'inclusive', scope: 'daily' },
  daily_stress: { ...dated, path: `${base}/daily_stress`, schema: schemas.dailyStress, endDate: 'inclusive', scope: 'daily' },
  daily_resilience: { ...dated, path: `${base}/daily_resilience`, schema: schemas.dailyResilience, endDate: 'inclusive', scope: 'stress' },
  daily_spo2: { ...dated, path: `${base}/daily_spo2`, schema: schemas.dailySpo2, endDate: 'inclusive', scope: 'spo2' },
  daily_cardiovascular_age: {
    ...dated,
    path: `${base}/daily_cardiovascular_age`,
    schema: schemas.dailyCardiovascularAge,
    endDate: 'inclusive',
    scope: 'heart_health',
  },
  vO2_max: { ...dated, path: `${base}/vO2_max`, schema: schemas.vo2Max, endDate: 'unknown', scope: 'heart_health' },
  workout: { ...dated, path: `${base}/workout`, schema: schemas.workout, endDate: 'exclusive', scope: 'workout' },
  session: { ...dated, path: `${base}/session`, schema: schemas.session, endDate: 'exclusive', scope: 'session', maxDays: 92 },
  enhanced_tag: {
    ...dated,
    path: `${base}/enhanced_tag`,
    schema: schemas.enhancedTag,
    day: 'start_day',
    endDate: 'inclusive',
    scope: 'tag',
  },
  tag: { ...dated, path: `${base}/tag`, schema: schemas.tag, endDate: 'unknown', scope: 'tag' },
  rest_mode_period: {
    ...dated,
    path: `${base}/rest_mode_period`,
    schema: schemas.restModePeriod,
    day: 'start_day',
    endDate: 'unknown',
    scope: 'daily',
  },
  ring_configuration: {
    path: `${base}/ring_configuration`,
    schema: schemas.ringConfiguration,
    asked: 'neither',
    day: null,
    endDate: 'none',
    scope: 'ring_configuration',
    maxDays: Number.POSITIVE_INFINITY,
    single: true,
  },
  heartrate: {
    path: `${base}/heartrate`,
    schema: schemas.heartRateRow,
    asked: 'datetime',
    day: null,
    endDate: 'none',
    scope: 'heartrate',
    maxDays: 30,
    single: false,
  },
  ring_battery_level: {
    path: `${base}/ring_battery_level`,
    schema: schemas.ringBatteryLevelRow,
    asked: 'datetime',
    day: null,
    endDate: 'none',
    scope: 'ring_configuration',
    maxDays: 30,
    single: false,
  },
} as const satisfies Record<string, Spec>

export type Collection = keyof typeof COLLECTIONS
/** The collections kept as samples, a row a UTC day, instead of documents. */
export type SampleCollection = 'heartrate' | 'ring_battery_level'
export type DocumentCollection = Exclude<Collection, SampleCollection>

export const PERSONAL_INFO = { path: `${base}/personal_info`, schema: schemas.personalInfo } as const

export const COLLECTION_NAMES = Object.keys(COLLECTIONS) as readonly Collection[]

export function isCollection(name: string): name is Collection {
  return Object.hasOwn(COLLECTIONS, name)
}

export function isSampleCollection(name: Collection): name is SampleCollection {
  return COLLECTIONS[name].asked === 'datetime'
}

/** A scope by the name it has today, without Oura's prefix: `extapi:spo2Daily` is `spo2` (facts §1). */
export function scopeNamed(name: string): string {
  const bare = name.replace(/^extapi:/, '')
  return bare === 'spo2Daily' ? 'spo2' : bare
}

/** What a document of each collection looks like once parsed. */
export type DocumentOf = {
  daily_activity: schemas.DailyActivity
  daily_sleep: schemas.DailySleep
  sleep: schemas.Sleep
  sleep_time: schemas.SleepTime
  daily_readiness: schemas.DailyReadiness
  daily_stress: schemas.DailyStress
  daily_resilience: schemas.DailyResilience
  daily_spo2: schemas.DailySpo2
  daily_cardiovascular_age: schemas.DailyCardiovascularAge
  vO2_max: schemas.Vo2Max
  workout: schemas.Workout
  session: schemas.Session
  enhanced_tag: schemas.EnhancedTag
  tag: schemas.Tag
  rest_mode_period: schemas.RestModePeriod
  ring_configuration: schemas.RingConfiguration
  heartrate: schemas.HeartRateRow
  ring_battery_level: schemas.RingBatteryLevelRow
}
