import { type ActivityClass, mainClass } from './class-5-min'
import { mean } from './clock-readout'
import { csvText, csvWord } from './csv'
import type { DayClock } from './day-clock'
import type { DayEvent } from './day-events'
import type { Stage, StageRun } from './hypnogram'
import { isWorn } from './met-curve'
import { wallMoment } from './wall-clock'

/** Minutes a row of the table stands for. */
export const ROW_STEPS = [5, 60, 1] as const
export type RowStep = (typeof ROW_STEPS)[number]

/** A row of the clock's table: means over its minutes, the class and stage with the most of them; null where nothing was measured. */
export type ClockRow = {
  minute: number
  bpm: number | null
  source: string | null
  hrv: number | null
  met: number | null
  class: ActivityClass | null
  stage: Stage | null
}

/** The stage with the most of the minutes from … to; null outside sleep. */
export function mainStage(stages: readonly StageRun[], from: number, to: number): Stage | null {
  const totals = new Map<Stage, number>()
  for (const run of stages) {
    const minutes = Math.min(to, run.to) - Math.max(from, run.from)
    if (minutes > 0) totals.set(run.stage, (totals.get(run.stage) ?? 0) + minutes)
  }
  return [...totals].reduce<[Stage, number] | null>((best, next) => (best && best[1] >= next[1] ? best : next), null)?.[0] ?? null
}

/** Points grouped by the row they fall into. */
export function grouped<T extends { minute: number }>(points: readonly T[], step: number): Map<number, T[]> {
  const groups = new Map<number, T[]>()
  for (const point of points) {
    const key = Math.floor(point.minute / step)
    const group = groups.get(key)
    if (group) group.push(point)
    else groups.set(key, [point])
  }
  return groups
}

/** The clock as rows of `step` minutes, up to now on a running day. */
export function clockRows(clock: DayClock, step: RowStep): ClockRow[] {
  const heart = grouped(clock.heart, step)
  const hrv = grouped(clock.hrv, step)
  return Array.from({ length: Math.ceil((clock.now ?? clock.span.minutes) / step) }, (_, index) => {
    const [from, to] = [index * step, Math.min(clock.span.minutes, (index + 1) * step)]
    const points = heart.get(index) ?? []
    return {
      minute: from,
      bpm: mean(points.map(({ bpm }) => bpm)),
      source: points[0]?.source ?? null,
      hrv: mean((hrv.get(index) ?? []).map(({ ms }) => ms)),
      met: mean(clock.met.slice(from, to).filter(isWorn)),
      class: mainClass(clock.classes, from, to)?.name ?? null,
      stage: mainStage(clock.stages, from, to),
    }
  })
}

/** An event's name and its note; a note without a name is called by its beginning, which is not said twice. */
const toldOf = ({ code, text, note }: DayEvent) =>
  note && text && note.startsWith(text.replace(/…$/, '')) ? note : [text ?? code, note].filter(Boolean).join(': ')

/** What begins within a row's minutes, in the wearer's or Oura's own words. */
function eventsFrom({ events }: DayClock, from: number, to: number): string {
  return events
    .filter((event) => event.from >= from && event.from < to)
    .map(toldOf)
    .join('; ')
}

/** The rows as CSV: local time with offset, plain numbers, Oura's own words, nothing where nothing was measured. */
export function clockCsv(clock: DayClock, rows: readonly ClockRow[]): string {
  return csvText(
    ['time', 'heart_rate_bpm', 'heart_rate_source', 'hrv_rmssd_ms', 'met', 'activity_class', 'sleep_stage', 'events'],
    rows.map((row, index) => [
      wallMoment(clock.wall, clock.span.start + row.minute * 60_000),
      row.bpm?.toFixed(0),
      row.source,
      row.hrv?.toFixed(0),
      row.met?.toFixed(2),
      row.class,
      row.stage,
      csvWord(eventsFrom(clock, row.minute, rows[index + 1]?.minute ?? clock.span.minutes)),
    ]),
  )
}
