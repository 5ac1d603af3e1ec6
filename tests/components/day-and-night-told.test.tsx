import type { QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { describe, expect, test } from 'vitest'
import { ContributorsPanel } from '@/components/panels/contributors-panel'
import { DayClockPanel } from '@/components/panels/day-clock-panel'
import { DaySentencePanel } from '@/components/panels/day-sentence-panel'
import { GoalBar } from '@/components/panels/goal-bar'
import { NightChartPanel } from '@/components/panels/night-chart-panel'
import { NightChartReadout } from '@/components/panels/night-chart-readout'
import { NightEffectPanel } from '@/components/panels/night-effect-panel'
import { NightFiguresPanel } from '@/components/panels/night-figures-panel'
import { SleepPeriodsPanel } from '@/components/panels/sleep-periods-panel'
import { VitalsPanel } from '@/components/panels/vitals-panel'
import { NowProvider } from '@/components/ui/now'
import { restingMinute } from '@/lib/domain/clock-readout'
import { clockCsv, clockRows } from '@/lib/domain/clock-rows'
import { contributors } from '@/lib/domain/contributors'
import { addDays } from '@/lib/domain/day'
import { dayClock } from '@/lib/domain/day-clock'
import { daySentence } from '@/lib/domain/day-sentence'
import { nightChart } from '@/lib/domain/night-chart'
import type { Settings } from '@/lib/domain/settings'
import type { DailyActivity, Sleep } from '@/lib/oura/schemas'
import { dayQueries, nightQueries } from '@/lib/queries/day'
import { makeQueryClient } from '@/lib/queries/query-client'
import { dayClient, NOW, TODAY, ZONE } from '../fixtures/day-client'
import { activity, night, nothing } from '../fixtures/day-documents'
import { trendsWith } from '../fixtures/day-trends'
import { renderPage } from '../setup/render'

const DAY = '2026-11-19'

const textOf = (html: string) =>
  html
    .replaceAll(/<!--.*?-->/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0]+/g, ' ')

const render = (element: ReactNode, client: QueryClient, settings: Partial<Settings> = {}, now = NOW) =>
  renderPage(
    <NowProvider now={now} zone={ZONE}>
      {element}
    </NowProvider>,
    { client, settings },
  )

function clientWith(docs: Sleep[], day = DAY): QueryClient {
  const client = dayClient(day)
  client.setQueryData(nightQueries(day).sleep.queryKey, docs)
  return client
}

describe('lowest heart rate', () => {
  const docs = [
    night('2026-10-25', '2026-10-24T23:00:00+02:00', '2026-10-25T07:00:00+01:00', {
      heart_rate: {
        interval: 300,
        items: Array.from({ length: 90 }, (_, at) => (at === 60 ? 44 : 50)),
        timestamp: '2026-10-24T23:00:00.000+02:00',
      },
    }),
  ]
  test('of a night in which the clock was set is told by one time on every page', () => {
    const client = clientWith(docs, '2026-10-25')
    expect(textOf(render(<NightFiguresPanel day="2026-10-25" />, client))).toContain('at 03:00')
    expect(textOf(render(<VitalsPanel day="2026-10-25" />, client))).toContain('at 03:00')
    client.setQueryData(
      dayQueries('2026-10-25').trends.queryKey,
      trendsWith({ readiness_score_recovery_index: { usual: 80, today: 40 } }) as never,
    )
    expect(textOf(render(<ContributorsPanel day="2026-10-25" />, client))).toContain('at 03:00')
    expect(textOf(render(<NightEffectPanel day="2026-10-25" />, client))).toContain('at 03:00')
  })
})

describe('night in progress', () => {
  test('whose durations are not known yet is not said to be 0 m asleep', () => {
    const docs = [
      night(DAY, '2026-11-18T23:00:00+01:00', '2026-11-19T02:00:00+01:00', {
        bedtime_end: null,
        total_sleep_duration: null,
        sleep_phase_5_min: null,
      }),
    ]
    const html = render(<NightChartPanel day={DAY} />, clientWith(docs))
    expect(html.replaceAll('\u00a0', ' ')).not.toContain('0 m asleep')
    const clock = render(<DayClockPanel day={DAY} />, clientWith(docs))
    expect(textOf(clock)).not.toContain('0 m asleep')
  })
  test('a period without length was not analysed again', () => {
    const docs = [
      night(DAY, '2026-11-18T23:00:00+01:00', '2026-11-19T02:00:00+01:00', {
        bedtime_end: null,
        total_sleep_duration: null,
        time_in_bed: 0,
      }),
    ]
    const text = textOf(render(<SleepPeriodsPanel day={DAY} />, clientWith(docs)))
    expect(text).not.toContain('analyses of this time')
  })
  test('a stretch of a night without stages is not 0 m asleep', () => {
    const chart = nightChart(DAY, [night(DAY, '2026-11-18T23:00:00+01:00', '2026-11-19T07:00:00+01:00', { sleep_phase_5_min: null })], ZONE)
    if (!chart) throw new Error('no chart')
    const text = textOf(render(<NightChartReadout chart={chart} selection={{ minute: 200, anchor: 100 } as never} />, makeQueryClient()))
    expect(text).not.toContain(' 0 m ')
  })
})

test('a ring that lay in a drawer for a whole day was not off “until 04:00”', () => {
  const day = DAY
  const doc = activity(day, `${day}T04:00:00+01:00`, 1440, {
    class_5_min: '0'.repeat(288),
    met: { interval: 60, items: Array.from({ length: 1440 }, () => 0.1), timestamp: `${day}T04:00:00+01:00` },
    non_wear_time: 86_400,
    resting_time: 0,
  })
  const client = clientWith([])
  client.setQueryData(dayQueries(day).activity.queryKey, [doc])
  client.setQueryData(dayQueries(day).heartRate.queryKey, [])
  client.setQueryData(dayQueries(day).workouts.queryKey, [])
  const html = render(<DayClockPanel day={day} />, client)
  expect(html).not.toContain('Not worn until 04:00')
})

test('without a usual nothing is said to be usual', () => {
  const said = daySentence({
    trends: trendsWith({ total_sleep: [12_000] }),
    activity: activity('2026-09-22', '2026-09-22T04:00:00+02:00', 1440, { steps: 31_000, non_wear_time: 0 }),
    workouts: [],
    restMode: false,
    inProgress: false,
    offsets: null,
  })
  expect(said?.night).not.toBe('usual')
  expect(said?.day).not.toBe('usual')
})

test.each([
  ['left', TODAY, 40],
  ['missed', addDays(TODAY, -4), 40],
])('in miles what is %s to the goal is never 0.0', (_, day, left) => {
  const client = dayClient(day)
  client.setQueryData(dayQueries(day).activity.queryKey as readonly unknown[], (known: DailyActivity[] | undefined) =>
    known?.map((one) => ({ ...one, meters_to_target: left, non_wear_time: 0 })),
  )
  const text = textOf(render(<DaySentencePanel day={day} today={TODAY} />, client, { distance: 'mi' }))
  expect(text).not.toContain('0.0 mi')
})

test('days on which Oura set no goal did not reach it', () => {
  const trends = trendsWith({
    activity_score_meet_daily_targets: [40],
    distance_to_target: [0, 0, 0, 0, 0, -100, 4000],
    target_calories: [0, 0, 0, 0, 0, 500, 500],
  })
  expect(contributors('activity', trends, null)[0]?.reason?.now.value).toBe(1)
})

describe('events in the CSV of a day', () => {
  const line = (name: string | null, note: string | null) => {
    const tag = { id: 't', at: `${DAY}T12:00:00+01:00`, code: null, name, note }
    const clock = dayClock(DAY, { ...nothing, localTags: [tag] }, ZONE, NOW)
    return clockCsv(clock, clockRows(clock, 1))
      .split('\r\n')
      .find((row) => row.startsWith(`${DAY}T12:00`))
  }
  test('what the wearer named in their own words is there', () => {
    expect(line('Dinner with Ann', null)).toMatch(/,Dinner with Ann$/)
    expect(line('Dinner with Ann', 'late')).toMatch(/,Dinner with Ann: late$/)
    expect(line(null, 'felt dizzy')).toMatch(/,felt dizzy$/)
  })
  test('is no formula to a spreadsheet', () => {
    for (const [name, note] of [
      ['Dinner', '=1+1'],
      ['=HYPERLINK("http://x","y")', null],
      [null, '=1+1'],
    ] as const)
      expect(line(name, note)).not.toMatch(/,"?=/)
  })
})

test('a night that is stored twice, by two clocks, does not set the wearer’s clock', () => {
  const docs = (order: 1 | -1) => {
    const two = [
      night(DAY, `2026-11-18T23:00:00+01:00`, `${DAY}T07:00:00+01:00`, { id: 'a', total_sleep_duration: 27_000 }),
      night(DAY, `2026-11-18T22:00:00+00:00`, `${DAY}T06:00:00+00:00`, { id: 'b', total_sleep_duration: 26_900, lowest_heart_rate: 255 }),
    ]
    return order === 1 ? two : two.reverse()
  }
  for (const order of [1, -1] as const) {
    const clock = dayClock(DAY, { ...nothing, activity: [activity(DAY, `${DAY}T04:00:00+01:00`, 1440)], sleep: docs(order) }, ZONE, NOW)
    expect(clock.changes).toEqual([])
  }
})

test('on a running day of which nothing is known, the minute on show lies on it', () => {
  const clock = dayClock(TODAY, nothing, ZONE, NOW)
  expect(restingMinute(clock)).toBeGreaterThanOrEqual(0)
})

describe('yesterday, while the ring still holds its evening', () => {
  const day = addDays(TODAY, -1)
  const now = Date.parse(`${TODAY}T07:30:00+01:00`)
  const client = clientWith([], day)
  client.setQueryData(dayQueries(day).activity.queryKey, [
    activity(day, `${day}T04:00:00+01:00`, 900, { meters_to_target: 3000, steps: 900, total_calories: 1 }),
  ])
  client.setQueryData(dayQueries(day).nextActivity.queryKey, [])
  test('was not “never” synced', () => {
    expect(render(<DayClockPanel day={day} />, client, {}, now)).not.toContain('never synced')
  })
  test('is not judged as a whole day', () => {
    const text = textOf(render(<DaySentencePanel day={day} today={TODAY} />, client, {}, now))
    expect(text).not.toContain('missed')
    expect(text).not.toContain('quiet day')
  })
})

test('in the morning, before the app was opened, the night is not said to be unrecorded', () => {
  const client = clientWith([], TODAY)
  client.setQueryData(dayQueries(TODAY).trends.queryKey, trendsWith({}) as never)
  const text = textOf(render(<DaySentencePanel day={TODAY} today={TODAY} />, client))
  expect(text).not.toContain('o night recorded')
})

test('a level that has not changed in all the days looked at may be older than they are', () => {
  const client = dayClient(DAY)
  client.setQueryData(dayQueries(DAY).trends.queryKey, trendsWith({ resilience: { usual: 4, today: 4 } }) as never)
  expect(textOf(render(<VitalsPanel day={DAY} />, client))).toContain('31 days or more unchanged')
})

test('a level that is not there is no level 0', () => {
  const client = dayClient(DAY)
  client.setQueryData(dayQueries(DAY).trends.queryKey, trendsWith({ resilience: { usual: 4, today: null } }) as never)
  const html = render(<VitalsPanel day={DAY} />, client)
  expect(html).toContain('Resilience')
  expect(html).not.toMatch(/aria-label="Level /)
})

test('a goal with a little left is not reached', () => {
  const told = (left: number) => {
    const goal = { target: 9000, done: 9000 - left, left, share: (9000 - left) / 9000 }
    return textOf(render(<GoalBar goal={goal} usual={null} soFar />, dayClient(DAY)))
  }
  expect([told(40), told(0), told(-40)]).toEqual([
    expect.stringContaining('99%, 40 m left'),
    expect.stringContaining('100%, 0 m over'),
    expect.stringContaining('100%, 40 m over'),
  ])
})

test('a nap over 04:00 is as long as it was', () => {
  const docs = [
    night(DAY, '2026-11-18T22:00:00+01:00', `${DAY}T02:00:00+01:00`),
    night(DAY, `${DAY}T03:30:00+01:00`, `${DAY}T04:40:00+01:00`, { type: 'sleep' }),
  ]
  expect(render(<DayClockPanel day={DAY} />, clientWith(docs))).toContain('Nap 1\u00a0h\u00a010\u00a0m')
})

test('two naps of 40 minutes are not “a nap of” 80', () => {
  const client = dayClient(DAY)
  client.setQueryData(
    dayQueries(DAY).trends.queryKey,
    trendsWith({ nap_sleep: { usual: 0, today: 4800 }, total_sleep: { usual: 27_000, today: 31_000 } }) as never,
  )
  expect(textOf(render(<DaySentencePanel day={DAY} today={TODAY} />, client))).not.toContain('a nap of 1 h 20 m')
})
