/** A dial of 270° that opens downwards: 0 at the lower left, 1 at the lower right, clockwise. */
const START = 0.75 * Math.PI
const SWEEP = 1.5 * Math.PI

const rounded = (value: number) => Math.round(value * 100) / 100

/** The point of the dial at `share` (0 … 1), `radius` from its centre. */
export function dialPoint(share: number, radius: number, centre: number): readonly [number, number] {
  const angle = START + Math.min(1, Math.max(0, share)) * SWEEP
  return [rounded(centre + radius * Math.cos(angle)), rounded(centre + radius * Math.sin(angle))]
}

/** The path of an arc of the dial from one share to another. */
export function dialArc(from: number, to: number, radius: number, centre: number): string {
  const [x1, y1] = dialPoint(from, radius, centre)
  const [x2, y2] = dialPoint(to, radius, centre)
  const large = (Math.min(1, to) - Math.max(0, from)) * SWEEP > Math.PI ? 1 : 0
  return `M${x1} ${y1}A${radius} ${radius} 0 ${large} 1 ${x2} ${y2}`
}
