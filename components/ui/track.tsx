const FILLS = {
  sleep: 'fill-sleep',
  readiness: 'fill-readiness',
  activity: 'fill-activity',
  stress: 'fill-stress',
  recovery: 'fill-recovery',
  ink: 'fill-ink2',
} as const
export type TrackColor = keyof typeof FILLS

/**
 * A bar of `share` (0 … 1) on its ground, `height` in px, with a tick where `tick` (0 … 1) says. Percent attributes, because a policy
 * without inline styles leaves no other way to say a width in the server's markup.
 */
export function Track({ share, color, height, tick = null }: { share: number; color: TrackColor; height: number; tick?: number | null }) {
  const half = height / 2
  const top = 4
  return (
    <svg aria-hidden="true" width="100%" height={height + 2 * top} className="block overflow-visible">
      <rect y={top} width="100%" height={height} rx={half} className="fill-band" />
      {share > 0 && <rect y={top} width={percent(share)} height={height} rx={half} className={FILLS[color]} />}
      {tick !== null && (
        <rect x={percent(tick)} y={0} width="2" height={height + 2 * top} rx="1" transform="translate(-1 0)" className="fill-ink3" />
      )}
    </svg>
  )
}

const percent = (share: number) => `${Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}%`
