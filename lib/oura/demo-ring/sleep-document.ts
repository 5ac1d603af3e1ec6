import type { Sleep } from '../schemas'
import { dayName, HOUR, MINUTE, numberOf } from './clock'
import { EPOCH, fiveMinutes } from './hypnogram'
import type { Life } from './life'
import { durations, heartOf } from './night-facts'
import type { Detail, Period } from './period'
import { draw, uuid } from './random'
import { readiness } from './readiness'

/** From when on the ring reported stages by 30 s: firmware of the second ring. */
const FINE_PHASES_FROM = numberOf(2024, 10, 1)

const isSeries = (period: Period) => !period.short

function document(life: Life, period: Period, { stages, movement, pulse }: Detail, index: number): Sleep {
  const { seed, journey } = life
  const next = draw(seed, `sleep:${period.key}`, period.day)
  const { deep, light, rem, awake, total } = durations(stages)
  const inBed = stages.length * EPOCH
  const heart = heartOf({ stages, movement, pulse })
  const start = journey.isoMillis(period.start)
  const series = (items: (number | null)[]) => (isSeries(period) ? { interval: 300, items, timestamp: start } : null)
  const fine = [...stages].join('')
  const phases = fiveMinutes(stages)
  return {
    id: uuid(seed, `sleep:${period.key}`, period.day),
    day: dayName(period.day),
    type: period.type,
    period: index,
    bedtime_start: journey.iso(period.start),
    bedtime_end: journey.iso(period.end),
    time_in_bed: inBed,
    total_sleep_duration: total,
    awake_time: awake,
    deep_sleep_duration: deep,
    light_sleep_duration: light,
    rem_sleep_duration: rem,
    efficiency: Math.max(1, Math.round((100 * total) / inBed)),
    latency: period.latency,
    restless_periods: (movement.match(/[234]+/g) ?? []).length,
    average_breath: Math.round(period.breath * 8) / 8,
    // Where Oura has too little for a series it still sends an average that means nothing, and 255 for the lowest.
    average_heart_rate: isSeries(period) ? heart.average : 70.5,
    average_hrv: isSeries(period) ? heart.hrv : null,
    lowest_heart_rate: isSeries(period) ? heart.lowest : 255,
    heart_rate: series(pulse.heartRate),
    hrv: series(pulse.hrv),
    movement_30_sec: movement,
    sleep_phase_5_min: phases,
    // On half of the nights Oura's string is one epoch short; it aligns at index 0.
    sleep_phase_30_sec: period.day < FINE_PHASES_FROM ? null : next() < 0.5 ? fine.slice(0, -1) : fine,
    app_sleep_phase_5_min: smooth(phases),
    low_battery_alert: ((period.day % 61) + 61) % 61 === 5 && period.main,
    readiness: period.main ? readiness(life, period.day) : null,
    readiness_score_delta: period.main ? null : period.type === 'sleep' || period.type === 'late_nap' ? Math.round(next() * 2) : null,
    sleep_score_delta: period.main ? null : period.type === 'sleep' || period.type === 'late_nap' ? 1 + Math.round(next() * 3) : null,
    sleep_algorithm_version: 'v2',
    sleep_analysis_reason: next() < 0.04 ? 'bedtime_edit' : 'foreground_sleep_analysis',
    ring_id: null,
  }
}

/** The app's hypnogram: single blocks that differ from both neighbours are taken out. */
function smooth(phases: string): string {
  return phases.replace(/./g, (phase, i: number) => (i > 0 && phases[i - 1] === phases[i + 1] ? (phases[i - 1] ?? phase) : phase))
}

/** A night that is not over at `cut`: the same document as later, as far as it goes, with no end. */
function inProgress(life: Life, period: Period, cut: number, index: number): Sleep {
  const epochs = Math.floor((cut - period.start) / (EPOCH * 1000))
  const items = Math.max(1, Math.ceil(epochs / 10) - 1)
  const { stages, movement, pulse } = period.detail()
  const soFar = {
    stages: stages.slice(0, epochs),
    movement: movement.slice(0, epochs),
    pulse: { heartRate: pulse.heartRate.slice(0, items), hrv: pulse.hrv.slice(0, items) },
  }
  const short = soFar.pulse.heartRate.every((item) => item === null)
  const type = epochs * EPOCH * 1000 > 3 * HOUR ? period.type : 'sleep'
  const known = document(life, { ...period, end: cut, short, type }, soFar, index)
  return { ...known, bedtime_end: null, readiness: null, sleep_analysis_reason: 'background_sleep_analysis' }
}

/** The same night once more under another id, after a second analysis that lost its lowest heart rate (facts §4.5). */
function again(life: Life, document: Sleep, period: Period): Sleep {
  const stages = period.detail().stages.slice(0, -4)
  const { deep, light, rem, awake, total } = durations(stages)
  return {
    ...document,
    id: uuid(life.seed, `again:${period.key}`, period.day),
    bedtime_end: life.journey.iso(period.end - 4 * EPOCH * 1000),
    time_in_bed: stages.length * EPOCH,
    total_sleep_duration: total,
    awake_time: awake,
    deep_sleep_duration: deep,
    light_sleep_duration: light,
    rem_sleep_duration: rem,
    efficiency: Math.round((100 * total) / (stages.length * EPOCH)),
    lowest_heart_rate: 255,
    heart_rate: null,
    hrv: null,
    movement_30_sec: period.detail().movement.slice(0, -4),
    sleep_phase_5_min: fiveMinutes(stages),
    sleep_phase_30_sec: document.sleep_phase_30_sec ? [...stages].join('') : null,
    app_sleep_phase_5_min: smooth(fiveMinutes(stages)),
    readiness: null,
    sleep_analysis_reason: 'background_created_foreground_updated',
  }
}

/** All sleep documents whose own day is n and that were known at `cut`, in order of time. */
export function sleepDocuments(life: Life, n: number, cut: number): Sleep[] {
  const periods = [...life.nap(n - 1), ...life.night(n), ...life.nap(n)].filter(({ day }) => day === n).sort((a, b) => a.start - b.start)
  // Period numbers have gaps where the ring thought better of it.
  const gap = draw(life.seed, 'gap', n)() < 0.2 ? 1 : 0
  const documents = periods.flatMap((period, i): Sleep[] => {
    const index = i === 0 ? 0 : i + gap
    if (period.end <= cut) {
      const known = document(life, period, period.detail(), index)
      const twice = period.main && draw(life.seed, 'twice', n)() < 0.015
      return twice ? [known, again(life, known, period)] : [known]
    }
    return period.start + 20 * MINUTE <= cut ? [inProgress(life, period, cut, index)] : []
  })
  return documents
}
