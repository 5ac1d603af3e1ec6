import { describe, expect, test } from 'vitest'
import { experimentCsv } from '@/components/panels/experiment-days-table'
import { ExperimentNotePanel } from '@/components/panels/experiment-note-panel'
import { ExperimentsPanel } from '@/components/panels/experiments-panel'
import type { ConnectionBody, ExperimentBody } from '@/lib/api'
import { seeded } from '@/lib/domain/block-bootstrap'
import { addDays, eachDay } from '@/lib/domain/day'
import { firstDayOf, lastDayOf, planOn } from '@/lib/domain/experiment'
import type { Settings } from '@/lib/domain/settings'
import { connectionQueries } from '@/lib/queries/connection'
import { experimentsQueries } from '@/lib/queries/experiments'
import { linkQueries } from '@/lib/queries/links'
import { makeQueryClient } from '@/lib/queries/query-client'
import { renderPage } from '../setup/render'

const TODAY = '2026-11-23'
const tea: ExperimentBody = {
  id: 'tea-00001',
  question: 'Does tea after dinner go with more HRV?',
  metric: 'average_hrv',
  design: 'alternating',
  start_day: '2026-10-26',
  phase_days: 7,
  phases: 6,
  end_day: null,
  created_at: '2026-10-25T20:00:00.000Z',
  checks: eachDay('2026-10-26', '2026-11-22').map((day) => ({ day, done: planOn({ ...base(), id: 'x' }, day) ?? false })),
}
function base() {
  return {
    question: '',
    metric: 'average_hrv',
    design: 'alternating',
    start_day: '2026-10-26',
    phase_days: 7,
    phases: 6,
    end_day: null,
  } as const
}
const textOf = (html: string) =>
  html
    .replaceAll(/<!--.*?-->/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s ]+/g, ' ')

function render(
  experiments: ExperimentBody[],
  {
    effect = 12,
    noise = 6,
    kind = 'token',
    ...settings
  }: Partial<Settings> & { effect?: number | null; noise?: number; kind?: ConnectionBody['kind'] } = {},
) {
  const client = makeQueryClient()
  client.setQueryData(experimentsQueries.list().queryKey, experiments)
  client.setQueryData(connectionQueries.current().queryKey, { kind } as ConnectionBody)
  for (const experiment of experiments) {
    const [from, end] = [firstDayOf(experiment), addDays(lastDayOf(experiment), 1)]
    const range = { from, to: end < TODAY ? end : TODAY }
    const days = eachDay(range.from, range.to)
    const next = seeded(4)
    const on = new Set(experiment.checks.filter(({ done }) => done).map(({ day }) => addDays(day, 1)))
    const values = days.map((day) => (effect === null ? null : 50 + noise * (next() - 0.5) + (on.has(day) ? effect : 0)))
    const queries = linkQueries([experiment.metric], range)
    client.setQueryData(queries.series.queryKey as readonly unknown[], { days, metrics: { [experiment.metric]: values } })
    client.setQueryData(queries.marks.queryKey as readonly unknown[], [])
  }
  return renderPage(<ExperimentsPanel today={TODAY} />, { client, settings })
}

describe('a running experiment', () => {
  test('says its plan, asks for today and yesterday, and what the days say so far, without a word for a cause', () => {
    const html = render([tea])
    const text = textOf(html)
    expect(text).toContain('Phase 5 of 6, with.')
    expect(text).toContain('Today, Mon 23 Nov')
    expect(text).toContain('Yesterday, Sun 22 Nov')
    expect(text).toContain('HRV was higher on days with')
    expect(text).toMatch(/\+1[12]\.\d.ms on days with, 95% interval \+\d+\.\d to \+1\d\.\d.ms\./)
    expect(text).toContain('14 days with, 14 days without.')
    expect(text).toContain('A link, not a proof')
    expect(text).not.toMatch(/\b(causes|because of|raises|improves)\b/)
    expect(html).toMatch(/role="img" aria-label="HRV was higher on days with\. /)
    // Yesterday was noted, today not yet.
    expect(html.match(/aria-pressed="true"/g)).toHaveLength(1)
  })

  test('nothing that stands out is said so', () => {
    expect(textOf(render([tea], { effect: 0 }))).toContain('no difference that can be told from none')
  })

  test('in Japanese', () => {
    const text = textOf(render([tea], { locale: 'ja' }))
    expect(text).toContain('した日のHRVは大きめでした')
    expect(text).toContain('関連であって証明ではありません')
  })
})

test('too early to tell until there are seven days on either side', () => {
  const young = { ...tea, start_day: '2026-11-16', checks: tea.checks.filter(({ day }) => day >= '2026-11-16') }
  const text = textOf(render([young]))
  expect(text).toContain('Too early to tell')
  expect(text).not.toContain('NaN')
})

test.each(['en', 'ja'] as const)('numbers that are always the same, and none at all: a sentence, never NaN (%s)', (locale) => {
  for (const settings of [{ effect: 0, noise: 0 }, { effect: 5, noise: 0 }, { effect: null }]) {
    const html = render([tea, { ...tea, id: 'tea-00002', start_day: '2024-02-26', phases: 4 }], { ...settings, locale })
    expect(html).not.toMatch(/NaN|undefined|Infinity/)
    expect(textOf(html)).toMatch(locale === 'en' ? /Too early to tell|Too few days to tell|cannot be told|no difference|tends/i : /。/)
  }
})

test('one that was never measured, and one that begins tomorrow', () => {
  expect(textOf(render([tea], { effect: null }))).toContain('Too early to tell')
  const ahead = textOf(render([{ ...tea, start_day: '2026-11-24', checks: [] }]))
  expect(ahead).toContain('Begins 24 Nov 2026.')
  expect(ahead).not.toContain('Did you do it?')
})

test('one that is over asks nothing more', () => {
  const over = textOf(render([{ ...tea, phases: 4 }]))
  expect(over).toContain('Over: 26 Oct to 22 Nov 2026.')
  expect(over).not.toContain('Did you do it?')
})

test('one that was ended today still asks for its last evening', () => {
  const ended = textOf(render([{ ...tea, end_day: TODAY }]))
  expect(ended).toContain('Over: 26 Oct to 23 Nov 2026.')
  expect(ended).toContain('Today, Mon 23 Nov')
  expect(ended).not.toContain('End it')
  expect(textOf(render([{ ...tea, end_day: '2026-11-22' }]))).not.toContain('Did you do it?')
})

test('before and after says what else it holds', () => {
  const dated = {
    ...tea,
    design: 'before_after' as const,
    phases: 1,
    phase_days: 28,
    checks: tea.checks.map((check) => ({ ...check, done: true })),
  }
  expect(textOf(render([dated]))).toContain('whatever else changed at that time is in this number too')
})

test('the demo ring shows experiments and takes no notes', () => {
  const text = textOf(render([tea], { kind: 'demo' }))
  expect(text).toContain('The demo ring takes no notes.')
  expect(text).not.toContain('Delete')
  expect(text).not.toContain('New experiment')
})

test('CSV has the plan, the note and the number', () => {
  const days = [
    { day: '2026-11-01', planned: true, done: false, value: 51 },
    { day: '2026-11-02', planned: true, done: null, value: null },
  ]
  expect(experimentCsv(tea, days)).toBe('day,planned,done,average_hrv\r\n2026-11-01,yes,no,51\r\n2026-11-02,yes,,\r\n')
})

describe('on the page of a day', () => {
  const page = (day: string, kind: ConnectionBody['kind'], end_day: string | null = null) => {
    const client = makeQueryClient()
    client.setQueryData(experimentsQueries.list().queryKey, [{ ...tea, end_day }])
    client.setQueryData(connectionQueries.current().queryKey, { kind } as ConnectionBody)
    return textOf(renderPage(<ExperimentNotePanel day={day} />, { client }))
  }
  test('the evening’s question stands while an experiment is under way, for who may answer it', () => {
    expect(page('2026-11-22', 'token')).toContain(tea.question)
    expect(page('2026-10-25', 'token')).toBe('')
    expect(page('2026-12-24', 'token')).toBe('')
    expect(page('2026-11-22', 'demo')).toBe('')
    // Of one that was ended on that day, too, and of the days before it.
    expect(page('2026-11-22', 'token', '2026-11-22')).toContain(tea.question)
    expect(page('2026-11-21', 'token', '2026-11-22')).toContain(tea.question)
    expect(page('2026-11-23', 'token', '2026-11-22')).toBe('')
  })
})

test('the demo wearer’s questions are asked in the reader’s language, anybody else’s as they were written', () => {
  const demo = { ...tea, id: 'demo-coffee', question: 'No coffee after two: asleep sooner?' }
  expect(textOf(render([demo], { kind: 'demo', locale: 'ja' }))).toContain('午後2時以降コーヒーなしなら、早く眠れる？')
  expect(textOf(render([demo], { kind: 'token', locale: 'ja' }))).toContain('No coffee after two: asleep sooner?')
  expect(textOf(render([tea], { kind: 'demo', locale: 'ja' }))).toContain('Does tea after dinner')
})
