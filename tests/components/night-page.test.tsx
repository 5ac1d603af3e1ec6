import type { QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { describe, expect, test } from 'vitest'
import { movementPlot, nightHeartPlot, nightHrvPlot } from '@/components/charts/night-plots'
import { dotPath, linePath, runPath } from '@/components/charts/plot'
import { BedtimeConsistencyPanel } from '@/components/panels/bedtime-consistency-panel'
import { bedtimesCsv } from '@/components/panels/bedtime-consistency-table'
import { CalendarPanel } from '@/components/panels/calendar-panel'
import { DayClockPanel } from '@/components/panels/day-clock-panel'
import { EmptyDayPanel } from '@/components/panels/empty-day-panel'
import { NightChartPanel } from '@/components/panels/night-chart-panel'
import { NightEffectPanel } from '@/components/panels/night-effect-panel'
import { NightFiguresPanel } from '@/components/panels/night-figures-panel'
import { NightLinePanel } from '@/components/panels/night-line-panel'
import { NightScorePanel } from '@/components/panels/night-score-panel'
import { NightStagesPanel } from '@/components/panels/night-stages-panel'
import { SleepPeriodsPanel } from '@/components/panels/sleep-periods-panel'
import { AddressProvider } from '@/components/ui/address'
import { NowProvider } from '@/components/ui/now'
import { NightView } from '@/components/views/night-view'
import type { CoverageState } from '@/lib/api'
import { nightChart } from '@/lib/domain/night-chart'
import type { Settings } from '@/lib/domain/settings'
import type { Sleep } from '@/lib/oura/schemas'
import { coverageQueries } from '@/lib/queries/coverage'
import { nightQueries } from '@/lib/queries/day'
import { makeQueryClient } from '@/lib/queries/query-client'
import { dayClient, emptied, NOW, TODAY, ZONE } from '../fixtures/day-client'
import { night } from '../fixtures/day-documents'
import { renderPage } from '../setup/render'

const DAY = '2026-11-19'

const textOf = (html: string) =>
  html
    .replaceAll(/<!--.*?-->/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s ]+/g, ' ')

const render = (element: ReactNode, client: QueryClient, settings: Partial<Settings> = {}) =>
  renderPage(
    <NowProvider now={NOW} zone={ZONE}>
      {element}
    </NowProvider>,
    { client, settings },
  )

const page = (day: string) => (
  <>
    <NightLinePanel day={day} isNew={false} />
    <NightScorePanel day={day} />
    <NightChartPanel day={day} />
    <NightStagesPanel day={day} />
    <NightFiguresPanel day={day} />
    <BedtimeConsistencyPanel day={day} />
    <NightEffectPanel day={day} />
    <SleepPeriodsPanel day={day} />
  </>
)

function clientWith(docs: Sleep[], day = DAY): QueryClient {
  const client = dayClient(day)
  client.setQueryData(nightQueries(day).sleep.queryKey, docs)
  return client
}

test('the first HTML holds the whole night: every chart as a poster, no style attribute, no recharts', () => {
  const client = dayClient(DAY)
  const html = render(page(DAY), client)
  expect(html).not.toContain('style=')
  expect(html).not.toContain('recharts')
  expect(html.match(/class="poster"/g)).toHaveLength(3)
  const chart = nightChart(DAY, client.getQueryData<Sleep[]>(nightQueries(DAY).sleep.queryKey) ?? [], ZONE)
  if (!chart) throw new Error('the demo ring has no night here')
  expect(html).toContain(`d="${linePath(nightHeartPlot(chart), 'hr')}"`)
  expect(html).toContain(`d="${linePath(nightHrvPlot(chart), 'median')}"`)
  expect(html).toContain(`d="${dotPath(nightHrvPlot(chart))}"`)
  expect(html).toContain(`d="${runPath(movementPlot(chart).runs)}"`)
  expect(html).toMatch(/aria-label="Night with sleep stages.*In bed \d\d:\d\d to \d\d:\d\d\./)
  const text = textOf(html)
  expect(text).toMatch(/Night of Wed 18 to Thu 19 Nov · \d\d:\d\d to \d\d:\d\d/)
  for (const words of [
    'as in the Oura app, 5-min',
    'Efficiency',
    'Breathing',
    'on average, give or take',
    'Readiness',
    'All sleep of this day',
  ])
    expect(text).toContain(words)
})

test('both charts of the page can be had as CSV, in either language', () => {
  expect(render(page(DAY), dayClient(DAY)).match(/aria-label="Download as CSV"/g)).toHaveLength(2)
  expect(render(page(DAY), dayClient(DAY), { locale: 'ja' }).match(/aria-label="CSVでダウンロード"/g)).toHaveLength(2)
})

test('the CSV of bedtimes has minutes from midnight, and nothing where nothing is known', () => {
  const nights = [
    { day: '2026-11-17', from: -60.4, to: 419.6, length: 480 },
    { day: '2026-11-18', from: null, to: null, length: null },
    { day: '2026-11-19', from: 15, to: null, length: null },
  ]
  expect(bedtimesCsv({ nights })).toBe('day,in_bed_minutes,up_minutes\r\n2026-11-17,-60,420\r\n2026-11-18,,\r\n2026-11-19,15,\r\n')
})

test('in Japanese and on a 12-hour clock nothing is left in English', () => {
  const text = textOf(render(page(DAY), dayClient(DAY), { locale: 'ja', clock: '12' }))
  for (const words of ['11月18日(水)から19日(木)の夜', '睡眠段階', '就寝の規則性', 'コンディション', '午後']) expect(text).toContain(words)
  expect(text).not.toMatch(/[A-Za-z]{4,} [a-z]{3,}/)
})

describe('nights that are not ordinary', () => {
  test('a split night says both parts and adds them up', () => {
    const docs = [
      night(DAY, '2026-11-18T22:00:00+01:00', '2026-11-19T02:10:00+01:00', { deep_sleep_duration: 3600 }),
      night(DAY, '2026-11-19T03:40:00+01:00', '2026-11-19T07:00:00+01:00', { deep_sleep_duration: 1800 }),
    ]
    const text = textOf(render(page(DAY), clientWith(docs)))
    expect(text).toContain('22:00 to 02:10, 03:40 to 07:00')
    expect(text).toContain('Night, part 1')
    expect(text).toContain('Night, part 2')
    expect(render(page(DAY), clientWith(docs))).toContain('deep 1\u00a0h\u00a030\u00a0m')
  })

  test('a night in progress says so and has no end', () => {
    const docs = [night(DAY, '2026-11-18T23:00:00+01:00', '2026-11-19T02:00:00+01:00', { bedtime_end: null })]
    const text = textOf(render(page(DAY), clientWith(docs)))
    expect(text).toContain('23:00, not over yet')
    expect(text).toContain('Oura does not know yet when this night ended.')
  })

  test('lanes that Oura sent nothing for keep their place and say why', () => {
    const docs = [night(DAY, '2026-11-19T01:00:00+01:00', '2026-11-19T05:00:00+01:00', { lowest_heart_rate: 255 })]
    const html = render(<NightChartPanel day={DAY} />, clientWith(docs))
    for (const reason of ['Oura sent no movement', 'Too short for heart rate', 'Too short for HRV']) expect(html).toContain(reason)
    expect(html).not.toContain('255')
  })

  test('what is not here for another reason than Oura’s is not put down to Oura', () => {
    const said = (state: CoverageState, more: { reason?: 'unreadable' } = {}) => {
      const client = emptied(dayClient(DAY), DAY, 'none')
      const data = ['sleep', 'daily_readiness'].map((collection) => ({ day: DAY, collection, state, checked_at: null, ...more }))
      client.setQueryData(coverageQueries.range(DAY, DAY).queryKey, { data, ever: [] })
      const cards = [
        <NightEffectPanel key="a" day={DAY} />,
        <NightStagesPanel key="b" day={DAY} />,
        <SleepPeriodsPanel key="c" day={DAY} />,
      ]
      return textOf(render(cards, client))
    }
    expect(said('none').match(/Oura sent no/g)).toHaveLength(3)
    expect(said('no_scope').match(/is not shared with Ringside/g)).toHaveLength(3)
    expect(said('not_asked').match(/Not fetched from Oura yet/g)).toHaveLength(3)
    expect(said('failed', { reason: 'unreadable' }).match(/could not be read by this version/g)).toHaveLength(3)
  })

  test('rest, deleted and re-analysed sleep is listed with the reason why it does not count', () => {
    const docs = [
      night(DAY, '2026-11-18T23:00:00+01:00', '2026-11-19T07:00:00+01:00'),
      night(DAY, '2026-11-18T23:01:00+01:00', '2026-11-19T06:50:00+01:00', { id: 'old' }),
      night(DAY, '2026-11-19T15:00:00+01:00', '2026-11-19T15:40:00+01:00', { type: 'rest' }),
      night('2026-11-20', '2026-11-19T18:00:00+01:00', '2026-11-19T18:40:00+01:00', { type: 'late_nap' }),
    ]
    const text = textOf(render(<SleepPeriodsPanel day={DAY} />, clientWith(docs)))
    for (const reason of [
      'marked as not sleep in the Oura app',
      'of several analyses of this time the longest counts',
      'Counts for the next day',
    ])
      expect(text).toContain(reason)
  })

  test('after the clock was set in the night, its lowest heart rate is told by the new time, as in the chart', () => {
    const docs = [
      night('2026-10-25', '2026-10-24T23:00:00+02:00', '2026-10-25T07:00:00+01:00', {
        heart_rate: {
          interval: 300,
          items: Array.from({ length: 90 }, (_, at) => (at === 60 ? 44 : 50)),
          timestamp: '2026-10-24T23:00:00.000+02:00',
        },
      }),
    ]
    const client = clientWith(docs, '2026-10-25')
    expect(textOf(render(<NightFiguresPanel day="2026-10-25" />, client))).toContain('at 03:00')
    expect(textOf(render(<NightChartPanel day="2026-10-25" />, client))).toContain('44 at 03:00')
  })

  test('no night: the line says it, the empty panel leads to another one', () => {
    const client = clientWith([])
    expect(textOf(render(<NightLinePanel day={DAY} isNew={false} />, client))).toContain('No night on this day')
    const empty = textOf(render(<EmptyDayPanel of="night" day={DAY} today={TODAY} onPick={() => undefined} />, client))
    expect(empty).toContain('No sleep recorded for Thu 19 Nov')
    expect(empty).toContain('Last night with data')
  })
})

test('nothing loaded shows shapes in the same places, and no sentence about what is missing', () => {
  const html = render(page(DAY), makeQueryClient())
  expect(html.match(/role="status"/g)?.length).toBeGreaterThanOrEqual(7)
  expect(html).not.toContain('No night on this day')
})

test('the sleep caption of the Day page leads to the night', () => {
  const html = render(<DayClockPanel day={DAY} />, dayClient(DAY))
  expect(html).toMatch(new RegExp(`<a [^>]*href="/night\\?day=${DAY}"[^>]*>[^<]*asleep, from [^<]* ›</a>`))
})

test('before 04:00 the night under way has not come yet, it is not missing', () => {
  const client = emptied(dayClient('2026-11-24'), '2026-11-24', 'none')
  const text = textOf(
    renderPage(
      <AddressProvider search="day=2026-11-24">
        <NowProvider now={Date.parse('2026-11-24T02:30:00+01:00')} zone={ZONE}>
          <NightView />
        </NowProvider>
      </AddressProvider>,
      { client },
    ),
  )
  expect(text).toContain('No night yet')
  expect(text).toContain('Nothing from this night yet')
  expect(text).toContain('Scores appear after the ring syncs')
})

test('before 04:00 the calendar reaches the night under way', () => {
  const html = render(
    <CalendarPanel
      open
      day="2026-11-24"
      today="2026-11-23"
      newest="2026-11-24"
      oldest={null}
      onClose={() => undefined}
      onPick={() => undefined}
    />,
    makeQueryClient(),
  )
  expect(html).toMatch(/<button [^>]*aria-label="Tuesday 24 November" aria-current="date" tabindex="0" data-first-focus="true"/i)
  expect(html).toMatch(/<button [^>]*aria-label="Wednesday 25 November" disabled=""/)
})

test('before 04:00 the night under way is a step ahead of today, and nothing is beyond it', () => {
  const view = (search: string) =>
    renderPage(
      <AddressProvider search={search}>
        <NowProvider now={Date.parse('2026-11-24T02:30:00+01:00')} zone={ZONE}>
          <NightView />
        </NowProvider>
      </AddressProvider>,
      { client: dayClient('2026-11-23') },
    )
  const isLast = (html: string) => /aria-label="Next day"[^>]* disabled=""/.test(html)
  expect(textOf(view(''))).toContain('Mon 23 Nov')
  expect(isLast(view(''))).toBe(false)
  expect(textOf(view('day=2026-11-24'))).toContain('Tue 24 Nov')
  expect(isLast(view('day=2026-11-24'))).toBe(true)
  expect(textOf(view('day=2026-11-25'))).toContain('That day has not come yet.')
})
