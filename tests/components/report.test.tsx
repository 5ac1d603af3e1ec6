import { describe, expect, test } from 'vitest'
import { ReportPaperPanel } from '@/components/panels/report-paper-panel'
import { NowProvider } from '@/components/ui/now'
import { eachDay } from '@/lib/domain/day'
import type { Metric } from '@/lib/domain/metrics'
import { type Report, readReport } from '@/lib/domain/report'
import type { Settings } from '@/lib/domain/settings'
import { makeQueryClient } from '@/lib/queries/query-client'
import { tagsQueries } from '@/lib/queries/tags'
import { trendsQueries } from '@/lib/queries/trends'
import { NOW, TODAY, ZONE } from '../fixtures/day-client'
import { renderPage } from '../setup/render'

const report = (search: string) => readReport(new URLSearchParams(search), TODAY)

function paper(asked: Report, value: (metric: Metric, day: string) => number | null, settings: Partial<Settings> = {}, born = '') {
  const client = makeQueryClient()
  const days = eachDay(asked.first, asked.to)
  const metrics = Object.fromEntries(asked.metrics.map((metric) => [metric, days.map((day) => value(metric, day))]))
  client.setQueryData(trendsQueries.series(asked.metrics, { from: asked.first, to: asked.to, bucket: 'day' }).queryKey, {
    days,
    metrics: metrics as Record<Metric, (number | null)[]>,
  })
  client.setQueryData(tagsQueries.days(asked.from, asked.to).queryKey, [
    { key: 'tag_generic_coffee', name: 'Coffee', source: 'oura', days: ['2026-11-16', '2026-11-17'] },
    { key: 'name:bath', name: 'Bath <b>', source: 'local', days: ['2026-11-16'] },
  ])
  client.setQueryData(tagsQueries.local(asked.from, asked.to).queryKey, [
    { id: 'a', at: '2026-11-17T01:10:00+09:00', day: '2026-11-16', code: null, name: null, note: 'Rain', created_at: '', updated_at: '' },
  ])
  const html = renderPage(
    <NowProvider now={NOW} zone={ZONE}>
      <ReportPaperPanel report={asked} person={{ name: 'Ann <i>', born }} today={TODAY} />
    </NowProvider>,
    { client, settings },
  )
  return {
    html,
    text: html
      .replaceAll(/<!--.*?-->/g, '')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/[\s\u00a0]+/g, ' '),
  }
}

describe('the page that is printed', () => {
  test('figures, missing days, tags, notes and where each number was read', () => {
    const { html, text } = paper(report('metrics=steps,average_hrv&notes=on'), (metric, day) =>
      day === '2026-11-18' && metric === 'average_hrv' ? null : metric === 'steps' ? 8000 : 50,
    )
    expect(text).toContain('Week of 16 Nov to 22 Nov 2026')
    expect(text).toContain('Ann &lt;i&gt;')
    expect(html).toContain('aria-label="Steps: mean 8,000, lowest 8,000 on Mon 16 Nov, highest 8,000 on Mon 16 Nov, 7 of 7 days."')
    expect(text).toContain('6/7')
    expect(text).toContain('HRV: 18 Nov')
    expect(text).toContain('Coffee 2, Bath &lt;b&gt; 1')
    expect(text).toContain('Mon 16 Nov 01:10 Rain')
    expect(text).toContain('Steps: daily_activity.steps')
    expect(text).toContain('no medical devices')
  })

  test('on white whatever the theme, on the paper that was asked for, in Japanese too', () => {
    const { html, text } = paper(
      report('period=month&paper=letter&metrics=total_sleep'),
      () => 25_200,
      { locale: 'ja', theme: 'dark' },
      '1987-05-17',
    )
    expect(html).toMatch(/<article data-theme="light" data-paper="letter"/)
    expect(text).toContain('2026年10月')
    expect(text).toContain('1987年5月17日生まれ')
    expect(text).toContain('7時間')
  })

  test('a report of days that go on says of which number the running one is no part', () => {
    const value = (metric: Metric, day: string) => (day === TODAY && metric === 'steps' ? 396 : 8000)
    const { text, html } = paper(report('period=month&day=2026-11-20&metrics=steps,average_hrv'), value)
    expect(html).toContain('aria-label="Steps: mean 8,000, lowest 8,000 on Sun 1 Nov, highest 8,000 on Sun 1 Nov, 22 of 23 days."')
    expect(text).toContain('Mon 23 Nov is not over: what is counted by day leaves it out.')
    expect(text).toContain('Every day has every number.')
    expect(paper(report('period=month&day=2026-11-20&metrics=average_hrv'), value).text).not.toContain('is not over')
    expect(paper(report('metrics=steps'), value).text).not.toContain('is not over')
    const today = paper(report(`from=${TODAY}&to=${TODAY}&metrics=steps`), value).text
    expect(today).toContain('Mon 23 Nov is not over')
    expect(today).not.toContain('Nothing was measured')
  })

  test('nothing, or next to nothing, is a sentence and never a NaN', () => {
    const none = paper(report('from=2012-01-01&to=2012-01-31'), () => null)
    expect(none.text).toContain('Nothing was measured in these days.')
    const few = paper(report('metrics=steps,spo2'), (metric, day) => (metric === 'steps' && day === '2026-11-20' ? 4000 : null))
    expect(few.text).toContain('Only 1 day with data')
    expect(few.text).toContain('Blood oxygen: none of these days')
    expect(none.html + few.html).not.toMatch(/NaN|Infinity/)
  })
})
