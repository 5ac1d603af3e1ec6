import { type Day, daysBetween } from './day'
import { measuredDay } from './measured-day'
import type { Metric } from './metrics'
import { MOST_POINTS } from './trend-choice'
import { type Slot, slotAt } from './trend-slots'

/** Tags on the days of `from` … `to` whose number shows them: of a number of the night a tag belongs to the night after it. */
export const measuredTags = <Tag extends { days: readonly Day[] }>(tags: readonly Tag[], metric: Metric, from: Day, to: Day): Tag[] =>
  tags.map((tag) => ({ ...tag, days: tag.days.map((day) => measuredDay(metric, day)).filter((day) => day >= from && day <= to) }))

/** Some places of an axis, both ends included, and the share of their days that has a tag. */
export type TagColumn = { start: number; end: number; share: number }

/** More than these cannot be told apart in the width of a phone. */
const MOST_COLUMNS = 130

/** Whether each place is a day, and few enough for a mark of its own. */
export const hasRoomForDays = (slots: readonly Slot[]): boolean => slots.length <= MOST_POINTS && slots.every(({ from, to }) => from === to)

/** Tagged days counted together where a place is more than a day, or days are too many to be marked one by one. Columns without one are left out. */
export function tagColumns(slots: readonly Slot[], tagged: ReadonlySet<Day>): TagColumn[] {
  const width = Math.ceil(slots.length / MOST_COLUMNS)
  const counts = new Array<number>(Math.ceil(slots.length / Math.max(1, width))).fill(0)
  for (const day of tagged) {
    const at = slotAt(slots, day)
    const slot = slots[at]
    if (!slot || day > slot.to) continue
    const column = Math.floor(at / width)
    counts[column] = (counts[column] ?? 0) + 1
  }
  return counts.flatMap((count, column) => {
    const start = column * width
    const end = Math.min(slots.length, start + width) - 1
    const [first, last] = [slots[start], slots[end]]
    return count === 0 || !first || !last ? [] : [{ start, end, share: count / (daysBetween(first.from, last.to) + 1) }]
  })
}
