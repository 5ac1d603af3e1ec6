import { dialArc, dialPoint } from './arc'

const STROKES = { sleep: 'stroke-sleep', readiness: 'stroke-readiness', activity: 'stroke-activity' } as const

type Props = {
  score: number | null
  usual: { median: number; low: number; high: number } | null
  color: keyof typeof STROKES
  /** Everything the picture says, in one sentence. */
  label: string
}

const CENTRE = 53
const RADIUS = 41

/** A score of 100 on a dial: the arc, the usual range outside of it, a tick at the usual. Without a score the usual stays. */
export function ScoreRing({ score, usual, color, label }: Props) {
  const [inner, outer] = usual ? [dialPoint(usual.median / 100, 35, CENTRE), dialPoint(usual.median / 100, 50, CENTRE)] : []
  return (
    <svg viewBox="0 0 106 92" role="img" aria-label={label} className="block w-full max-w-[6.625rem]" fill="none" strokeLinecap="round">
      <path d={dialArc(0, 1, RADIUS, CENTRE)} strokeWidth="7" className="stroke-band" />
      {score !== null && score > 0 && <path d={dialArc(0, score / 100, RADIUS, CENTRE)} strokeWidth="7" className={STROKES[color]} />}
      {usual && usual.high > usual.low && (
        <path d={dialArc(usual.low / 100, usual.high / 100, 49, CENTRE)} strokeWidth="2" className="stroke-ink3" />
      )}
      {inner && outer && <path d={`M${inner[0]} ${inner[1]}L${outer[0]} ${outer[1]}`} strokeWidth="2" className="stroke-ink" />}
      <text x={CENTRE} y="64" textAnchor="middle" fontSize="32" fontWeight="670" letterSpacing="-1" className="fill-ink">
        {score ?? '–'}
      </text>
    </svg>
  )
}
