import { expect, test } from 'vitest'
import { classPlot, heartPlot, metPlot } from '@/components/charts/clock-plots'
import { areaPath, linePath, runPath } from '@/components/charts/plot'
import { selectionByKey } from '@/components/charts/scrub'
import { DayClockPanel } from '@/components/panels/day-clock-panel'
import { NowProvider } from '@/components/ui/now'
import type { CoverageState } from '@/lib/api'
import { addDays } from '@/lib/domain/day'
import { dayClock } from '@/lib/domain/day-clock'
import type { Settings } from '@/lib/domain/settings'
import { coverageQueries } from '@/lib/queries/coverage'
import { dayQueries } from '@/lib/queries/day'
import { makeQueryClient } from '@/lib/queries/query-client'
import { activity, night, nothing, seedExample } from '../fixtures/day-documents'
import { renderPage } from '../setup/render'

const NOW = Date.parse('2026-05-20T12:00:00Z')
const start = '2026-05-10T04:00:00+02:00'
const items = Array.from({ length: 1440 }, (_, minute) => (minute >= 814 && minute < 856 ? 9 : 1.2))
const day = activity('2026-05-10', start, 1440, {
  class_5_min: `${'1'.repeat(162)}${'5'.repeat(10)}${'2'.repeat(116)}`,
  met: { interval: 60, items, timestamp: start },
})
const documents = {
  ...nothing,
  activity: [day],
  sleep: [
    night('2026-05-10', '2026-05-09T22:48:00+02:00', '2026-05-10T06:51:00+02:00', {
      hrv: { interval: 300, items: Array.from({ length: 90 }, () => 50), timestamp: '2026-05-09T22:48:00+02:00' },
    }),
  ],
  heartRate: Array.from({ length: 288 }, (_, index) => ({
    timestamp: new Date(Date.parse(start) + index * 300_000).toISOString(),
    bpm: 60 + (index % 9),
    source: 'awake',
  })),
  workouts: [
    {
      id: 'run',
      day: '2026-05-10',
      activity: 'running',
      intensity: 'hard',
      source: 'manual',
      start_datetime: '2026-05-10T17:34:00+02:00',
      end_datetime: '2026-05-10T18:16:00+02:00',
    },
  ],
  enhancedTags: [{ id: 'tag', tag_type_code: 'tag_generic_new_thing', start_time: '2026-05-10T08:00:00+02:00', start_day: '2026-05-10' }],
}

function page(
  given: Partial<typeof documents> | typeof nothing,
  {
    now = NOW,
    zone = 'Europe/Berlin',
    of = '2026-05-10',
    settings = {} as Partial<Settings>,
    gaps = {} as Record<string, CoverageState>,
  } = {},
) {
  const client = makeQueryClient()
  const queries = dayQueries(of)
  const all = { ...nothing, ...given }
  client.setQueryData(queries.activity.queryKey, [...all.activity])
  client.setQueryData(queries.nextActivity.queryKey, [{ day: addDays(of, 1), timestamp: all.nextActivity[0]?.timestamp ?? '' }])
  client.setQueryData(queries.sleep.queryKey, [...all.sleep])
  client.setQueryData(queries.heartRate.queryKey, [...all.heartRate])
  client.setQueryData(queries.workouts.queryKey, [...all.workouts])
  client.setQueryData(queries.sessions.queryKey, [])
  client.setQueryData(queries.enhancedTags.queryKey, [...all.enhancedTags])
  client.setQueryData(queries.tags.queryKey, [])
  client.setQueryData(queries.localTags.queryKey, [])
  const data = Object.entries(gaps).map(([collection, state]) => ({ day: of, collection, state, checked_at: null }))
  if (data.length > 0) client.setQueryData(coverageQueries.range(of, of).queryKey, { data, ever: [] })
  return renderPage(
    <NowProvider now={now} zone={zone}>
      <DayClockPanel day={of} />
    </NowProvider>,
    { client, settings },
  )
}

test('the first HTML holds every chart as a poster, and no style attribute', () => {
  const html = page(documents)
  const clock = dayClock('2026-05-10', documents, 'Europe/Berlin', NOW)
  expect(html).not.toContain('style=')
  expect(html.match(/class="poster"/g)).toHaveLength(3)
  const [heart, classes] = [heartPlot(clock), classPlot(clock)]
  expect(html).toContain(`d="${linePath(heart, 'hr')}"`)
  expect(html).toContain(`d="${areaPath(metPlot(clock, ''), 'met')}"`)
  expect(html).toContain(`<path class="class-high" d="${runPath(classes.runs.filter(({ className }) => className === 'class-high'))}"`)
  expect(html).not.toContain('recharts')
})

test('the picture has a name that says what happened', () => {
  expect(page(documents)).toContain(
    'aria-label="24 hours from 04:00: sleep stages, heart rate, HRV, MET and intensity class. In bed until 06:51. Run 17:34 to 18:16, peak 9.0 MET and 68 bpm."',
  )
})

test('at rest the readout shows the peak of MET on a past day', () => {
  const html = page(documents)
  expect(html).toContain('17:34')
  expect(html).toContain('Run 42')
  expect(html).toContain('New thing')
})

test('a running day shows its latest minute, the line of the present and what is not synced', () => {
  const html = page({ activity: [seedExample] }, { of: '2022-04-10', zone: 'Asia/Tokyo', now: Date.parse('2022-04-10T09:52:00+09:00') })
  for (const text of ['09:39', 'latest', 'The rest of today', 'Hatched: not synced yet', '09:52', 'No heart rate for this day'])
    expect(html).toContain(text)
  expect(html.match(/class="now-line"/g)).toHaveLength(5)
})

test('early in the day the names of the stages make room for the words about the rest of it', () => {
  const until = '2026-05-10T05:20:00+02:00'
  const early = {
    ...documents,
    activity: [activity('2026-05-10', start, 90)],
    sleep: [night('2026-05-10', '2026-05-09T22:48:00+02:00', until)],
  }
  const namesAt = (html: string) => /<svg x="([\d.]+%)"[^>]*><g>(?:<circle[^>]*>(?:<\/circle>)?)?<text[^>]*>Awake/.exec(html)?.[1]
  const html = page(early, { now: Date.parse('2026-05-10T05:36:00+02:00') })
  expect(html).toContain('The rest of today')
  expect(namesAt(html)).toBe('100%')
  // In the gutter they end where the window does, so that the longest keeps its last letter.
  expect(html).toMatch(/<text class="tick strong end" x="33"[^>]*>Awake/)
  // On a whole day they stand beside the night that ended at 06:51.
  expect(namesAt(page(documents))).toBe('11.875%')
})

test('late in the day the words about the rest of it stand beside neither the night nor the names of the stages', () => {
  const placeOf = (word: string, html: string) =>
    new RegExp(`<svg x="([\\d.]+)%"[^>]*>(?:<g>(?:<circle[^>]*>(?:</circle>)?)?)?<text class="([^"]*)"[^>]*>${word}`)
      .exec(html)
      ?.slice(1) ?? []
  const at = (now: string, measured: number) => {
    const heartRate = documents.heartRate.filter(({ timestamp }) => Date.parse(timestamp) < Date.parse(start) + measured * 60_000)
    return page(
      { ...documents, heartRate, activity: [activity('2026-05-10', start, measured)] },
      { now: Date.parse(`2026-05-10T${now}:00+02:00`) },
    )
  }
  // At 18:43 the words reach from the present to the night: where the names stood was their middle.
  const evening = at('18:43', 870)
  expect(placeOf('The rest of today', evening)).toEqual(['60.417', 'tick plate end'])
  expect(placeOf('Awake', evening)).toEqual(['100', 'tick strong end'])
  // Nothing since a quarter past seven: left of that is the night, right of it what is hatched.
  expect(placeOf('The rest of today', at('20:00', 195))).toEqual(['13.542', 'tick plate '])
})

test('every lane without data keeps its place and says why', () => {
  const html = page(nothing)
  const reasons = [
    'No sleep on this day',
    'No heart rate for this day',
    'No MET for this day',
    'No activity classes for this day',
    'No workouts, sessions or tags',
  ]
  for (const reason of reasons) expect(html).toContain(reason)
  expect(html.match(/data-lane="(sleep|heart|met|class|events)"/g)?.length).toBeGreaterThanOrEqual(5)
})

test('a lane whose documents were not fetched, not shared or not answered says that instead', () => {
  const html = page(nothing, {
    gaps: { sleep: 'none', heartrate: 'not_asked', daily_activity: 'failed', workout: 'no_scope', tag: 'none' },
  })
  expect(html).toContain('No sleep on this day')
  expect(html.match(/Not fetched from Oura yet/g)).toHaveLength(1)
  expect(html.match(/Oura did not answer for this day/g)).toHaveLength(2)
  expect(html).toContain('No workouts, sessions or tags')
})

test('a day of 23 hours is called one, and says where the clock went on', () => {
  const html = page({ activity: [activity('2026-03-28', '2026-03-28T04:00:00+01:00', 1380)] }, { of: '2026-03-28' })
  expect(html).toContain('23 hours')
  expect(html).toContain('clock +1 h')
})

test('in Japanese nothing is left in English', () => {
  const html = page(documents, { settings: { locale: 'ja' } })
  for (const text of ['24時間', '睡眠', '心拍数', 'ランニング']) expect(html).toContain(text)
  expect(html).not.toMatch(/>(?:Sleep|Heart rate|Events|Awake|Table)</)
})

test('keys move, extend and clear the selection', () => {
  const at = { minute: 100, anchor: null }
  expect(selectionByKey('ArrowRight', false, at, 1439)).toEqual({ minute: 101, anchor: null })
  expect(selectionByKey('ArrowLeft', true, at, 1439)).toEqual({ minute: 85, anchor: null })
  expect(selectionByKey('ArrowLeft', true, { minute: 3, anchor: 9 }, 1439)).toEqual({ minute: 0, anchor: 9 })
  expect(selectionByKey('End', false, at, 1379)).toEqual({ minute: 1379, anchor: null })
  expect(selectionByKey('Enter', false, at, 1439)).toEqual({ minute: 100, anchor: 100 })
  expect(selectionByKey('Escape', false, at, 1439)).toBeNull()
  expect(selectionByKey('Tab', false, at, 1439)).toBeUndefined()
})

test('the highest heart rate stands clear of the scale of HRV beside the night, which ended at minute 171', () => {
  const labelAt = (minute: number) => {
    const heartRate = documents.heartRate.map((row, index) => (index === minute / 5 ? { ...row, bpm: 100 } : row))
    return /<text class="hr-label ([a-z]*)" x="(-?\d+)" y="4">100</.exec(page({ ...documents, heartRate }))?.slice(1)
  }
  expect(labelAt(285)).toEqual(['', '6'])
  expect(labelAt(600)).toEqual(['end', '-6'])
})

test('a day on which the clock is set by half an hour is 23.5 hours long, and says so', () => {
  const html = page(nothing, { of: '2026-10-03', zone: 'Australia/Lord_Howe', now: Date.parse('2026-10-20T00:00:00Z') })
  expect(html).toContain('aria-label="23.5 hours from 04:00')
})
