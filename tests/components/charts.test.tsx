import fc from 'fast-check'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { dialArc, dialPoint } from '@/components/charts/arc'
import { LevelBars } from '@/components/charts/level-bars'
import { ScoreRing } from '@/components/charts/score-ring'
import { sparkline } from '@/components/charts/sparkline'
import { StackedBar } from '@/components/charts/stacked-bar'
import { Track } from '@/components/ui/track'

test('the dial opens downwards: its ends mirror each other, its middle is on top', () => {
  const [left, right, top] = [dialPoint(0, 41, 53), dialPoint(1, 41, 53), dialPoint(0.5, 41, 53)]
  expect(left[0] + right[0]).toBeCloseTo(106)
  expect(left[1]).toBeCloseTo(right[1])
  expect(top).toEqual([53, 12])
})

test('an arc longer than half a circle says so, and none leaves the dial', () => {
  expect(dialArc(0, 0.6, 41, 53)).toMatch(/A41 41 0 0 1/)
  expect(dialArc(0, 0.7, 41, 53)).toMatch(/A41 41 0 1 1/)
  expect(dialPoint(1.4, 41, 53)).toEqual(dialPoint(1, 41, 53))
})

test('without a score the ring keeps its track and its usual', () => {
  const html = renderToString(<ScoreRing score={null} usual={{ median: 78, low: 74, high: 82 }} color="sleep" label="x" />)
  expect(html).not.toContain('stroke-sleep')
  expect(html).toContain('stroke-ink3')
  expect(html).toContain('>–<')
})

test('the steps of a level shrink with a narrow place', () => {
  expect(renderToString(<LevelBars level={3} of={5} label="x" />)).toMatch(/width="141" height="26" viewBox="0 0 141 26".*max-w-full/)
})

test('a spark line stays in its box, breaks at gaps and never draws a missing day', () => {
  const values = fc.array(fc.option(fc.double({ min: -50, max: 250, noNaN: true }), { nil: null }), { minLength: 2, maxLength: 30 })
  fc.assert(
    fc.property(values, (series) => {
      const { path } = sparkline(series, null)
      const known = series.filter((value) => value !== null).length
      const runs = series.filter((value, index) => value !== null && (series[index - 1] ?? null) === null).length
      expect(path.match(/[ML]/g)?.length ?? 0).toBe(known)
      expect(path.match(/M/g)?.length ?? 0).toBe(runs)
      for (const [, y] of path.matchAll(/[ML][\d.]+ ([-\d.]+)/g)) {
        expect(Number(y)).toBeGreaterThanOrEqual(0)
        expect(Number(y)).toBeLessThanOrEqual(34)
      }
    }),
  )
})

test('the parts of a bar fill it once, whatever is missing', () => {
  const html = renderToString(
    <StackedBar
      label="x"
      parts={[
        { color: 'rest', value: 3 },
        { color: 'low', value: 0 },
        { color: 'hatch', value: 1 },
      ]}
    />,
  )
  const widths = [...html.matchAll(/<rect[^>]* width="([\d.]+)%"/g)].map((match) => Number(match[1]))
  expect(widths).toEqual([75, 25])
})

test('a bar over its goal is full, and its tick stays on it', () => {
  const html = renderToString(<Track share={1.4} color="activity" height={8} tick={1.2} />)
  expect(html).toContain('width="100%" height="8" rx="4" class="fill-activity"')
  expect(html).toContain('x="100%"')
})
