import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RelationPanel } from '@/components/panels/relation-panel'
import { ReportPaperPanel } from '@/components/panels/report-paper-panel'
import { SmallTrendsPanel } from '@/components/panels/small-trends-panel'
import { TagEffectsPanel } from '@/components/panels/tag-effects-panel'
import { TrendChartPanel } from '@/components/panels/trend-chart-panel'
import { TrendRangePanel } from '@/components/panels/trend-range-panel'
import { WeekdayPanel } from '@/components/panels/weekday-panel'
import { YearHeatPanel } from '@/components/panels/year-heat-panel'
import { NowProvider } from '@/components/ui/now'
import { addDays, daysBetween, eachDay } from '@/lib/domain/day'
import { METRIC_NAMES } from '@/lib/domain/metrics'
import { LAGS } from '@/lib/domain/relation'
import { readReport } from '@/lib/domain/report'
import { trendChoice } from '@/lib/domain/trend-choice'
import { linkQueries, relationSeries } from '@/lib/queries/links'
import { makeQueryClient } from '@/lib/queries/query-client'
import { trendsQueries } from '@/lib/queries/trends'
import { trendsClient } from '../fixtures/trends-client'
import { renderPage } from '../setup/render'

const TODAY = '2026-11-23'
const OLDEST = '2024-01-31'
const none = () => undefined
const BAD = /NaN|undefined|Infinity|\[object|\bnull\b/
const kinds = ['null', 'constant', 'zero', 'minuszero', 'one', 'two', 'gap', 'noise', 'huge', 'tiny', 'step'] as const
type Kind = (typeof kinds)[number]
const value = (kind: Kind, at: number): number | null => {
  const i = ((at % 1000) + 1000) % 1000
  switch (kind) {
    case 'null':
      return null
    case 'constant':
      return 3
    case 'zero':
      return 0
    case 'minuszero':
      return -0
    case 'one':
      return at === 500 ? 5 : null
    case 'two':
      return i % 2
    case 'gap':
      return i % 365 < 90 ? null : 50 + (i % 7)
    case 'noise':
      return (Math.sin(i * 12.9898) * 43758.5453) % 1
    case 'huge':
      return i * 1e7
    case 'tiny':
      return 1e-9 * i
    case 'step':
      return i > 300 ? 100 : 1
  }
}
const bad = (html: string) =>
  /.{0,80}(NaN|undefined|Infinity|\[object Object).{0,60}/.exec(html)?.[0] ??
  (BAD.test(html.replaceAll(/<[^>]+>/g, ' ')) ? /.{0,80}\bnull\b.{0,50}/.exec(html.replaceAll(/<[^>]+>/g, ' '))?.[0] : null) ??
  null
const around = (element: React.ReactNode) => (
  <NowProvider now={Date.parse('2026-11-23T14:18:00+01:00')} zone="Europe/Berlin">
    {element}
  </NowProvider>
)

const settings = fc.record({
  locale: fc.constantFrom('en' as const, 'ja' as const),
  clock: fc.constantFrom('24' as const, '12' as const),
  distance: fc.constantFrom('km' as const, 'mi' as const),
  temperature: fc.constantFrom('c' as const, 'f' as const),
})
const day = fc.integer({ min: -1800, max: 0 }).map((n) => addDays(TODAY, n))

test('trends say something, and never NaN', () => {
  fc.assert(
    fc.property(
      settings,
      fc.constantFrom(...METRIC_NAMES),
      fc.option(fc.constantFrom(...METRIC_NAMES)),
      fc.constantFrom(...kinds),
      day,
      day,
      fc.constantFrom('', '&step=day', '&step=week', '&step=month'),
      fc.constantFrom('', '&compare=previous', '&compare=last-year', '&compare=years'),
      (s, metric, other, kind, from, to, step, compare) => {
        const search = `metric=${metric}&from=${from}&to=${to}${step}${other ? `&with=${other}` : compare}`
        const choice = trendChoice(new URLSearchParams(search), TODAY, OLDEST)
        const client = trendsClient(choice, {
          today: TODAY,
          oldest: OLDEST,
          value: (d) => (d < OLDEST ? null : value(kind, daysBetween(OLDEST, d))),
        })
        const shared = { choice, today: TODAY, oldest: OLDEST }
        const html = renderPage(
          around(
            <>
              <TrendRangePanel {...shared} onSpan={none} onDates={none} />
              <TrendChartPanel {...shared} onRange={none}>
                {null}
              </TrendChartPanel>
              <WeekdayPanel {...shared} />
              <YearHeatPanel {...shared} onYear={none} onDay={none} />
              <SmallTrendsPanel {...shared} onPick={none} onAll={none} />
            </>,
          ),
          { client, settings: s },
        )
        expect(bad(html)).toBeNull()
      },
    ),
    { numRuns: 100, seed: 1 },
  )
}, 240_000)

test('links, tags and reports say something, and never NaN', () => {
  fc.assert(
    fc.property(
      settings,
      fc.constantFrom(...METRIC_NAMES),
      fc.constantFrom(...METRIC_NAMES),
      fc.constantFrom(...kinds),
      fc.constantFrom(...kinds),
      fc.constantFrom(...LAGS),
      fc.integer({ min: 0, max: 420 }),
      (s, x, y, kx, ky, lag, length) => {
        const range = { from: addDays(TODAY, -length), to: TODAY }
        const days = eachDay(range.from, range.to)
        const client = makeQueryClient()
        const of = (m: string) => days.map((d) => value(m === x ? kx : ky, daysBetween('2026-01-01', d)))
        client.setQueryData(relationSeries({ x, y }, range).queryKey as readonly unknown[], { days, metrics: { [y]: of(y), [x]: of(x) } })
        const queries = linkQueries([x], range)
        client.setQueryData(queries.series.queryKey as readonly unknown[], { days, metrics: { [x]: of(x) } })
        client.setQueryData(queries.marks.queryKey as readonly unknown[], [])
        client.setQueryData(queries.tags.queryKey as readonly unknown[], [
          { key: 'name:all', name: 'All', source: 'local', days },
          { key: 'name:some', name: 'Some', source: 'local', days: days.filter((_, i) => i % 5 === 0) },
          { key: 'name:few', name: 'Few', source: 'local', days: days.slice(0, 2) },
        ])
        const report = readReport(new URLSearchParams(`from=${range.from}&to=${range.to}&metrics=${x},${y}&tags=off`), TODAY)
        const rd = eachDay(report.first, report.to)
        client.setQueryData(
          trendsQueries.series(report.metrics, { from: report.first, to: report.to, bucket: 'day' }).queryKey as readonly unknown[],
          {
            days: rd,
            metrics: Object.fromEntries(
              report.metrics.map((m) => [m, rd.map((d) => value(m === x ? kx : ky, daysBetween('2026-01-01', d)))]),
            ),
          },
        )
        const html = renderPage(
          around(
            <>
              <RelationPanel choice={{ x, y, lag }} range={range} today={TODAY} onPick={none} onDay={none} />
              <TagEffectsPanel choice={{ metric: x, time: 'all', ...range }} onMetric={none} onTime={none} />
              <ReportPaperPanel report={report} person={{ name: '', born: '' }} today={TODAY} />
            </>,
          ),
          { client, settings: s },
        )
        expect(bad(html)).toBeNull()
      },
    ),
    { numRuns: 80, seed: 2 },
  )
}, 240_000)
