import { describe, expect, test } from 'vitest'
import { addDays, eachDay } from '@/lib/domain/day'
import { besidesReport, missingDays, periodOf, REPORT_METRICS, readReport, reportRows } from '@/lib/domain/report'

const TODAY = '2026-11-23'
const read = (search: string) => readReport(new URLSearchParams(search), TODAY)

describe('what an address asks for', () => {
  test.each([
    ['', 'week', '2026-11-16', '2026-11-22'],
    ['period=month', 'month', '2026-10-01', '2026-10-31'],
    ['period=quarter', 'quarter', '2026-07-01', '2026-09-30'],
    ['period=quarter&day=2024-02-29', 'quarter', '2024-01-01', '2024-03-31'],
    ['period=month&day=2024-02-10', 'month', '2024-02-01', '2024-02-29'],
    ['period=week&day=2026-11-23', 'week', '2026-11-23', '2026-11-23'],
    ['from=2026-01-05&to=2026-02-10', null, '2026-01-05', '2026-02-10'],
    ['from=2026-11-20&to=2027-02-10', null, '2026-11-20', '2026-11-23'],
    ['from=2025-02-01&to=2026-02-01', null, '2025-02-01', '2026-02-01'],
  ])('%s', (search, period, from, to) => expect(read(search)).toMatchObject({ period, from, to, wrong: null }))

  test.each([
    ['from=2026-02-10&to=2026-02-01', 'dates', '2026-11-16', '2026-11-22'],
    ['from=2026-02-10', 'dates', '2026-11-16', '2026-11-22'],
    ['period=month&day=2026-02-30', 'dates', '2026-10-01', '2026-10-31'],
    ['day=2027-01-01', 'dates', '2026-11-16', '2026-11-22'],
    ['from=2025-01-31&to=2026-02-01', 'long', '2025-02-01', '2026-02-01'],
    ['from=2020-01-01&to=2026-02-01', 'long', '2025-02-01', '2026-02-01'],
  ])('%s cannot be used and is named', (search, wrong, from, to) => expect(read(search)).toMatchObject({ wrong, from, to }))

  test('metrics, paper and lists; what is unknown is left out and named', () => {
    expect(read('metrics=steps,spo2,steps&paper=letter&tags=off&notes=on')).toMatchObject({
      metrics: ['steps', 'spo2'],
      paper: 'letter',
      tags: false,
      notes: true,
    })
    expect(read('metrics=steps,constructor')).toMatchObject({ metrics: ['steps'], wrong: 'metrics' })
    expect(read('metrics=nothing')).toMatchObject({ metrics: REPORT_METRICS.own, wrong: 'metrics' })
    expect(read('')).toMatchObject({ metrics: REPORT_METRICS.own, paper: 'a4', tags: true, notes: false })
  })

  test('as many days before, and ninety for what is usual', () => {
    expect(read('')).toMatchObject({ before: { from: '2026-11-09', to: '2026-11-15' }, first: '2026-08-18' })
    expect(read('from=2026-01-01&to=2026-06-30').first).toBe(addDays('2026-01-01', -181))
  })

  test('the neighbours', () => {
    expect(besidesReport(read('period=month&day=2026-03-15'), -1)).toEqual({ day: '2026-02-28' })
    expect(besidesReport(read('period=month&day=2026-03-15'), 1)).toEqual({ day: '2026-04-01' })
    expect(besidesReport(read('period=week&day=2026-11-23'), 1)).toEqual({ day: '2026-11-30' })
    expect(besidesReport(read('from=2026-03-01&to=2026-03-10'), -1)).toEqual({ from: '2026-02-19', to: '2026-02-28' })
    expect(periodOf('quarter', '2026-12-31')).toEqual({ from: '2026-10-01', to: '2026-12-31' })
  })
})

describe('the rows', () => {
  const report = read('period=week&day=2026-11-18&metrics=steps,spo2,average_hrv')
  const days = eachDay(report.first, report.to)
  const row = (values: (day: string, index: number) => number | null) => {
    const series = { days, metrics: { steps: days.map(values), spo2: days.map(() => null), average_hrv: days.map(() => 50) } }
    return reportRows(report, series, TODAY)
  }

  test('mean, median, extremes with their days, usual before, change', () => {
    const [steps] = row((day) =>
      day < '2026-11-09' ? 1000 : day < '2026-11-16' ? 2000 : ({ '2026-11-16': 3000, '2026-11-18': 9000, '2026-11-19': 4000 }[day] ?? null),
    )
    expect(steps).toMatchObject({
      days: 3,
      mean: 16_000 / 3,
      median: 4000,
      lowest: { value: 3000, day: '2026-11-16' },
      highest: { value: 9000, day: '2026-11-18' },
      usual: { median: 1000, days: 90 },
      change: 16_000 / 3 - 2000,
      missing: [
        { from: '2026-11-17', to: '2026-11-17' },
        { from: '2026-11-20', to: '2026-11-22' },
      ],
    })
  })

  test('nothing at all is no number', () => {
    const [, spo2, hrv] = row(() => null)
    expect(spo2).toMatchObject({ days: 0, mean: null, median: null, lowest: null, highest: null, usual: null, change: null })
    expect(hrv).toMatchObject({ mean: 50, median: 50, change: 0, missing: [] })
    expect(JSON.stringify(row(() => null))).not.toContain('NaN')
  })

  test('what was counted so far today is no day: not in the mean, not the lowest, and not missing', () => {
    const running = read('period=week&day=2026-11-23&metrics=steps,average_hrv')
    const longer = read('from=2026-11-10&to=2026-11-23&metrics=steps,average_hrv')
    const of = (asked: typeof running) => {
      const all = eachDay(asked.first, asked.to)
      const values = all.map((day) => (day === TODAY ? 396 : 8000))
      return reportRows(asked, { days: all, metrics: { steps: values, average_hrv: values } }, TODAY)
    }
    expect(of(longer)[0]).toMatchObject({ days: 13, mean: 8000, lowest: { value: 8000 }, change: 0, missing: [] })
    expect(of(running)[0]).toMatchObject({ days: 0, mean: null, change: null, missing: [] })
    // A night is over by the morning.
    expect(of(longer)[1]).toMatchObject({ days: 14, lowest: { value: 396, day: TODAY } })
  })

  test('missing days, equal ones together, what was never measured last', () => {
    const rows = row((day) => (day === '2026-11-17' ? null : 5))
    expect(missingDays(rows)).toEqual([
      { metrics: ['steps'], runs: [{ from: '2026-11-17', to: '2026-11-17' }], all: false },
      { metrics: ['spo2'], runs: [{ from: '2026-11-16', to: '2026-11-22' }], all: true },
    ])
  })
})
