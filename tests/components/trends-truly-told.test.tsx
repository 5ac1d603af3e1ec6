import { expect, test } from 'vitest'
import { WeekdayChart } from '@/components/charts/weekday-chart'
import { ExperimentsPanel } from '@/components/panels/experiments-panel'
import { ReportPaperPanel } from '@/components/panels/report-paper-panel'
import { TrendChartPanel } from '@/components/panels/trend-chart-panel'
import { TrendComparePanel } from '@/components/panels/trend-compare-panel'
import { useTrendExplained } from '@/components/panels/trend-explained'
import { TrendReadout } from '@/components/panels/trend-readout'
import { WeekdayPanel } from '@/components/panels/weekday-panel'
import { YearHeatPanel } from '@/components/panels/year-heat-panel'
import { NowProvider } from '@/components/ui/now'
import type { ConnectionBody, ExperimentBody, TagDays } from '@/lib/api'
import { daysBetween, eachDay, weekday } from '@/lib/domain/day'
import { readReport } from '@/lib/domain/report'
import { trendChoice } from '@/lib/domain/trend-choice'
import { trendFigure } from '@/lib/domain/trend-figure'
import { weekdayPattern } from '@/lib/domain/trend-weekday'
import { connectionQueries } from '@/lib/queries/connection'
import { experimentsQueries } from '@/lib/queries/experiments'
import { linkQueries } from '@/lib/queries/links'
import { makeQueryClient } from '@/lib/queries/query-client'
import { trendsQueries } from '@/lib/queries/trends'
import { trendsClient } from '../fixtures/trends-client'
import { renderPage } from '../setup/render'

const TODAY = '2026-11-23'
const none = () => undefined
const textOf = (html: string) =>
  html
    .replaceAll(/<!--.*?-->/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0]+/g, ' ')

function trends(search: string, value: (day: string) => number | null, oldest = '2022-04-10', tags: TagDays[] = []) {
  const choice = trendChoice(new URLSearchParams(search), TODAY, oldest)
  const client = trendsClient(choice, { today: TODAY, oldest, value, tags })
  const shared = { choice, today: TODAY, oldest }
  return renderPage(
    <NowProvider now={Date.parse('2026-11-23T14:18:00+01:00')} zone="Europe/Berlin">
      <TrendChartPanel {...shared} onRange={none}>
        {null}
      </TrendChartPanel>
      <WeekdayPanel {...shared} />
    </NowProvider>,
    { client },
  )
}

test('a stretch of weeks has its lowest and highest day, and the median of its days', () => {
  const choice = trendChoice(new URLSearchParams('from=2026-09-07&to=2026-10-18&step=week'), TODAY, '2022-04-10')
  const days = eachDay('2026-08-24', '2026-10-18')
  // Three weeks: their medians are 80, 80 and 71.
  const values = days.map(
    (day) => ({ '2026-09-09': 62, '2026-09-17': 91 })[day] ?? (day < '2026-09-21' ? 80 : day < '2026-09-25' ? 71 : 80),
  )
  const figure = trendFigure(choice, { days, values }, null, TODAY)
  const text = textOf(renderPage(<TrendReadout figure={figure} selection={{ minute: 2, anchor: 0 }} today={TODAY} />))
  expect(text).toMatch(/Median 80 Lowest–highest 62–91/)
  const two = textOf(renderPage(<TrendReadout figure={figure} selection={{ minute: 2, anchor: 1 }} today={TODAY} />))
  expect(two).toMatch(/Median 80 Lowest–highest 71–91/)
})

test('weekdays are not called alike where one of them is hardly known', () => {
  // The ring charges on Sundays; Saturdays are ten points higher.
  const html = trends('', (day) => (weekday(day) === 7 ? null : weekday(day) === 6 ? 85 : 75))
  expect(textOf(html)).not.toContain('All weekdays have the same median.')
})

test('a difference that is written as nothing is not told as one', () => {
  const html = trends('metric=temperature_deviation', (day) => 0.1 + weekday(day) / 1000)
  expect(textOf(html)).not.toMatch(/run (±|−)?0(\.0)? °C above/)
})

test('a metric that was measured later has not “not been measured yet”', () => {
  const html = trends('metric=spo2&compare=years&from=2022-06-01&to=2022-12-31', (day) => (day < '2023-01-01' ? null : 97))
  expect(textOf(html)).not.toContain('has not been measured yet')
})

test('a number that comes every fourth day has more than five known days before it', () => {
  const html = trends('metric=vo2_max', (day) => (daysBetween('2022-04-10', day) % 4 === 0 ? 41 : null))
  expect(textOf(html)).not.toContain('Fewer than five known days came before')
})

test('over several years the lowest day has its year', () => {
  const html = trends('range=all', (day) => (day === '2023-02-14' ? 12 : 70 + (daysBetween('2022-01-01', day) % 5)))
  expect(html).toMatch(/lowest 12 on [^,;]*2023/)
})

test('the days that a report of a year lacks have their year', () => {
  const client = makeQueryClient()
  const report = readReport(new URLSearchParams('from=2025-11-23&to=2026-11-23&metrics=steps&tags=off'), TODAY)
  const days = eachDay(report.first, report.to)
  client.setQueryData(
    trendsQueries.series(report.metrics, { from: report.first, to: report.to, bucket: 'day' }).queryKey as readonly unknown[],
    {
      days,
      metrics: { steps: days.map((day) => (day === '2025-11-23' ? null : 8000 + weekday(day))) },
    },
  )
  const text = textOf(renderPage(<ReportPaperPanel report={report} person={{ name: '', born: '' }} today={TODAY} />, { client }))
  expect(text).toMatch(/Steps: 23 Nov 2025/)
})

test('an experiment that is over is not “too early to tell”', () => {
  const experiment: ExperimentBody = {
    id: 'tea-00001',
    question: 'Tea?',
    metric: 'average_hrv',
    design: 'before_after',
    start_day: '2026-09-01',
    phase_days: 7,
    phases: 1,
    end_day: null,
    created_at: '2026-08-31T20:00:00.000Z',
    checks: eachDay('2026-09-01', '2026-09-06').map((day) => ({ day, done: true })),
  }
  const client = makeQueryClient()
  client.setQueryData(experimentsQueries.list().queryKey, [experiment])
  client.setQueryData(connectionQueries.current().queryKey, { kind: 'token' } as ConnectionBody)
  const range = { from: '2026-08-25', to: '2026-09-08' }
  const queries = linkQueries(['average_hrv'], range)
  const days = eachDay(range.from, range.to)
  client.setQueryData(queries.series.queryKey as readonly unknown[], { days, metrics: { average_hrv: days.map((_, at) => 50 + (at % 3)) } })
  client.setQueryData(queries.marks.queryKey as readonly unknown[], [])
  const text = textOf(renderPage(<ExperimentsPanel today={TODAY} />, { client }))
  expect(text).toContain('Over:')
  expect(text).not.toContain('Too early to tell')
})

test('what was counted so far today is told apart: not the lowest day, not outside what is usual, not a Monday', () => {
  const steps = (day: string) => (day === TODAY ? 396 : 8000 + ((daysBetween('2022-04-10', day) * 7919) % 11))
  const html = trends('metric=steps', steps)
  expect(html).toMatch(/lowest 8,00\d on/)
  expect(html).toContain('Today so far: 396')
  expect(html).toContain('class="trend-outliers" d=""')
  expect(trends('metric=steps', (day) => (day === '2026-11-22' ? 396 : steps(day)))).toMatch(/class="trend-outliers" d="M/)
  // A night is over by the morning.
  expect(trends('metric=average_hrv', (day) => (day === TODAY ? 12 : 60))).toMatch(/lowest 12\sms on/)
  expect(textOf(trends(`metric=steps&from=${TODAY}&to=${TODAY}`, steps))).not.toContain('was not measured on any day of')
  // Nor is it the lowest of a week, or of the days that were marked.
  expect(textOf(trends('metric=steps&step=week', steps))).not.toMatch(/396 ?–/)
  const choice = trendChoice(new URLSearchParams('metric=steps'), TODAY, '2022-04-10')
  const days = eachDay('2026-08-12', TODAY)
  const figure = trendFigure(choice, { days, values: days.map(steps) }, null, TODAY)
  const marked = textOf(renderPage(<TrendReadout figure={figure} selection={{ minute: 89, anchor: 86 }} today={TODAY} />))
  expect(marked).toMatch(/Lowest–highest 8,00\d/)
})

test('the same weeks of an earlier year say how many weeks that is', () => {
  const value = (day: string) => 70 + weekday(day)
  expect(textOf(trends('range=1y&compare=last-year', value))).toContain('Pale: 52 whole weeks earlier')
  expect(textOf(trends('range=all&compare=last-year', value))).toContain('Pale: 260 whole weeks earlier')
  const pill = (search: string) => {
    const choice = trendChoice(new URLSearchParams(search), TODAY, '2022-04-10')
    return textOf(renderPage(<TrendComparePanel choice={choice} onStep={none} onCompare={none} onOther={none} />))
  }
  expect(pill('range=1y&compare=last-year')).toContain('A year earlier')
  expect(pill('range=all&compare=last-year')).toContain('5 years earlier')
})

test('a number of the night is explained by the tags of the day before it, and the night after a sick day is no ordinary one', () => {
  const sick: TagDays = { key: 'tag_generic_sick', name: 'Sick', source: 'oura', days: ['2026-11-17'] }
  const Told = ({ search, day }: { search: string; day: string }) => {
    const choice = trendChoice(new URLSearchParams(search), TODAY, null)
    const { told, tagged } = useTrendExplained(choice, TODAY, null)
    return `${told({ from: day, to: day }).join(' · ')}|${[...tagged]}`
  }
  const told = (search: string, day: string) => {
    const choice = trendChoice(new URLSearchParams(search), TODAY, null)
    const client = trendsClient(choice, { today: TODAY, oldest: null, value: () => 50, tags: [sick] })
    return renderPage(<Told search={search} day={day} />, { client })
  }
  expect(told('metric=average_hrv&range=30d', '2026-11-18')).toBe('Sick the day before|2026-11-18')
  expect(told('metric=average_hrv&range=30d', '2026-11-17')).toBe('|2026-11-18')
  expect(told('metric=steps&range=30d', '2026-11-17')).toBe('Sick|2026-11-17')
  // The last of five Tuesdays and Wednesdays, far below the others.
  const low = (day: string) => (day === '2026-11-18' ? 10 : 60)
  const pattern = textOf(trends('metric=average_hrv&range=30d', low, undefined, [sick]))
  expect(pattern).toContain('Dots below the dates: nights after a tagged day.')
  expect(pattern).toContain('sick and rest days left out (1)')
  expect(textOf(trends('metric=average_hrv&from=2026-11-18&to=2026-11-23', low, undefined, [sick]))).toContain('left out (1)')
  expect(textOf(trends('metric=average_hrv&from=2026-11-11&to=2026-11-17', low, undefined, [sick]))).not.toContain('left out')
})

test('in the year, too, the running day is no day yet: neither the lowest nor a square, but told as what it is', () => {
  const steps = (day: string) => (day === TODAY ? 396 : 8000 + ((daysBetween('2022-04-10', day) * 7919) % 11))
  const year = (metric: string, value: (day: string) => number | null) => {
    const choice = trendChoice(new URLSearchParams(`metric=${metric}`), TODAY, '2022-04-10')
    const client = trendsClient(choice, { today: TODAY, oldest: '2022-04-10', value })
    const panel = <YearHeatPanel choice={choice} today={TODAY} oldest="2022-04-10" onYear={none} onDay={none} />
    return renderPage(panel, { client })
  }
  expect(year('steps', steps)).toMatch(/326 days known, from 8,00\d to 8,010/)
  expect(textOf(year('steps', steps))).toMatch(/22 Nov : 8,0\d\d/)
  expect(textOf(year('steps', (day) => (day === TODAY ? 396 : null)))).toContain('396')
  expect(year('average_hrv', steps)).toMatch(/327 days known, from 396/)
})

test('the weekdays are one picture that keys reach, and the selected one has a line through it', () => {
  const html = trends('', (day) => 70 + weekday(day))
  const [chart = ''] = /<div class="column-frame weekday-chart"[^>]*>/.exec(html) ?? []
  expect(chart).toMatch(/role="img" aria-label="[^"]+Sundays run[^"]+" tabindex="0"/i)
  const pattern = weekdayPattern({ days: eachDay('2026-09-01', TODAY), values: [] }, '2026-09-01', TODAY, new Set())
  const selected = renderPage(<WeekdayChart pattern={pattern} unit="score" label="Weekdays" mark={String} index={2} onIndex={none} />)
  expect(selected).toContain('<line class="crosshair" x1="35.714%" x2="35.714%" y2="100%">')
})
