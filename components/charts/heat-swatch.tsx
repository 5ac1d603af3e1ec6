import type { HeatLevel } from '@/lib/domain/trend-year'

/** The class of each level, the lowest first. */
export const HEAT_CLASSES = ['heat-low', 'heat-1', 'heat-2', 'heat-3', 'heat-4'] as const

/** The square of a level, or the slash of a missing day. */
export function HeatSwatch({ level }: { level: HeatLevel | null }) {
  return (
    <svg viewBox="0 0 10 10" aria-hidden="true" className="size-2.5 flex-none overflow-visible">
      {level === null && <path className="heat-missing" d="M2 8 8 2" />}
      {level === 0 && <path className={HEAT_CLASSES[0]} d="M.75.75h8.500v8.500h-8.500z" />}
      {level !== null && level > 0 && <path className={HEAT_CLASSES[level]} d="M2 2h6v6h-6z" />}
    </svg>
  )
}
