import { round } from './plot'

const FILLS = { deep: 'fill-deep', rem: 'fill-rem', light: 'fill-light', awake: 'fill-awake' } as const

type Props = { share: number; color: keyof typeof FILLS; usual: { low: number; median: number; high: number } | null }

/** A bar from zero over the shaded usual range with its tick; shares (0 … 1) of one scale. */
export function RangeBar({ share, color, usual }: Props) {
  const percent = (of: number) => `${round(Math.min(1, Math.max(0, of)) * 100)}%`
  return (
    <svg aria-hidden="true" width="100%" height="18" className="block overflow-visible">
      {usual && <rect x={percent(usual.low)} width={percent(usual.high - usual.low)} height="18" rx="3" className="fill-band" />}
      <rect y="6" width={percent(share)} height="6" rx="2" className={FILLS[color]} />
      {usual && <rect x={percent(usual.median)} width="1.5" height="18" transform="translate(-0.75 0)" className="fill-ink3" />}
    </svg>
  )
}
