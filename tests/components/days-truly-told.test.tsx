import { expect, test } from 'vitest'
import { useActogramSentence } from '@/components/panels/actogram-words'
import { DaySentencePanel } from '@/components/panels/day-sentence-panel'
import { TagEffectsPanel } from '@/components/panels/tag-effects-panel'
import { NowProvider } from '@/components/ui/now'
import { actogramRows } from '@/lib/domain/actogram'
import { addDays, eachDay } from '@/lib/domain/day'
import { daySentence } from '@/lib/domain/day-sentence'
import { experimentDays } from '@/lib/domain/experiment-verdict'
import { restActivity } from '@/lib/domain/rest-activity-summary'
import { isWholeWeek, smallTrend } from '@/lib/domain/trend-small'
import type { DailyActivity } from '@/lib/oura/schemas'
import { dayQueries } from '@/lib/queries/day'
import { linkQueries } from '@/lib/queries/links'
import { makeQueryClient } from '@/lib/queries/query-client'
import { dayClient, NOW, TODAY, ZONE } from '../fixtures/day-client'
import { trendsWith } from '../fixtures/day-trends'
import { renderPage } from '../setup/render'

const textOf = (html: string) =>
  html
    .replaceAll(/<!--.*?-->/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0]+/g, ' ')

test('five nights of a new ring are not said to have no pattern', () => {
  const days = eachDay('2026-11-17', '2026-11-23')
  // Asleep 23:00 to 07:00 on the five days that are known.
  const night = '2'.repeat(19 * 12) + 's'.repeat(5 * 12)
  const states = 's'.repeat(3 * 12) + night.slice(3 * 12)
  const grid = days.map((day, at) => ({ day, states: at < 2 ? '.'.repeat(288) : states, activity: [] }))
  const rows = actogramRows(grid, [], () => false)
  const Says = () => <p>{useActogramSentence()(rows)}</p>
  const text = textOf(renderPage(<Says />))
  expect(text).toContain('5 of 7 days are known')
  expect(text).not.toContain('No time of the clock is slept on most days')
})

test('a nap alone is not a short night', () => {
  const said = daySentence({
    trends: trendsWith({ total_sleep: { usual: 27_000, today: 2400 }, nap_sleep: { usual: 0, today: 2400 } } as never),
    activity: null,
    workouts: [],
    restMode: false,
    inProgress: false,
    offsets: null,
  })
  expect(said).toMatchObject({ night: 'none', nap: 2400 })
})

test('forty metres are not “missed by 0 m”', () => {
  const day = addDays(TODAY, -4)
  const client = dayClient(day)
  client.setQueryData(dayQueries(day).activity.queryKey as readonly unknown[], (known: DailyActivity[] | undefined) =>
    known?.map((one) => ({ ...one, meters_to_target: 40, non_wear_time: 0 })),
  )
  const text = textOf(
    renderPage(
      <NowProvider now={NOW} zone={ZONE}>
        <DaySentencePanel day={day} today={TODAY} />
      </NowProvider>,
      { client },
    ),
  )
  expect(text).toContain('The goal')
  expect(text).not.toContain('missed by 0 m')
})

test('a Monday morning is not the last week', () => {
  // 56 whole weeks of 8,000 steps, and the running Monday with 396.
  const weeks = [...Array.from({ length: 56 }, () => 8000), 396]
  const monday = smallTrend('steps', weeks, 'week', false)
  expect(monday?.recent).toBe(8000)
  // Nor is it a part of the line, its middle or its half.
  expect(monday?.values).toEqual([...weeks.slice(0, -1), null])
  expect(smallTrend('steps', [8000, 8000, 9000, 9000, 396], 'week', false)).toMatchObject({ median: 8500, band: null })
  expect(smallTrend('steps', [396], 'week', false)).toBeNull()
  // The nights of a week that have been are nights.
  expect(smallTrend('average_hrv', [40, 44, 48], 'week', false)).toMatchObject({ recent: 44, median: 44, values: [40, 44, 48] })
  expect(smallTrend('steps', weeks, 'week', true)?.values).toBe(weeks)
})

test('on a Sunday the steps of the week are not all there, its nights are', () => {
  const sunday = '2026-11-22'
  expect([isWholeWeek('steps', sunday, sunday), isWholeWeek('average_hrv', sunday, sunday)]).toEqual([false, true])
  expect([isWholeWeek('steps', sunday, TODAY), isWholeWeek('average_hrv', TODAY, TODAY)]).toEqual([true, false])
})

test('three short gaps a day do not put the most active ten hours into the night', () => {
  // Nine to five is busy, the night still; the ring is off for a quarter of an hour at 07:30, 14:00 and 21:00.
  const quarters = Array.from({ length: 96 }, (_, quarter) => {
    const minute = (quarter * 15 + 240) % 1440
    if ([450, 840, 1260].includes(minute)) return null
    return minute >= 540 && minute < 1020 ? 1.5 : minute >= 1380 || minute < 420 ? 0 : 0.4
  })
  const grid = eachDay('2026-11-10', '2026-11-23').map((day) => ({ day, states: '2'.repeat(288), activity: quarters }))
  const found = restActivity(grid)
  expect(found.days).toBe(14)
  // Ten hours that hold nine to five.
  expect(found.m10?.onset).toBeGreaterThanOrEqual(7 * 60)
  expect(found.m10?.onset).toBeLessThanOrEqual(9 * 60)
})

test('numbers that are counted by day are told of days, not of nights', () => {
  const range = { from: addDays(TODAY, -89), to: TODAY }
  const days = eachDay(range.from, range.to)
  const client = makeQueryClient()
  const queries = linkQueries(['steps'], range)
  client.setQueryData(queries.series.queryKey as readonly unknown[], { days, metrics: { steps: days.map((_, at) => 8000 + (at % 7)) } })
  client.setQueryData(queries.marks.queryKey as readonly unknown[], [])
  client.setQueryData(queries.tags.queryKey as readonly unknown[], [{ key: 'name:a', name: 'A', source: 'local', days: days.slice(0, 3) }])
  const text = textOf(
    renderPage(
      <TagEffectsPanel choice={{ metric: 'steps', time: '90d', ...range }} onMetric={() => undefined} onTime={() => undefined} />,
      { client },
    ),
  )
  expect(text).toContain('Tags and the same day')
  expect(text).not.toMatch(/eight nights/)
})

test('what was counted so far today is not a day: neither of a tag nor of an experiment', () => {
  const range = { from: addDays(TODAY, -89), to: TODAY }
  const days = eachDay(range.from, range.to)
  // Every day has 8,000 steps; this Monday has 396 by now. The tag was set on every other Monday, today among them, and on four days in a row.
  const values = days.map((day, at) => (day === TODAY ? 396 : 8000 + ((at * 7919) % 11)))
  const on = days.filter((_, at) => (days.length - 1 - at) % 14 === 0).concat(days.slice(20, 24))
  const client = makeQueryClient()
  const queries = linkQueries(['steps'], range)
  client.setQueryData(queries.series.queryKey as readonly unknown[], { days, metrics: { steps: values } })
  client.setQueryData(queries.marks.queryKey as readonly unknown[], [])
  client.setQueryData(queries.tags.queryKey as readonly unknown[], [
    { key: 'name:a', name: 'A', source: 'local', days: [...new Set(on)].sort() },
  ])
  const html = renderPage(
    <TagEffectsPanel choice={{ metric: 'steps', time: '90d', ...range }} onMetric={() => undefined} onTime={() => undefined} />,
    { client },
  )
  const difference = /aria-label="A, \d+ days: ([−+\d,]+)/.exec(html)?.[1] ?? ''
  expect(difference).not.toBe('')
  expect(Math.abs(Number(difference.replace('−', '-').replace(',', '')))).toBeLessThan(20)

  const experiment = {
    id: 'x',
    question: '',
    metric: 'steps',
    design: 'alternating',
    start_day: addDays(TODAY, -20),
    phase_days: 7,
    phases: 4,
    end_day: null,
  } as const
  const at = new Map(days.map((day, index) => [day, values[index] ?? null]))
  const told = experimentDays(experiment, [], (day) => at.get(day) ?? null, { until: TODAY, leftOut: new Set() })
  expect(told.at(-1)).toMatchObject({ day: TODAY, value: null })
  expect(told.at(-2)?.value).toBeGreaterThan(7999)
})
