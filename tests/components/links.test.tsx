import type { QueryClient } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import { nearestPoint } from '@/components/charts/relation-scatter'
import { RelationPanel } from '@/components/panels/relation-panel'
import { relationCsv } from '@/components/panels/relation-table'
import { StrongestLinksPanel } from '@/components/panels/strongest-links-panel'
import { TagEffectsPanel } from '@/components/panels/tag-effects-panel'
import { effectsCsv } from '@/components/panels/tag-effects-table'
import { AddressProvider } from '@/components/ui/address'
import { NowProvider } from '@/components/ui/now'
import { TrendsLinksView } from '@/components/views/trends-links-view'
import { seeded } from '@/lib/domain/block-bootstrap'
import { addDays, eachDay } from '@/lib/domain/day'
import type { Metric } from '@/lib/domain/metrics'
import type { Settings } from '@/lib/domain/settings'
import { type TagDays, tagEffects } from '@/lib/domain/tag-effect'
import { trendChoice } from '@/lib/domain/trend-choice'
import { linkQueries } from '@/lib/queries/links'
import { makeQueryClient } from '@/lib/queries/query-client'
import { trendPageQueries } from '@/lib/queries/trend-page'
import { trendsQueries } from '@/lib/queries/trends'
import { renderPage } from '../setup/render'

const RANGE = { from: '2025-11-24', to: '2026-11-23' }
const DAYS = eachDay(RANGE.from, RANGE.to)
const noise = (seed: number) => {
  const next = seeded(seed)
  return DAYS.map(() => 50 + 4 * (next() + next() - 1))
}
const some = (seed: number, share: number) => {
  const next = seeded(seed)
  return DAYS.filter(() => next() < share)
}
const textOf = (html: string) =>
  html
    .replaceAll(/<!--.*?-->/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s ]+/g, ' ')

function client(series: Partial<Record<Metric, (number | null)[]>>, tags: TagDays[] = []): QueryClient {
  const made = makeQueryClient()
  const metrics = Object.keys(series) as Metric[]
  const queries = linkQueries(metrics, RANGE)
  made.setQueryData(trendsQueries.series(metrics, { ...RANGE, bucket: 'day' }).queryKey as readonly unknown[], {
    days: DAYS,
    metrics: series,
  })
  made.setQueryData(queries.tags.queryKey as readonly unknown[], tags)
  made.setQueryData(queries.marks.queryKey as readonly unknown[], [])
  return made
}

const drink = new Set(some(1, 0.2))
const tags: TagDays[] = [
  { key: 'tag_generic_alcohol', name: 'Alcohol', source: 'oura', days: [...drink] },
  { key: 'name:podcast', name: 'Podcast', source: 'local', days: some(2, 0.3) },
  { key: 'tag_generic_sauna', name: 'Sauna', source: 'oura', days: DAYS.slice(0, 3) },
]
const hrv = noise(3).map((value, index) => value - (drink.has(addDays(DAYS[index] ?? '', -1)) ? 8 : 0))

const effects = (values: (number | null)[], of: TagDays[], settings: Partial<Settings> = {}) =>
  renderPage(
    <TagEffectsPanel choice={{ metric: 'average_hrv', time: '1y', ...RANGE }} onMetric={() => undefined} onTime={() => undefined} />,
    { client: client({ average_hrv: values }, of), settings },
  )

describe('tags and the night after', () => {
  test('a row says its tag, its nights, the difference and its interval; filled only where it is clear of zero', () => {
    const html = effects(hrv, tags)
    expect(html).toMatch(/aria-label="Alcohol, \d+ nights: −[78]\.\d.ms, 95% interval −\d\.\d to −\d\.\d.ms\."/)
    expect(html).toMatch(/aria-label="Podcast, \d+ nights: .*, which holds zero\."/)
    expect(html.match(/class="effect-below"/g)).toHaveLength(1)
    expect(html.match(/class="effect-open"/g)).toHaveLength(1)
    const text = textOf(html)
    expect(text).toContain('A link, not a cause.')
    expect(text).toContain('Clear of zero: 1 of 2 tags looked at.')
    expect(text).toContain('1 tag with fewer than 8 nights not shown.')
  })

  test('in Japanese, without a word of English', () => {
    const text = textOf(effects(hrv, tags, { locale: 'ja' }))
    expect(text).toContain('アルコール')
    expect(text).toContain('関連であって原因ではありません')
    expect(text).not.toMatch(/nights|zero|link/)
  })

  test.each([
    ['no tags', hrv, [], 'No tags in this time.'],
    ['a tag on three days', hrv, tags.slice(2), 'No tag can be compared yet'],
    ['a tag on every day', hrv, [{ ...(tags[0] as TagDays), days: DAYS }], 'No tag can be compared yet'],
    ['a metric that was never measured', hrv.map(() => null), tags, 'No tag can be compared yet'],
  ])('%s: a sentence, no NaN', (_name, values, of, sentence) => {
    const text = textOf(effects(values, of))
    expect(text).toContain(sentence)
    expect(text).not.toContain('NaN')
  })

  test('a number that is always the same holds zero everywhere', () => {
    const html = effects(
      hrv.map(() => 50),
      tags,
    )
    expect(html).not.toContain('NaN')
    expect(html).not.toMatch(/effect-(below|above)"/)
  })
})

test('the CSV of tags has both means, the difference and its interval; a name is no formula', () => {
  const found = tagEffects(
    [{ key: 'name:x', name: '=SUM(A1)', source: 'local', days: [...drink] }],
    { metric: 'average_hrv', days: DAYS, values: hrv },
    new Set(),
  )
  const [head, row] = effectsCsv(found).split('\r\n')
  expect(head).toBe('tag,days_with,days_without,mean_with,mean_without,difference,interval_low,interval_high')
  expect(row).toMatch(/^'=SUM\(A1\),\d+,\d+,4\d\.\d+,5\d\.?\d*,-[78]\.\d+,-\d\.\d+,-\d\.\d+$/)
})

describe('two metrics', () => {
  const burn = noise(4).map((value) => value * 8)
  const heart = noise(5).map((value, index) => value + (index === 0 ? 0 : (burn[index - 1] ?? 0) / 20))
  const page = (x: (number | null)[], y: (number | null)[], lag: 0 | 1 = 1, settings: Partial<Settings> = {}) =>
    renderPage(
      <RelationPanel
        choice={{ x: 'active_calories', y: 'lowest_heart_rate', lag }}
        range={RANGE}
        today="2026-11-24"
        onPick={() => undefined}
        onDay={() => undefined}
      />,
      { client: client({ active_calories: x, lowest_heart_rate: y }), settings },
    )

  test('the picture has one sentence: the way they go, r with its interval, Spearman, days', () => {
    const text = page(burn, heart)
    expect(text).toMatch(
      /role="img" aria-label="On days with a higher “Active burn” there tends to be a higher “Lowest heart rate” \(1 day later\)\. r \+0\.\d\d \(95% interval \+0\.\d\d to \+0\.\d\d\), Spearman \+0\.\d\d, over 364 days\."/,
    )
    expect(textOf(text)).toContain('A link, not a cause.')
    expect(textOf(text)).toMatch(/Clear of zero: \d of 7 shifts/)
    expect(text.match(/type="radio"/g)).toHaveLength(7)
  })

  test('words for a cause are nowhere', () => {
    for (const locale of ['en', 'ja'] as const)
      expect(textOf(page(burn, heart, 1, { locale }))).not.toMatch(/\b(causes|because|leads to|effect of|raises|lowers)\b|のせい|引き起こ/)
  })

  test('missing days are counted', () => {
    const holes = burn.map((value, index) => (index % 4 === 0 ? null : value))
    expect(textOf(page(holes, heart, 0))).toContain('92 days lack one of the two.')
  })

  test.each([
    ['nothing measured', burn.map(() => null), heart, 'Fewer than 14 days'],
    ['always the same', burn.map(() => 300), heart, 'the same on every day'],
    ['too few days', burn.map((value, index) => (index < 10 ? value : null)), heart, 'Fewer than 14 days'],
  ])('%s: a sentence, no NaN', (_name, x, y, sentence) => {
    const text = textOf(page(x, y, 0))
    expect(text).toContain(sentence)
    expect(text).not.toContain('NaN')
  })

  test('a metric against itself on the same day says that this says nothing', () => {
    const html = renderPage(
      <RelationPanel
        choice={{ x: 'steps', y: 'steps', lag: 0 }}
        range={RANGE}
        today="2026-11-24"
        onPick={() => undefined}
        onDay={() => undefined}
      />,
      { client: client({ steps: burn }) },
    )
    expect(textOf(html)).toContain('A metric against itself on the same day says nothing.')
  })

  test('the nearest point is that of the finger, measured as it is seen', () => {
    const points = [
      { day: 'a', later: 'a', x: 0, y: 0 },
      { day: 'b', later: 'b', x: 10, y: 10 },
      { day: 'c', later: 'c', x: 10, y: 0 },
    ]
    const scales = { x: { domain: [0, 10] as const, ticks: [] }, y: { domain: [0, 10] as const, ticks: [] } }
    expect(nearestPoint(points, scales, { x: 0.9, y: 0.8 }, 2)).toBe(1)
    expect(nearestPoint(points, scales, { x: 0.1, y: 0.3 }, 2)).toBe(0)
    expect(nearestPoint([], scales, { x: 0.1, y: 0.3 }, 2)).toBeNull()
  })

  test('CSV has both days of a shift', () => {
    const csv = relationCsv({ x: 'steps', y: 'average_hrv', lag: 1 }, [{ day: '2024-02-28', later: '2024-02-29', x: 9000, y: 51 }])
    expect(csv).toBe('day_of_steps,steps,day_of_average_hrv_lag_1,average_hrv\r\n2024-02-28,9000,2024-02-29,51\r\n')
  })
})

test('all metrics are looked through only when asked', () => {
  const html = renderPage(
    <StrongestLinksPanel choice={{ x: 'steps', y: 'average_hrv', lag: 0 }} range={RANGE} today="2026-11-24" onPick={() => undefined} />,
    { client: makeQueryClient() },
  )
  expect(textOf(html)).toMatch(/Look through all \d\d metrics/)
})

test('the days on which the metric of another section is known are not told of these two', () => {
  const search = 'view=links&metric=vo2_max&range=1y'
  const made = client({ active_calories: noise(1), lowest_heart_rate: noise(2) })
  const { main } = trendPageQueries(trendChoice(new URLSearchParams(search), RANGE.to, null), RANGE.to, null)
  const days = eachDay(main.queryKey[1].from, main.queryKey[1].to)
  const few = { days, metrics: { vo2_max: days.map((_, at) => (at % 60 === 0 ? 40 : null)) } }
  made.setQueryData(main.queryKey as readonly unknown[], few)
  const text = textOf(
    renderPage(
      <AddressProvider search={search}>
        <NowProvider now={Date.parse('2026-11-23T13:18:00Z')} zone="UTC">
          <TrendsLinksView />
        </NowProvider>
      </AddressProvider>,
      { client: made },
    ),
  )
  expect(text).toContain('24 Nov 2025 to 23 Nov 2026')
  expect(text).not.toMatch(/\d+ of 365 days/)
})
