import { STAGES, type Stage, type StageRun } from '@/lib/domain/hypnogram'
import { type Axis, at, wide } from './axis-position'

/** The middle of a stage's row, in percent of the lane from the top. */
export const stageRow = (stage: Stage) => 12.5 + 25 * STAGES.indexOf(stage)

/** Stages in rows with risers between them. Never recharts: rounded corners need a layer that is not stretched. */
export function Hypnogram({ axis, stages, radius = 1.5 }: { axis: Axis; stages: readonly StageRun[]; radius?: number }) {
  return (
    <svg className="marks" aria-hidden="true">
      {stages.map((run, index) => {
        const next = stages[index + 1]
        if (!next || Math.abs(next.from - run.to) > 0.01) return null
        const x = at(axis, run.to)
        return <line key={run.to} className="riser" x1={x} x2={x} y1={`${stageRow(run.stage)}%`} y2={`${stageRow(next.stage)}%`} />
      })}
      {stages.map(({ from, to, stage }) => (
        <rect
          key={from}
          className={`stage-${stage}`}
          x={at(axis, from)}
          y={`${stageRow(stage) - 9}%`}
          width={wide(axis, to - from, 0.3)}
          height="18%"
          rx={radius}
        />
      ))}
    </svg>
  )
}
