import { z } from 'zod'

// One loose schema for each document of Oura API V2 (OpenAPI 1.37). Loose, because a plain z.object drops unknown keys and
// so destroys an archive; enums are open strings, because every release of the API has added members.

const score = z.number().nullish()
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
/** ISO 8601 with the offset of that moment, `2024-11-11T04:00:00+01:00`. */
const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/)

/** A series: `items[i]` was measured at `timestamp + i × interval` seconds. */
const sample = z.looseObject({ interval: z.number().positive(), items: z.array(z.number().nullable()), timestamp: moment })

export const dailyActivity = z.looseObject({
  id: z.string(),
  day,
  timestamp: moment,
  score,
  active_calories: z.number(),
  average_met_minutes: z.number(),
  class_5_min: z.string().nullish(),
  contributors: z.looseObject({
    meet_daily_targets: score,
    move_every_hour: score,
    recovery_time: score,
    stay_active: score,
    training_frequency: score,
    training_volume: score,
  }),
  equivalent_walking_distance: z.number(),
  high_activity_met_minutes: z.number(),
  high_activity_time: z.number(),
  inactivity_alerts: z.number(),
  low_activity_met_minutes: z.number(),
  low_activity_time: z.number(),
  medium_activity_met_minutes: z.number(),
  medium_activity_time: z.number(),
  met: sample,
  meters_to_target: z.number(),
  non_wear_time: z.number(),
  resting_time: z.number(),
  sedentary_met_minutes: z.number(),
  sedentary_time: z.number(),
  steps: z.number(),
  target_calories: z.number(),
  target_meters: z.number(),
  total_calories: z.number(),
})

const readinessContributors = z.looseObject({
  activity_balance: score,
  body_temperature: score,
  hrv_balance: score,
  previous_day_activity: score,
  previous_night: score,
  recovery_index: score,
  resting_heart_rate: score,
  sleep_balance: score,
  sleep_regularity: score,
})

export const sleep = z.looseObject({
  id: z.string(),
  day,
  type: z.string().nullish(),
  period: z.number(),
  bedtime_start: moment,
  // The specification requires it; a night in progress has null all the same.
  bedtime_end: moment.nullish(),
  time_in_bed: z.number(),
  total_sleep_duration: z.number().nullish(),
  awake_time: z.number().nullish(),
  deep_sleep_duration: z.number().nullish(),
  light_sleep_duration: z.number().nullish(),
  rem_sleep_duration: z.number().nullish(),
  efficiency: z.number().nullish(),
  latency: z.number().nullish(),
  restless_periods: z.number().nullish(),
  average_breath: z.number().nullish(),
  average_heart_rate: z.number().nullish(),
  average_hrv: z.number().nullish(),
  lowest_heart_rate: z.number().nullish(),
  heart_rate: sample.nullish(),
  hrv: sample.nullish(),
  movement_30_sec: z.string().nullish(),
  sleep_phase_5_min: z.string().nullish(),
  sleep_phase_30_sec: z.string().nullish(),
  app_sleep_phase_5_min: z.string().nullish(),
  low_battery_alert: z.boolean(),
  readiness: z
    .looseObject({ contributors: readinessContributors, score, temperature_deviation: score, temperature_trend_deviation: score })
    .nullish(),
  readiness_score_delta: z.number().nullish(),
  sleep_score_delta: z.number().nullish(),
  sleep_algorithm_version: z.string().nullish(),
  sleep_analysis_reason: z.string().nullish(),
  ring_id: z.string().nullish(),
})

export const dailySleep = z.looseObject({
  id: z.string(),
  day,
  timestamp: moment,
  score,
  contributors: z.looseObject({
    deep_sleep: score,
    efficiency: score,
    latency: score,
    rem_sleep: score,
    restfulness: score,
    timing: score,
    total_sleep: score,
  }),
})

export const dailyReadiness = z.looseObject({
  id: z.string(),
  day,
  timestamp: moment,
  score,
  contributors: readinessContributors,
  temperature_deviation: z.number().nullish(),
  temperature_trend_deviation: z.number().nullish(),
})

export const dailyStress = z.looseObject({
  id: z.string(),
  day,
  day_summary: z.string().nullish(),
  recovery_high: z.number().nullish(),
  stress_high: z.number().nullish(),
})

export const dailyResilience = z.looseObject({
  id: z.string(),
  day,
  level: z.string(),
  contributors: z.looseObject({ sleep_recovery: z.number(), daytime_recovery: z.number(), stress: z.number() }),
})

export const dailySpo2 = z.looseObject({
  id: z.string(),
  day,
  breathing_disturbance_index: z.number().nullish(),
  spo2_percentage: z.looseObject({ average: z.number() }).nullish(),
})

export const dailyCardiovascularAge = z.looseObject({
  id: z.string(),
  day,
  pulse_wave_velocity: z.number().nullish(),
  vascular_age: z.number().nullish(),
})

export const vo2Max = z.looseObject({ id: z.string(), day, timestamp: moment, vo2_max: z.number() })

export const workout = z.looseObject({
  id: z.string(),
  day,
  activity: z.string(),
  calories: z.number().nullish(),
  distance: z.number().nullish(),
  end_datetime: moment,
  intensity: z.string(),
  label: z.string().nullish(),
  source: z.string(),
  start_datetime: moment,
})

export const session = z.looseObject({
  id: z.string(),
  day,
  start_datetime: moment,
  end_datetime: moment,
  type: z.string(),
  mood: z.string().nullish(),
  heart_rate: sample.nullish(),
  heart_rate_variability: sample.nullish(),
  motion_count: sample.nullish(),
})

export const sleepTime = z.looseObject({
  id: z.string(),
  day,
  /** Offsets are seconds from the day's midnight, negative before it; `day_tz` is seconds east of UTC. */
  optimal_bedtime: z.looseObject({ day_tz: z.number(), start_offset: z.number(), end_offset: z.number() }).nullish(),
  recommendation: z.string().nullish(),
  status: z.string().nullish(),
})

export const enhancedTag = z.looseObject({
  id: z.string(),
  tag_type_code: z.string().nullish(),
  start_time: moment,
  end_time: moment.nullish(),
  start_day: day,
  end_day: day.nullish(),
  comment: z.string().nullish(),
  custom_name: z.string().nullish(),
})

export const tag = z.looseObject({ id: z.string(), day, text: z.string().nullish(), timestamp: moment, tags: z.array(z.string()) })

export const restModePeriod = z.looseObject({
  id: z.string(),
  start_day: day,
  start_time: moment.nullish(),
  end_day: day.nullish(),
  end_time: moment.nullish(),
  episodes: z.array(z.looseObject({ tags: z.array(z.string()), timestamp: moment })),
})

export const ringConfiguration = z.looseObject({
  id: z.string(),
  color: z.string().nullish(),
  design: z.string().nullish(),
  firmware_version: z.string().nullish(),
  hardware_type: z.string().nullish(),
  set_up_at: z.string().nullish(),
  size: z.number().nullish(),
})

export const heartRateRow = z.looseObject({ timestamp: moment, timestamp_unix: z.number().nullish(), bpm: z.number(), source: z.string() })

export const ringBatteryLevelRow = z.looseObject({
  timestamp: moment,
  timestamp_unix: z.number().nullish(),
  level: z.number(),
  charging: z.boolean().nullish(),
  in_charger: z.boolean().nullish(),
})

/** Without `id` in recordings of 2022: the probe of a pasted token asks for it separately. */
export const personalInfo = z.looseObject({
  id: z.string().nullish(),
  age: z.number().nullish(),
  weight: z.number().nullish(),
  height: z.number().nullish(),
  biological_sex: z.string().nullish(),
  email: z.string().nullish(),
})

export type Sample = z.infer<typeof sample>
export type DailyActivity = z.infer<typeof dailyActivity>
export type Sleep = z.infer<typeof sleep>
export type DailySleep = z.infer<typeof dailySleep>
export type DailyReadiness = z.infer<typeof dailyReadiness>
export type DailyStress = z.infer<typeof dailyStress>
export type DailyResilience = z.infer<typeof dailyResilience>
export type DailySpo2 = z.infer<typeof dailySpo2>
export type DailyCardiovascularAge = z.infer<typeof dailyCardiovascularAge>
export type Vo2Max = z.infer<typeof vo2Max>
export type Workout = z.infer<typeof workout>
export type Session = z.infer<typeof session>
export type SleepTime = z.infer<typeof sleepTime>
export type EnhancedTag = z.infer<typeof enhancedTag>
export type Tag = z.infer<typeof tag>
export type RestModePeriod = z.infer<typeof restModePeriod>
export type RingConfiguration = z.infer<typeof ringConfiguration>
export type HeartRateRow = z.infer<typeof heartRateRow>
export type RingBatteryLevelRow = z.infer<typeof ringBatteryLevelRow>
export type PersonalInfo = z.infer<typeof personalInfo>
