import { blockBootstrap, type Interval, percentileInterval } from './block-bootstrap'
import { blockLength } from './block-length'
import { tailShare, widerForBlocks } from './student-t'

/**
 * The 95 % interval of a difference that is a weighted sum over days. `parts` says how far each day, in order and without gaps, pushed the
 * difference away from where it would be without that day's own surprise (weight × residual; 0 where a day takes no part). Their sum over
 * redrawn blocks of days is how far chance moves the difference; `count` is how many days the smaller side has.
 */
export function contrastInterval(difference: number, parts: ArrayLike<number>, count: number, seed = 1): Interval {
  const column = Float64Array.from(parts)
  const total = column.reduce((sum, part) => sum + part, 0)
  const length = blockLength(column)
  const moved = blockBootstrap([column], length, ([sum = 0]) => sum - total, { seed })
  const square = moved.reduce((sum, value) => sum + value * value, 0) / moved.length
  const independent = column.reduce((sum, part) => sum + part * part, 0)
  // Days that are alike count for fewer: by as much as their sum is wider than that of independent ones.
  const effective = square > 0 ? count * Math.min(1, independent / square) : count
  const [low, high] = percentileInterval(moved, tailShare(effective))
  const wider = widerForBlocks(length / column.length)
  return [difference - high * wider, difference - low * wider]
}
