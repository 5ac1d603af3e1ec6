import type { RingBatteryLevelRow } from '@/lib/oura/schemas'

const STEPS = 48

/** A ring's charge over a day in percent: `levels` are 48 even steps from its first to its last sample, each the last level known by then. */
export type BatteryDay = { last: number; lowest: number; charging: boolean; levels: (number | null)[] }

/** Sums up a day's battery samples, which come in order of time; null where there are none. */
export function batteryDay(all: readonly Pick<RingBatteryLevelRow, 'timestamp' | 'level' | 'charging'>[]): BatteryDay | null {
  const rows = all.filter(({ level }) => level >= 0 && level <= 100)
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) return null
  const start = Date.parse(first.timestamp)
  const length = Math.max(1, Date.parse(last.timestamp) - start)
  const levels: (number | null)[] = Array.from({ length: STEPS }, () => null)
  for (const { timestamp, level } of rows)
    levels[Math.min(STEPS - 1, Math.floor(((Date.parse(timestamp) - start) / length) * STEPS))] = level
  // Few samples leave holes that are no gaps: a step takes the level of the one before it.
  for (const [index, level] of levels.entries()) levels[index] = level ?? levels[index - 1] ?? null
  return { last: last.level, lowest: Math.min(...rows.map(({ level }) => level)), charging: last.charging === true, levels }
}
