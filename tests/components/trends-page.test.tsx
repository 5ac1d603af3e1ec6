import { describe, expect, test } from 'vitest'
import { bandPath, dotPath, linePath } from '@/components/charts/plot'
import { trendPlot } from '@/components/charts/trend-plots'
import { SmallTrendsPanel } from '@/components/panels/small-trends-panel'
import { TrendChartPanel } from '@/components/panels/trend-chart-panel'
import { TrendRangePanel } from '@/components/panels/trend-range-panel'
import { WeekdayPanel } from '@/components/panels/weekday-panel'
import { YearHeatPanel } from '@/components/panels/year-heat-panel'
import { NowProvider } from '@/components/ui/now'
import type { SyncBody, TagDays } from '@/lib/api'
import { addDays, type Day, daysBetween, eachDay } from '@/lib/domain/day'
import type { Settings } from '@/lib/domain/settings'
import { trendChoice } from '@/lib/domain/trend-choice'
import { trendFigure } from '@/lib/domain/trend-figure'
import type { TrendMark } from '@/lib/domain/trend-marks'
import { syncQueries } from '@/lib/queries/sync'
import { sync } from '../fixtures/day-client'
import { trendsClient } from '../fixtures/trends-client'
import { renderPage } from '../setup/render'

const TODAY = '2026-11-23'
const OLDEST = '2022-04-10'
const none = () => undefined

/** Numbers that follow from the day alone: weekends are higher, every eleventh day is far off, every seventeenth unknown. */
function valueOn(day: string): number | null {
  const index = daysBetween('2022-01-01', day)
  if (day < OLDEST || index % 17 === 0) return null
  return 70 + (index % 7 > 4 ? 8 : 0) + (index % 11 === 0 ? -25 : 0) + (index % 3)
}

function page(
  search: string,
  {
    value = valueOn,
    marks = [] as TrendMark[],
    tags = [] as TagDays[],
    settings = {} as Partial<Settings>,
    syncing = {} as Partial<SyncBody>,
    unfinished = undefined as Day[] | undefined,
  } = {},
) {
  const choice = trendChoice(new URLSearchParams(search), TODAY, OLDEST)
  const shared = { choice, today: TODAY, oldest: OLDEST }
  const client = trendsClient(choice, { today: TODAY, oldest: OLDEST, value, marks, tags, ...(unfinished ? { unfinished } : {}) })
  client.setQueryData(syncQueries.status().queryKey, sync(syncing))
  const html = renderPage(
    <NowProvider now={Date.parse('2026-11-23T14:18:00+01:00')} zone="Europe/Berlin">
      <TrendRangePanel {...shared} onSpan={none} onDates={none} />
      <TrendChartPanel {...shared} onRange={none}>
        {null}
      </TrendChartPanel>
      <WeekdayPanel {...shared} />
      <YearHeatPanel {...shared} onYear={none} onDay={none} />
      <SmallTrendsPanel {...shared} onPick={none} onAll={none} />
    </NowProvider>,
    { client, settings },
  )
  const text = html
    .replaceAll(/<!--.*?-->/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replaceAll(/\s+/g, ' ')
  return { html, text, choice }
}

test('a day under way is counted neither above the chart nor in its name', () => {
  const { text, html } = page('metric=steps')
  const known = eachDay('2026-08-26', '2026-11-22').filter((day) => valueOn(day) !== null).length
  expect(html).toContain(`${known} of 90 days. Today so far: 72.`)
  expect(text).toContain(`26 Aug to 23 Nov 2026 · ${known} of 90 days`)
})

test('nor is yesterday, as long as the ring has not met its phone since', () => {
  const { text, html } = page('metric=steps', { unfinished: ['2026-11-22', TODAY] })
  const known = eachDay('2026-08-26', '2026-11-21').filter((day) => valueOn(day) !== null).length
  expect(html).toContain(`${known} of 90 days.`)
  expect(text).toContain(`26 Aug to 23 Nov 2026 · ${known} of 90 days`)
})

test('the first HTML holds the page: the chart as a poster, no style attribute, no recharts', () => {
  const { html, text, choice } = page('')
  expect(html).not.toContain('style=')
  expect(html).not.toContain('recharts')
  const days = eachDay('2026-08-12', TODAY)
  const plot = trendPlot(trendFigure(choice, { days, values: days.map(valueOn) }, null, TODAY))
  expect(html).toContain(`d="${linePath(plot, 'line')}"`)
  expect(html).toContain(`d="${bandPath(plot, 'low', 'high')}"`)
  for (const dots of plot.front ?? []) expect(html).toContain(`d="${dotPath(plot, dots)}"`)
  expect(html).toMatch(/aria-label="Activity score, 26 Aug to 23 Nov 2026: median 7\d, lowest 4\d on \w{3} \d+ \w{3}, highest 80 on/)
  expect(text).toContain('83 of 90 days')
  expect(text).toContain('2026, day by day')
  expect(text).not.toMatch(/NaN|undefined/)
})

test('over 400 days it is weekly medians with the range of their days, and says so', () => {
  const { text, html } = page('range=all')
  expect(text).toContain('Line: the median. Band: from the lowest to the highest day.')
  expect(text).toContain('last week vs the median week')
  expect(html).not.toContain('trend-dots')
})

test('a second metric has a scale of its own, and the page says that crossings mean nothing', () => {
  const { html, text } = page('metric=average_hrv&with=total_sleep', { value: (day) => (valueOn(day) ?? 70) * 100 })
  expect(text).toContain('Where the lines cross means nothing')
  expect(html).toMatch(/aria-label="HRV, .* Time asleep, .* Each has its own scale\."/)
  expect(html.match(/trend-other-tick/g)?.length).toBeGreaterThan(0)
})

test.each([
  ['compare=previous', /Pale: the days just before/, /Compared with: Activity score, 28 May to 25 Aug 2026/],
  ['compare=last-year', /a Monday over a Monday/, /Compared with: Activity score, 27 Aug to 24 Nov 2025/],
  ['compare=years', /Medians of the same seven dates/, /a line a year\. Medians: 2026 \d+, 2025 \d+, 2024 \d+/],
])('%s says what lies under what', (search, note, summary) => {
  const { text, html } = page(search)
  expect(text).toMatch(note)
  expect(html).toMatch(summary)
})

test('days in rest mode are marked, and left out of the weekdays aloud', () => {
  const marks: TrendMark[] = [
    { kind: 'rest_mode', from: '2026-10-12', to: '2026-10-18' },
    { kind: 'travel', from: '2026-09-02', to: '2026-09-02', minutes: -360 },
  ]
  const { text } = page('', { marks })
  expect(text).toContain('rest mode left out (7 days)')
  expect(text).toMatch(/Rest mode/)
  expect(text).toContain('Clock −6 h')
})

test('a tag of several days is a bar with a name, every tagged day a dot, and ill days are no ordinary weekdays', () => {
  const tags: TagDays[] = [
    { key: 'tag_generic_sick', name: 'Sick', source: 'oura', days: eachDay('2026-10-12', '2026-10-18') },
    { key: 'name:pottery', name: 'Pottery', source: 'local', days: ['2026-09-05', TODAY] },
  ]
  const { html, text } = page('', { tags })
  expect(text).toContain('Sick, 7 days')
  expect(text).toContain('sick and rest days left out (7)')
  expect(html.match(/trend-tagged/g)).toHaveLength(9)
  // Until a day is selected the line below says what is drawn.
  expect(text).toContain('Line and band: median and middle half of the previous 14 days.')
})

test('while a sync runs the first day of the archive is not said to stay that', () => {
  const { text } = page('from=2019-01-01&to=2019-03-01', { syncing: { state: 'running', done: 3, total: 9 } })
  expect(text).toContain('The archive begins on 10 Apr 2022 so far.')
  expect(text).not.toContain('There is nothing before it.')
})

describe('where there is little or nothing to draw, a sentence', () => {
  test.each([
    ['a range before the ring', 'from=2019-01-01&to=2019-03-01', valueOn, 'The archive begins on 10 Apr 2022. There is nothing before it.'],
    ['a metric that was never measured', 'metric=vo2_max', () => null, 'VO₂ max was not measured on any day of 26 Aug to 23 Nov 2026.'],
    [
      'a constant series',
      'metric=workouts',
      () => 1,
      'Workouts, 26 Aug to 23 Nov 2026: 1 on every known day; 89 of 90 days. Today so far: 1.',
    ],
    ['too few days', '', (day: string) => (day >= addDays(TODAY, -2) ? 71 : null), 'so nothing is called usual yet'],
    ['one day of a leap year', 'from=2024-02-29&to=2024-02-29', valueOn, '29 Feb 2024'],
  ] as const)('%s', (_what, search, value, sentence) => {
    const { text, html } = page(search, { value })
    expect(html.replaceAll('&nbsp;', ' ')).toContain(sentence)
    expect(text).not.toMatch(/NaN|undefined|Infinity/)
    expect(html).not.toMatch(/NaN|Infinity|M,|L,/)
  })

  const everyDay: TagDays[] = [{ key: 'name:tea', name: 'Tea', source: 'local', days: eachDay(OLDEST, TODAY) }]
  const bad = [
    ['nothing measured', () => null],
    ['a constant series', () => 70],
    ['two days', (day: string) => (day >= addDays(TODAY, -1) ? 71 : null)],
    ['ninety days missing', (day: string) => (day >= '2026-03-01' && day < '2026-05-30' ? null : 75)],
  ] as const
  const asked = [
    '',
    'range=7d',
    'range=all',
    'range=all&step=day',
    'step=month',
    'compare=previous',
    'compare=last-year',
    'compare=years',
    'metric=bedtime_start&with=workouts',
    'metric=stress_summary',
    'from=2019-01-01&to=2019-03-01',
    'from=2024-02-27&to=2024-03-02&compare=last-year',
  ]
  test.each(bad.flatMap(([what, value]) => asked.map((search) => [what, search, value] as const)))(
    '%s, ?%s: never NaN, never a picture of nothing, in both languages',
    (_what, search, value) => {
      for (const locale of ['en', 'ja'] as const) {
        const { html, text } = page(search, { value, tags: everyDay, settings: { locale } })
        expect(text).not.toMatch(/NaN|undefined|Infinity/)
        expect(html).not.toMatch(/NaN|Infinity|="undefined|d="M,|d="L/)
        const pictures = [...html.matchAll(/class="clock-plot"/g)].length
        const isDrawn =
          /class="(trend-line|trend-past|trend-dots|trend-outliers)[^"]*"><path d="M|trend-dots" d="M|trend-outliers" d="M/.test(html)
        expect(isDrawn).toBe(pictures > 0)
      }
    },
  )

  test('medians too wide to stand side by side on a phone are marked: every other one stands lower', () => {
    const wide = (search: string, value: number, settings: Partial<Settings> = {}) =>
      page(search, { value: () => value, settings }).html.includes('class="weekday-table" data-wide="true"')
    expect([wide('metric=steps', 9_999), wide('metric=steps', 12_187)]).toEqual([false, true])
    expect([wide('metric=bedtime_start', -60), wide('metric=bedtime_start', -60, { clock: '12' })]).toEqual([false, true])
  })

  test('a tag on every day is a dot a day, over years full columns', () => {
    expect(page('', { tags: everyDay }).html.match(/<circle class="trend-tagged"/g)).toHaveLength(90)
    const { html, text } = page('range=all', { tags: everyDay })
    expect(html.match(/<path class="trend-tag-columns" d="M0 7V0H/g)).toHaveLength(1)
    expect(text).toContain('Bars below the dates: how many of the days are tagged.')
  })

  test('a year with ninety missing days has ninety slashes', () => {
    const gap = (day: string) => (day >= '2025-03-01' && day < addDays('2025-03-01', 90) ? null : 75)
    const { html } = page('year=2025', { value: gap })
    const slashes = [...html.matchAll(/class="heat-missing" d="([^"]*)"/g)].flatMap(([, path = '']) => path.match(/M/g) ?? [])
    // One more is that of the legend.
    expect(slashes).toHaveLength(91)
    expect(html).toContain('275 days known')
  })

  test('of a half that begins on a Sunday and is a week longer no day lies beside the picture', () => {
    // 1 July 2018 was a Sunday: 31 December stands in the 28th column.
    const old = { today: '2018-12-31', oldest: '2017-01-01' }
    const choice = trendChoice(new URLSearchParams('year=2018'), old.today, old.oldest)
    const html = renderPage(<YearHeatPanel choice={choice} {...old} onYear={none} onDay={none} />, {
      client: trendsClient(choice, { ...old, value: () => 75 }),
    })
    const [, width = 0] = /viewBox="-1 -1 (\d+) 84"/.exec(html)?.map(Number) ?? []
    const columns = [...html.matchAll(/class="heat-\d" d="([^"]*)"/g)].flatMap(([, path = '']) => path.match(/(?<=M)[\d.]+/g) ?? [])
    expect(columns.length).toBeGreaterThan(300)
    expect(Math.max(...columns.map(Number))).toBeLessThan(width)
  })
})

describe('all days in a strip', () => {
  test('with a window on those shown, two sliders that say their days, and no style attribute', () => {
    const { html } = page('')
    expect(html).toMatch(/<legend class="sr-only">All days, 10 Apr 2022 to 23 Nov 2026: which of them are shown<\/legend>/)
    expect(html).toMatch(/type="range" min="0" max="1688" aria-label="First day shown" aria-valuetext="26 Aug 2026"[^>]* value="1599"/)
    expect(html).toMatch(/aria-label="Last day shown" aria-valuetext="23 Nov 2026"[^>]* value="1688"/)
    expect(html).toMatch(/class="trend-overview-line"/)
    expect(html).not.toContain('style=')
  })
  test('names every year that begins in it, and the months of a short archive', () => {
    const axis = (html: string) => {
      const [, text = ''] = /class="trend-overview-axis"[^>]*>(.*?)<\/svg>/.exec(html) ?? []
      return text
        .replaceAll(/<[^>]+>/g, ' ')
        .trim()
        .split(/\s+/)
    }
    expect(axis(page('').html)).toEqual(['2023', '2024', '2025', '2026'])
    const young = { today: TODAY, oldest: '2026-09-10' }
    const choice = trendChoice(new URLSearchParams(''), young.today, young.oldest)
    const html = renderPage(
      <TrendChartPanel choice={choice} {...young} onRange={none}>
        {null}
      </TrendChartPanel>,
      { client: trendsClient(choice, { ...young, value: valueOn }) },
    )
    expect(axis(html)).toEqual(['Oct', 'Nov'])
  })
  test('is not there where all years lie over each other', () => {
    expect(page('compare=years').html).not.toContain('trend-overview')
  })
})

test('in Japanese, with miles, degrees Fahrenheit and a 12-hour clock, nothing is left in English', () => {
  for (const search of [
    '',
    'metric=bedtime_start&compare=last-year',
    'metric=walking_distance&with=temperature_deviation',
    'compare=years',
  ]) {
    const { text } = page(search, { settings: { locale: 'ja', clock: '12', distance: 'mi', temperature: 'f' } })
    expect(text).not.toMatch(/[A-Za-z]{4,} [a-z]{3,}/)
    expect(text).toContain('すべての指標')
  }
})
