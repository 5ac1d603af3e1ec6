import type { QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { describe, expect, test } from 'vitest'
import { profilePath, statePath } from '@/components/charts/rhythm-plot'
import { ActogramPanel } from '@/components/panels/actogram-panel'
import { RestActivityPanel } from '@/components/panels/rest-activity-panel'
import { SignalPanel } from '@/components/panels/signal-panel'
import { SleepDebtPanel } from '@/components/panels/sleep-debt-panel'
import { SleepTimingPanel } from '@/components/panels/sleep-timing-panel'
import { UnlikeDaysPanel } from '@/components/panels/unlike-days-panel'
import { NowProvider } from '@/components/ui/now'
import { type ActogramSpan, actogramAt, actogramRows, coarseRuns } from '@/lib/domain/actogram'
import { rhythmGrid } from '@/lib/domain/rhythm-grid'
import type { Settings } from '@/lib/domain/settings'
import { makeQueryClient } from '@/lib/queries/query-client'
import { rhythmPageQueries } from '@/lib/queries/rhythm'
import { dayClient, NOW, TODAY, ZONE } from '../fixtures/day-client'
import { rhythmClient, rhythmDays } from '../fixtures/rhythm-client'
import { renderPage } from '../setup/render'

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
const nothing = () => undefined
const section = (span: ActogramSpan) => (
  <>
    <ActogramPanel today={TODAY} span={span} onSpan={nothing} onEarlier={nothing} onLater={null} onOpen={nothing} />
    <RestActivityPanel today={TODAY} span={span} />
    <SleepTimingPanel today={TODAY} span={span} />
    <SleepDebtPanel today={TODAY} />
    <UnlikeDaysPanel today={TODAY} />
  </>
)

describe('the rhythm section', () => {
  const client = rhythmClient(90)
  const html = render(section(90), client)
  const text = textOf(html)
  test('says in sentences what it draws', () => {
    expect(text).toMatch(/Asleep on most days between 2[23]:\d\d and 0[67]:\d\d\. \d+ of 90 days are known\./)
    expect(text).toMatch(/The most active ten hours begin at \d\d:\d\d, the least active five at \d\d:\d\d, over \d+ days\./)
    expect(text).toMatch(/From \d+ free nights and \d+ others\. Mid-sleep is .+ later on free days\./)
    expect(text).toMatch(/short of 7 h \d\d m a day over 14 days/)
    expect(text).toMatch(/\d+ of 3\d\d days were unlike the 30 before, \d+ of them in rest mode\./)
  })
  test('the relative amplitude follows by its stated rule from the M10 and L5 beside it', () => {
    const [, amplitude] = /Relative amplitude (\d\.\d+)/.exec(text) ?? []
    const means = [...text.matchAll(/mean (\d\.\d+) MET/g)].map((match) => Number(match[1]) - 0.9)
    expect(text).toContain('(M10 − L5) / (M10 + L5), once 0.9 is taken from both')
    const [most = 0, least = 0] = means
    expect(means).toHaveLength(2)
    // What is shown is rounded to hundredths.
    expect(Math.abs((most - least) / (most + least) - Number(amplitude))).toBeLessThan(0.03)
  })
  test('says beside a day that is unlike the others what was tagged on the day before', () => {
    expect(text).toMatch(/17 Jun 2026 together 2\.8 Tagged the day before: Alcohol/)
  })
  test('names its pictures by the same sentences, gives each a table, and has no style attribute', () => {
    const labels = [...html.matchAll(/role="img" aria-label="([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(labels).toHaveLength(3)
    for (const label of labels) expect(label).toMatch(/\. .*\.$/)
    expect([...html.matchAll(/>Table</g)]).toHaveLength(3)
    expect(html).not.toMatch(/ style=/)
    expect(text).not.toMatch(/NaN|undefined|Infinity/)
  })
  test('is written in Japanese too', () => {
    const japanese = textOf(render(section(90), client, { locale: 'ja' }))
    for (const words of ['ほとんどの日は', '最も活動的な10時間は', '休日の睡眠中央時刻は', '睡眠負債', 'いつもと違う日'])
      expect(japanese).toContain(words)
    expect(japanese).not.toMatch(/NaN|undefined/)
  })
  test('names the hour a day begins at on the clock that is chosen', () => {
    const twelve = render(section(90), client, { clock: '12' }).replaceAll('&nbsp;', ' ').replaceAll('\u00a0', ' ')
    expect(textOf(twelve)).toContain('A row is a day from 4:00 am,')
    expect(twelve).toContain('The average day from 4:00 am to 4:00 am.')
    expect(twelve).not.toContain('04:00')
  })
  test('follows what is chosen: no fixed free days, and a need of one’s own', () => {
    const none = textOf(render(section(90), client, { freeDays: 'none' }))
    expect(none).toContain('0 free nights and 86 others are known')
    expect(none).toContain('Too few free nights are known to say how much sleep you need')
    expect(textOf(render(section(90), client, { sleepNeed: '600' }))).toMatch(/short of 10 h 00 m a day .* The need is the one you chose\./)
  })
})

describe('with little or nothing', () => {
  test('a ring of four days is told what is missing, everywhere a sentence', () => {
    const text = textOf(render(section(30), rhythmClient(30, '2026-11-20')))
    expect(text).toContain('4 of 30 days are known')
    expect(text).toContain('with enough hours worn; this needs 7')
    expect(text).toContain('2 free nights and 2 others are known; this needs four and five')
    expect(text).toContain('Too few nights are known to compare days')
    expect(text).not.toMatch(/NaN|undefined|Infinity/)
  })
  test('so is a range before the ring', () => {
    const text = textOf(render(section(180), rhythmClient(180, '2026-12-24')))
    expect(text).toContain('Nothing is known of these days yet.')
    expect(text).toContain('0 days with enough hours worn')
    expect(text).not.toMatch(/NaN|undefined|Infinity/)
  })
  const whole = rhythmClient(90)
  const asKnown = ['as known']
  whole.setQueryData(asKnown, whole.getQueryData(rhythmPageQueries(TODAY, 90).series.queryKey))
  const bad = [
    ['nothing measured', (): null => null, 'Too few nights are known to compare days'],
    ['numbers that are always the same', () => 480, 'None of 365 days was unlike the 30 before it.'],
    [
      'ninety days missing',
      (day: string, value: number | null) => (day > '2026-03-01' && day < '2026-05-31' ? null : value),
      'were unlike',
    ],
  ] as const
  test.each(bad)('%s: a sentence on every card, never NaN, in both languages', (_what, of, sentence) => {
    const { series, tags } = rhythmPageQueries(TODAY, 90)
    const client = whole
    const known = client.getQueryData<{ days: string[]; metrics: Record<string, (number | null)[]> }>(asKnown) ?? {
      days: [],
      metrics: {},
    }
    const metrics = Object.entries(known.metrics).map(([name, values]) => [
      name,
      values.map((value, at) => of(known.days[at] ?? '', value)),
    ])
    client.setQueryData(series.queryKey as readonly unknown[], { days: known.days, metrics: Object.fromEntries(metrics) })
    client.setQueryData(tags.queryKey, [{ key: 'name:tea', name: 'Tea', source: 'local' as const, days: known.days }])
    for (const locale of ['en', 'ja'] as const) {
      const html = render(section(90), client, { locale })
      expect(html).not.toMatch(/NaN|undefined|Infinity|d="L/)
      if (locale === 'en') expect(textOf(html)).toContain(sentence)
      for (const card of html.split('<section').slice(1)) expect(textOf(card)).toMatch(/[.。]/)
    }
  })
  test('29 February is a row of its own', () => {
    const days = rhythmGrid([], ZONE, '2024-02-27', '2024-03-02').map(({ day }) => day)
    expect(days).toEqual(['2024-02-27', '2024-02-28', '2024-02-29', '2024-03-01', '2024-03-02'])
  })
  test('before anything has loaded its shapes stand there', () => {
    expect(textOf(render(section(90), makeQueryClient()))).toContain('Rest and activity, day by day')
  })
})

describe('the hint on a day', () => {
  test('stands on the worst day of the demo ring’s illness with every number and what it is not', () => {
    const text = textOf(render(<SignalPanel day="2026-01-14" />, dayClient('2026-01-14')))
    expect(text).toContain('Several numbers unlike your usual')
    for (const name of ['Lowest heart rate', 'HRV', 'Temperature', 'Respiratory rate', 'Time asleep']) expect(text).toContain(name)
    expect(text).toMatch(/56 bpm 48 bpm \+5\.4/)
    expect(text).toContain('not a diagnosis')
  })
  test('is not there on an ordinary day', () => {
    expect(render(<SignalPanel day="2026-11-19" />, dayClient('2026-11-19'))).toBe('')
  })
})

describe('the paths', () => {
  const rows = actogramRows(rhythmGrid(rhythmDays('2026-11-01', '2026-11-20'), ZONE, '2026-11-01', '2026-11-20'), [], () => false)
  test('stay within the rows and the day', () => {
    for (const state of ['asleep', 'high', 'inactive'] as const)
      for (const [, x, y, width, tall] of statePath(rows, state, 6).matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-\3z/g)) {
        expect(Number(x) + Number(width)).toBeLessThanOrEqual(1440)
        expect(Number(y) + Number(tall)).toBeLessThanOrEqual(120.001)
      }
  })
  test('half a year of every state is under 400 kB, drawn once', () => {
    const many = rhythmDays('2026-05-28', '2026-11-23')
    const half = actogramRows(rhythmGrid(many, ZONE, '2026-05-28', '2026-11-23'), many, () => false)
    const size = ['asleep', 'awake', 'rest', 'inactive', 'low', 'medium', 'high', 'non_wear'].reduce(
      (sum, state) => sum + statePath(half, state as 'asleep', 4).length,
      0,
    )
    expect(size).toBeLessThan(400_000)
  })
  test('of half a year quarters of an hour are drawn: what most of each is, never more than half as many', () => {
    expect(coarseRuns({ states: 's1s..2123' })).toEqual([
      { state: 'asleep', from: 0, to: 15 },
      { state: 'inactive', from: 30, to: 45 },
    ])
    const fine = rows.reduce((sum, { runs }) => sum + runs.length, 0)
    const coarse = rows.map(coarseRuns)
    expect(coarse.reduce((sum, runs) => sum + runs.length, 0)).toBeLessThan(fine / 2)
    for (const runs of coarse) expect(runs.every(({ from, to }, index) => from >= (runs[index - 1]?.to ?? 0) && to <= 1440)).toBe(true)
  })
  test('a profile leaves out what is not known and never leaves its box', () => {
    expect(profilePath([1, null, 4], 2, 10)).toBe('M0 10V5h1V10zM2 10V0h1V10z')
    expect(profilePath([0, 0], 0, 10)).toBe('')
  })
})

test('the right half of a row is the day after it, of the last row the one that is not drawn', () => {
  const days = rhythmDays('2026-11-10', '2026-11-12')
  const rows = actogramRows(rhythmGrid(days, ZONE, '2026-11-10', '2026-11-12'), days, () => false)
  const [after] = rows.slice(-1)
  const shown = rows.slice(0, 2)
  const at = (row: number, minute: number) => actogramAt(shown, after ?? null, { row, minute })
  expect(at(0, 1440 + 600)).toEqual(at(1, 600))
  expect(at(1, 1440 + 600)).toMatchObject({ day: '2026-11-12', minute: 840, state: expect.any(String) })
  expect(actogramAt(shown, null, { row: 1, minute: 1440 + 600 })).toMatchObject({ day: '2026-11-12', state: null, activity: null })
  expect(at(5, 0)).toBeNull()
})
