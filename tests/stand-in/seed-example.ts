import { emptyStore, overlayStore } from './document-store'

const CLASSES = '11111111111111111111111111111111111111111111111111111111112332323222'
const MET: Record<string, number> = { '1': 0.9, '2': 1.2, '3': 1.9 }

/**
 * The two answers that the project grew from (April 2022), each with the id that Oura has added since: a day that is not over, 68
 * classes from 04:00 in Japan. Its MET items were cut in the recording; here they follow the classes.
 */
export function seedExample() {
  const store = overlayStore({
    ...emptyStore,
    personalInfo: () => ({
      id: 'b41d2c10-0000-4000-8000-202204100000',
      age: 30,
      weight: 51.0,
      height: 1.6,
      biological_sex: 'male',
      email: '********@gmail.com',
    }),
  })
  const items = [...CLASSES].flatMap((letter) => Array.from({ length: 5 }, () => MET[letter] ?? 0.9))
  store.put(
    'daily_activity',
    `{"id":"b41d2c10-0000-4000-8000-202204100400","class_5_min":"${CLASSES}","score":94,"active_calories":7,` +
      '"average_met_minutes":1.03125,"contributors":{"meet_daily_targets":78,"move_every_hour":100,"recovery_time":100,' +
      '"stay_active":100,"training_frequency":100,"training_volume":97},"equivalent_walking_distance":64,' +
      '"high_activity_met_minutes":0,"high_activity_time":0,"inactivity_alerts":0,"low_activity_met_minutes":6,' +
      '"low_activity_time":840,"medium_activity_met_minutes":0,"medium_activity_time":0,' +
      `"met":{"interval":60.0,"items":${JSON.stringify(items)},"timestamp":"2022-04-10T04:00:00.000+09:00"},` +
      '"meters_to_target":11600,"non_wear_time":0,"resting_time":17700,"sedentary_met_minutes":2,"sedentary_time":1860,' +
      '"steps":205,"target_calories":500,"target_meters":12000,"total_calories":1487,"day":"2022-04-10",' +
      '"timestamp":"2022-04-10T04:00:00+09:00"}',
  )
  return store
}
