import { dotPath, type Plot, runPath } from './plot'

/** Bars and dots of a plot, which recharts has no shape for: the same elements in the poster and inside the chart. */
export function PlotMarks({ plot }: { plot: Plot }) {
  const classes = [...new Set(plot.runs.map(({ className }) => className))]
  return (
    <>
      {classes.map((className) => (
        <path key={className} className={className} d={runPath(plot.runs.filter((run) => run.className === className))} />
      ))}
      {plot.dots && <path className={plot.dots.className} d={dotPath(plot)} />}
    </>
  )
}

/** The dots over everything else. */
export function FrontDots({ plot }: { plot: Plot }) {
  return plot.front?.map((dots) => <path key={dots.className} className={dots.className} d={dotPath(plot, dots)} />)
}
