import { type Day, daysBetween, eachDay } from './day'

/** What explains a stretch of days without being measured: Oura's rest mode, another time zone, another ring. */
export type TrendMark =
  | { kind: 'rest_mode'; from: Day; to: Day }
  /** The wearer's clock moved by so many minutes before waking up on this day. */
  | { kind: 'travel'; from: Day; to: Day; minutes: number }
  | { kind: 'ring'; from: Day; to: Day }

/** A tag that was set on several days one after the other. */
export type TagMark = { kind: 'tag'; from: Day; to: Day; name: string; days: number }

const FEWEST_TAGGED = 3
/** Coffee is not an episode because it was had on three days running: most of a tag's days have to lie in such runs. */
const EPISODE_SHARE = 0.6

/** Three days or more on which a tag was set one after the other, of tags that come like this: an illness, a holiday, a course of medicine. */
export function tagMarks(tags: readonly { name: string; days: readonly Day[] }[]): TagMark[] {
  return tags.flatMap(({ name, days }) => {
    const runs: TagMark[] = []
    for (const day of days) {
      const last = runs.at(-1)
      if (last && daysBetween(last.to, day) === 1) {
        last.to = day
        last.days += 1
      } else runs.push({ kind: 'tag', from: day, to: day, name, days: 1 })
    }
    const long = runs.filter((run) => run.days >= FEWEST_TAGGED)
    return long.reduce((all, run) => all + run.days, 0) >= EPISODE_SHARE * days.length ? long : []
  })
}

/** Oura's tags for being ill; days that have one say nothing about an ordinary week. */
const ILL = ['tag_generic_sick', 'tag_generic_fever']
export const illDays = (tags: readonly { key: string; days: readonly Day[] }[]): Day[] =>
  tags.filter(({ key }) => ILL.includes(key)).flatMap(({ days }) => days)

/** The marks of which a day is part. */
export const marksOn = <Mark extends { from: Day; to: Day }>(marks: readonly Mark[], from: Day, to: Day): Mark[] =>
  marks.filter((mark) => mark.from <= to && mark.to >= from)

/** Every day of rest mode. */
export const restModeDays = (marks: readonly TrendMark[]): Set<Day> =>
  new Set(marks.flatMap(({ kind, from, to }) => (kind === 'rest_mode' ? eachDay(from, to) : [])))
