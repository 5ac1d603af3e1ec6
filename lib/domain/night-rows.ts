import { mean } from './clock-readout'
import { grouped, mainStage } from './clock-rows'
import { csvText } from './csv'
import type { Stage } from './hypnogram'
import { type Movement, strongestMovement } from './movement'
import type { NightChart } from './night-chart'
import { wallMoment } from './wall-clock'

/** Minutes a row of the table stands for. */
export type NightStep = 5 | 60 | 1

/** A row of a night's table: means over its minutes, the stage with the most of them, the strongest movement; null where nothing is known. */
export type NightRow = { minute: number; stage: Stage | null; bpm: number | null; hrv: number | null; movement: Movement | null }

/** A night as rows of `step` minutes from the first bedtime to the last awakening, those between two parts left out. */
export function nightRows(chart: NightChart, step: NightStep): NightRow[] {
  const [heart, hrv] = [grouped(chart.heart, step), grouped(chart.hrv, step)]
  const inBed = (from: number, to: number) => chart.inBed.some((part) => part.from < to && from < part.to)
  return Array.from({ length: Math.ceil(chart.span.minutes / step) }, (_, index) => index).flatMap((index) => {
    const [from, to] = [index * step, Math.min(chart.span.minutes, (index + 1) * step)]
    if (!inBed(from, to)) return []
    return [
      {
        minute: from,
        stage: mainStage(chart.stages, from, to),
        bpm: mean((heart.get(index) ?? []).map(({ bpm }) => bpm)),
        hrv: mean((hrv.get(index) ?? []).map(({ ms }) => ms)),
        movement: strongestMovement(chart.movement, from, to),
      },
    ]
  })
}

/** The rows as CSV: local time with offset, plain numbers, nothing where nothing was measured. */
export function nightCsv(chart: NightChart, rows: readonly NightRow[]): string {
  return csvText(
    ['time', 'sleep_stage', 'heart_rate_bpm', 'hrv_rmssd_ms', 'movement'],
    rows.map(({ minute, stage, bpm, hrv, movement }) => [
      wallMoment(chart.wall, chart.span.start + minute * 60_000),
      stage,
      bpm?.toFixed(0),
      hrv?.toFixed(0),
      movement,
    ]),
  )
}
