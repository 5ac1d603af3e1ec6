import type { ReactNode } from 'react'
import { describe, expect, test } from 'vitest'
import { ActivityPanel } from '@/components/panels/activity-panel'
import { ContributorsPanel } from '@/components/panels/contributors-panel'
import { ExplainSheet } from '@/components/panels/explain-sheet'
import { NightFiguresPanel } from '@/components/panels/night-figures-panel'
import { NightScorePanel } from '@/components/panels/night-score-panel'
import { NightStagesPanel } from '@/components/panels/night-stages-panel'
import { ScoresPanel } from '@/components/panels/scores-panel'
import { StressPanel } from '@/components/panels/stress-panel'
import { VitalsPanel } from '@/components/panels/vitals-panel'
import { NowProvider } from '@/components/ui/now'
import type { ExplainBody } from '@/lib/api'
import { METRIC_NAMES } from '@/lib/domain/metrics'
import { explainQueries } from '@/lib/queries/explain'
import { makeQueryClient } from '@/lib/queries/query-client'
import { dayClient, NOW, TODAY, ZONE } from '../fixtures/day-client'
import { renderPage } from '../setup/render'

const DAY = '2026-11-19'
const around = (element: ReactNode) => (
  <NowProvider now={NOW} zone={ZONE}>
    {element}
  </NowProvider>
)
const explainable = (element: ReactNode) =>
  [...renderPage(around(element), { client: dayClient(DAY) }).matchAll(/aria-label="Where ([^"]+) comes from"/g)].map((match) => match[1])

test.each([
  ['scores', <ScoresPanel key="" day={DAY} today={TODAY} />, ['Sleep', 'Readiness', 'Activity']],
  ['night score', <NightScorePanel key="" day={DAY} />, 2],
  ['night figures', <NightFiguresPanel key="" day={DAY} />, 6],
  ['stages', <NightStagesPanel key="" day={DAY} />, ['Deep', 'REM', 'Light', 'Awake']],
  ['activity', <ActivityPanel key="" day={DAY} today={TODAY} />, 12],
  ['stress', <StressPanel key="" day={DAY} />, 3],
  ['contributors', <ContributorsPanel key="" day={DAY} />, 22],
  ['vitals', <VitalsPanel key="" day={DAY} />, 8],
] as const)('%s: every number can be asked', (_what, element, expected) => {
  const found = explainable(element)
  if (typeof expected === 'number') expect(found).toHaveLength(expected)
  else expect(found).toEqual(expected)
})

describe('the sheet', () => {
  const show = (data: Partial<ExplainBody>, settings = {}) => {
    const client = makeQueryClient()
    const body: ExplainBody = {
      metric: 'total_sleep',
      day: DAY,
      value: 25_200,
      collection: 'sleep',
      path: 'x',
      documents: [],
      rows: null,
      withheld: false,
      ...data,
    }
    client.setQueryData(explainQueries.metric('total_sleep', DAY).queryKey, body)
    const html = renderPage(around(<ExplainSheet asked={{ metric: 'total_sleep', day: DAY }} open onClose={() => undefined} />), {
      client,
      settings,
    })
    return html
      .replaceAll(/<!--.*?-->/g, '')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/[\s\u00a0]+/g, ' ')
  }
  const document = {
    id: 'a',
    counted: true,
    value: 25_200,
    fetched_at: '2026-11-19T06:04:00Z',
    removed_at: null,
    earlier: [
      { value: 24_000, until: '2026-11-19T06:04:00Z' },
      { value: null, until: '2026-11-19T05:00:00Z' },
    ],
    body: '{"id":"a"}',
  }

  test('value, rule, field, what Oura rewrote and when, what is left out', () => {
    const text = show({ documents: [{ ...document, id: 'b', counted: false, removed_at: '2026-11-20T06:00:00Z', earlier: [] }, document] })
    expect(text).toContain('7 h')
    expect(text).toContain('Ringside’s number, from Oura’s documents.')
    expect(text).toContain('sleep → total_sleep_duration')
    expect(text).toContain('Oura has rewritten it: 24000 became 25200 on Thu 07:04.')
    expect(text).toContain('says nothing until Thu 06:00')
    expect(text.indexOf('counts')).toBeLessThan(text.indexOf('left out'))
    expect(text).toContain('Removed at Oura by Fri 07:00')
  })

  test('nothing is said as nothing, in both languages', () => {
    expect(show({ value: null })).toContain('There is no value on Thu 19 Nov.')
    expect(show({ value: null }, { locale: 'ja' })).toContain('11月19日(木)の値はありません。')
    expect(show({})).toContain('Oura has sent no document of this kind for the day.')
  })

  test('a guest reads the number, and that its document is not shared; never that nothing was rewritten', () => {
    const alone = show({ withheld: true })
    expect(alone).toContain('This link shares the number, not the document it was read from.')
    for (const words of ['{', 'not changed', 'no document']) expect(alone).not.toContain(words)
    expect(show({ documents: [{ ...document, earlier: null }] })).not.toContain('not changed')
    expect(show({ withheld: true }, { locale: 'ja' })).toContain('共有されているのは数値のみ')
  })

  test.each(METRIC_NAMES)('%s has a name and a rule in both languages', (metric) => {
    for (const locale of ['en', 'ja'] as const)
      expect(
        renderPage(around(<ExplainSheet asked={{ metric, day: DAY }} open onClose={() => undefined} />), { settings: { locale } }),
      ).toContain('→')
  })
})
