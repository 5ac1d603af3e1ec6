import type { EnhancedTag, RestModePeriod, RingConfiguration, Session, Tag, Workout } from '../schemas'
import { DAY, dayName, MINUTE, numberOf, yearOf } from './clock'
import { BODY } from './day-facts'
import type { Life } from './life'
import { between, draw, normal, uuid } from './random'
import { round } from './score'
import type { PlannedTag } from './tag-effects'

/** The workouts of day n that were over at `cut`; calories and distance come from the minutes they cover. */
export function workoutDocuments(life: Life, n: number, cut: number): Workout[] {
  const { journey, seed } = life
  const start = journey.start(n)
  return life
    .day(n)
    .workouts.filter(({ end }) => end <= cut)
    .map((workout, i) => {
      const met = life.day(n).met.subarray((workout.start - start) / MINUTE, (workout.end - start) / MINUTE)
      const sum = met.reduce((total, value) => total + value, 0)
      const minutes = (workout.end - workout.start) / MINUTE
      const speed = { running: 158, cycling: 330, walking: 82, strengthTraining: 0 }[workout.activity]
      // Oura writes what it found by itself to the millisecond, and what the wearer entered to the second.
      const stamp = workout.source === 'autodetected' ? journey.isoMillis : journey.iso
      return {
        id: uuid(seed, `workout:${i}`, n),
        activity: workout.activity,
        calories: round((sum * BODY.weight) / 60, 3),
        day: dayName(n),
        distance: speed === 0 || (workout.source === 'autodetected' && i % 2 === 1) ? null : round(speed * minutes, 1),
        end_datetime: stamp(workout.end),
        intensity: workout.intensity,
        label: workout.activity === 'running' && workout.minutes > 60 ? 'Long run' : null,
        source: workout.source,
        start_datetime: stamp(workout.start),
      }
    })
}

const codeOf = ({ code }: PlannedTag) => (code === 'podcast' ? 'custom' : code)

function tagsOf(life: Life, n: number, cut: number) {
  return life
    .plan(n)
    .tags.map((tag) => ({ tag, at: life.journey.at(n, tag.from) }))
    .filter(({ tag, at }) => at + tag.minutes * MINUTE <= cut)
}

export function enhancedTags(life: Life, n: number, cut: number): EnhancedTag[] {
  return tagsOf(life, n, cut).map(({ tag, at }) => ({
    id: uuid(life.seed, `tag:${tag.code}`, n),
    tag_type_code: codeOf(tag),
    start_time: life.journey.iso(at),
    end_time: tag.minutes > 0 ? life.journey.iso(at + tag.minutes * MINUTE) : null,
    start_day: dayName(n),
    end_day: tag.minutes > 0 ? dayName(n) : null,
    comment: tag.code === 'tag_generic_alcohol' ? '' : null,
    custom_name: tag.code === 'podcast' ? 'Podcast' : null,
  }))
}

/** The older form of the same tags; a note of the wearer's own is a tag with a text only. */
export function tags(life: Life, n: number, cut: number): Tag[] {
  return tagsOf(life, n, cut).map(({ tag, at }) => ({
    id: uuid(life.seed, `old-tag:${tag.code}`, n),
    day: dayName(n),
    text: tag.code === 'podcast' ? 'Podcast' : null,
    timestamp: life.journey.iso(at),
    tags: tag.code === 'podcast' ? [] : [tag.code],
  }))
}

/** A meditation or breathing exercise, sampled every 5 seconds; the first items are missing while the sensor settles. */
export function sessions(life: Life, n: number, cut: number): Session[] {
  const { seed, journey } = life
  const quiet = life.plan(n).tags.find(({ code }) => code === 'tag_generic_meditation')
  if (!quiet || !life.plan(n).worn) return []
  const start = journey.at(n, quiet.from)
  const end = start + quiet.minutes * MINUTE
  if (end > cut) return []
  const next = draw(seed, 'session', n)
  const count = quiet.minutes * 12
  const calm = life.vitals(n + 1).lowestHeartRate + 12
  const settle = 2 + Math.floor(next() * 5)
  const item = (i: number, value: number) => (i < settle || next() < 0.01 ? null : value)
  const series = (of: (i: number) => number, interval = 5) => ({
    interval,
    items: Array.from({ length: count }, (_, i) => item(i, of(i))),
    timestamp: journey.isoMillis(start),
  })
  return [
    {
      id: uuid(seed, 'session', n),
      day: dayName(n),
      start_datetime: journey.iso(start),
      end_datetime: journey.iso(end),
      type: next() < 0.7 ? 'meditation' : 'breathing',
      mood: next() < 0.4 ? null : next() < 0.7 ? 'good' : 'same',
      heart_rate: series((i) => round(calm - 5 * (i / count) + 1.4 * Math.sin(i / 2) + 0.7 * normal(next), 1)),
      heart_rate_variability: series((i) => Math.round(life.vitals(n + 1).hrv * 0.8 + 12 * (i / count) + 4 * normal(next))),
      motion_count: series(() => (next() < 0.06 ? 1 + Math.floor(next() * 3) : 0)),
    },
  ]
}

/** Rest mode follows an illness from its second day on; while it lasts it has no end. */
export function restModePeriods(life: Life, n: number, cut: number): RestModePeriod[] {
  const { journey, seed } = life
  return life.condition
    .spells(yearOf(n))
    .filter(({ first }) => first + 1 === n)
    .flatMap(({ first, last }) => {
      const start = journey.at(n, 8 * 60 + 40)
      const end = journey.at(last, 9 * 60 + 15)
      if (start > cut) return []
      const episodes = [
        { tags: ['tag_generic_fever', 'tag_generic_sick'], at: start },
        { tags: ['tag_generic_sick'], at: journey.at(first + 3, 20 * 60) },
      ]
      return [
        {
          id: uuid(seed, 'rest_mode', n),
          start_day: dayName(n),
          start_time: journey.iso(start),
          end_day: end <= cut ? dayName(last) : null,
          end_time: end <= cut ? journey.iso(end) : null,
          episodes: episodes.filter(({ at }) => at <= cut).map(({ tags: named, at }) => ({ tags: named, timestamp: journey.iso(at) })),
        },
      ]
    })
}

/** The day on which the second ring was set up, between the first day and the last. */
const secondRing = (life: Life): number => Math.max(life.first + 400, numberOf(2024, 10, 1))

/** Every ring the wearer ever had. For very old ones Oura no longer knows when they were set up and says 1970. */
export function ringConfigurations(life: Life, cut: number): RingConfiguration[] {
  const next = draw(life.seed, 'ring', 0)
  const size = 8 + Math.floor(between(next, 0, 4))
  const second = life.journey.at(secondRing(life), 18 * 60 + 5)
  const rings: RingConfiguration[] = [
    {
      id: uuid(life.seed, 'ring', 1),
      color: 'silver',
      design: 'heritage',
      firmware_version: '2.9.22',
      hardware_type: 'gen3',
      set_up_at: new Date(0).toISOString().replace('.000Z', '+00:00'),
      size,
    },
    {
      id: uuid(life.seed, 'ring', 2),
      color: 'brushed_silver',
      design: 'horizon',
      firmware_version: '5.4.1',
      hardware_type: 'gen4',
      set_up_at: new Date(second).toISOString().replace('.000Z', '+00:00'),
      size,
    },
  ]
  return rings.filter(({ set_up_at }) => Date.parse(set_up_at ?? '') <= cut)
}

/** Age in full years at an instant, and the rest of personal_info. */
export function personalInfo(life: Life, now: number) {
  const age = Math.floor((now - numberOf(BODY.born, 5, 17) * DAY) / (365.2425 * DAY))
  return {
    id: uuid(life.seed, 'person', 0),
    age,
    weight: BODY.weight,
    height: BODY.height,
    biological_sex: 'male',
    email: 'demo@ringside.example',
  }
}
