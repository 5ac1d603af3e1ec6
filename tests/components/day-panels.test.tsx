import type { QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { describe, expect, test } from 'vitest'
import { ActivityPanel } from '@/components/panels/activity-panel'
import { BatteryTile } from '@/components/panels/battery-tile'
import { BedtimePanel } from '@/components/panels/bedtime-panel'
import { CalendarDay } from '@/components/panels/calendar-day'
import { CalendarPanel } from '@/components/panels/calendar-panel'
import { ConnectionBanner } from '@/components/panels/connection-banner'
import { ContributorsPanel } from '@/components/panels/contributors-panel'
import { DayHeaderPanel } from '@/components/panels/day-header-panel'
import { DaySentencePanel } from '@/components/panels/day-sentence-panel'
import { EmptyDayPanel } from '@/components/panels/empty-day-panel'
import { RestModePanel } from '@/components/panels/rest-mode-panel'
import { ScoresPanel } from '@/components/panels/scores-panel'
import { StressPanel } from '@/components/panels/stress-panel'
import { SyncLinePanel } from '@/components/panels/sync-line-panel'
import { VitalsPanel } from '@/components/panels/vitals-panel'
import { GuestContext } from '@/components/ui/guest'
import { NowProvider } from '@/components/ui/now'
import type { ConnectionBody, CoverageState } from '@/lib/api'
import { addDays } from '@/lib/domain/day'
import type { Settings } from '@/lib/domain/settings'
import { connectionQueries } from '@/lib/queries/connection'
import { coverageQueries } from '@/lib/queries/coverage'
import { dayQueries } from '@/lib/queries/day'
import { ApiError } from '@/lib/queries/fetch-json'
import { ouraAppQueries } from '@/lib/queries/oura-app'
import { makeQueryClient } from '@/lib/queries/query-client'
import { syncQueries } from '@/lib/queries/sync'
import { trendsQueries } from '@/lib/queries/trends'
import { connection, dayClient, emptied, NOW, sync, TODAY, ZONE } from '../fixtures/day-client'
import { renderPage } from '../setup/render'

const PAST = '2026-11-19'

/** The text of a page without its tags, as a reader meets it. */
const textOf = (html: string) =>
  html
    .replaceAll(/<(style|script).*?<\/\1>/g, '')
    .replaceAll(/<!--.*?-->/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s ]+/g, ' ')
    .trim()

const render = (element: ReactNode, client: QueryClient, settings: Partial<Settings> = {}) =>
  renderPage(
    <NowProvider now={NOW} zone={ZONE}>
      {element}
    </NowProvider>,
    { client, settings },
  )

const panels = (day: string) => (
  <>
    <ScoresPanel day={day} today={TODAY} />
    <DaySentencePanel day={day} today={TODAY} />
    <RestModePanel day={day} today={TODAY} className="" />
    <ActivityPanel day={day} today={TODAY} />
    <VitalsPanel day={day} />
    <StressPanel day={day} />
    <BedtimePanel day={day} />
    <ContributorsPanel day={day} />
  </>
)

describe('every panel', () => {
  const days = Array.from({ length: 40 }, (_, index) => addDays(TODAY, -index * 9))
  test.each(days)('%s reads without a hole, a zero for nothing or a style attribute, in both languages', (day) => {
    for (const locale of ['en', 'ja'] as const) {
      const html = render(panels(day), dayClient(day), { locale })
      expect(html).not.toMatch(/\sstyle=/)
      expect(textOf(html)).not.toMatch(/undefined|NaN|null|Infinity|\[object/)
    }
  })

  test('numbers follow the reader’s units', () => {
    const html = textOf(render(<ActivityPanel day={PAST} today={TODAY} />, dayClient(PAST), { distance: 'mi' }))
    expect(html).toMatch(/Walking equiv\. [\d.]+ mi/)
    expect(textOf(render(<VitalsPanel day={PAST} />, dayClient(PAST), { temperature: 'f' }))).toMatch(/Body temperature [+−]?[\d.]+ °F/)
  })

  test('shapes stand while nothing is known', () => {
    const html = render(panels(PAST), makeQueryClient())
    expect(html.match(/role="status"/g)?.length).toBeGreaterThanOrEqual(4)
    expect(textOf(html)).not.toMatch(/could not load/i)
  })
})

describe('scores', () => {
  test('a ring says its score, word, difference and usual in one label', () => {
    const html = render(<ScoresPanel day={PAST} today={TODAY} />, dayClient(PAST))
    expect(html).toMatch(/aria-label="Readiness \d+, (Optimal|Good|Fair|Pay attention), [+−]?\d+ vs usual, usual \d+"/)
  })

  test('today’s activity is so far; a missing score keeps its usual', () => {
    expect(textOf(render(<ScoresPanel day={TODAY} today={TODAY} />, dayClient(TODAY)))).toContain('so far')
    const html = render(<ScoresPanel day={PAST} today={TODAY} />, emptied(dayClient(PAST), PAST, 'none'))
    expect(html).toMatch(/aria-label="Sleep: no score, usual \d+"/)
  })
})

describe('activity', () => {
  test('the six durations are told, and the goal with what is left', () => {
    const text = textOf(render(<ActivityPanel day={PAST} today={TODAY} />, dayClient(PAST)))
    expect(text).toMatch(/Time in each intensity, 24 h 00 m/)
    expect(text).toMatch(/Daily goal \d+%, [\d,]+ m (left|over)/)
    expect(text).toMatch(/04:00 to 04:00/)
  })

  test('today’s usual is never that of a whole day', () => {
    const text = textOf(render(<ActivityPanel day={TODAY} today={TODAY} />, dayClient(TODAY)))
    expect(text).toContain('so far today')
    expect(text).not.toMatch(/usual [\d,]{5}/)
  })

  test.each([
    ['not_worn', 'The ring was likely not worn or not charged.'],
    ['no_scope', 'This kind of data is not shared with Ringside.'],
    ['none', 'Oura returned no documents for this day.'],
    ['not_asked', 'Not fetched from Oura yet.'],
    ['failed', 'Oura did not answer for this day. It is tried again.'],
  ] satisfies [CoverageState, string][])('a day without activity says why: %s', (state, sentence) => {
    const text = textOf(render(<ActivityPanel day={PAST} today={TODAY} />, emptied(dayClient(PAST), PAST, state)))
    expect(text).toContain(sentence)
    expect(text).not.toMatch(/Steps|0 m\b/)
  })

  test('what is made of several collections says what may still come first', () => {
    const text = (states: Partial<Record<'daily_sleep' | 'daily_readiness' | 'daily_activity', CoverageState | 'unreadable'>>) => {
      const client = emptied(dayClient(PAST), PAST, 'none')
      client.setQueryData(dayQueries(PAST).trends.queryKey, (known) => {
        if (!known) return known
        const metrics = Object.fromEntries(Object.keys(known.metrics).map((name) => [name, known.days.map(() => null)]))
        return { ...known, metrics: metrics as typeof known.metrics }
      })
      const data = Object.entries(states).map(([collection, word]) => ({
        day: PAST,
        collection,
        checked_at: null,
        ...(word === 'unreadable' ? { state: 'failed' as const, reason: word } : { state: word }),
      }))
      client.setQueryData(coverageQueries.range(PAST, PAST).queryKey, { data, ever: [] })
      return textOf(render(<ContributorsPanel day={PAST} />, client))
    }
    expect(text({ daily_sleep: 'none', daily_readiness: 'not_asked', daily_activity: 'not_worn' })).toContain('Not fetched from Oura yet.')
    expect(text({ daily_sleep: 'not_worn', daily_readiness: 'unreadable' })).toContain('could not be read by this version of Ringside.')
    expect(text({ daily_sleep: 'failed', daily_readiness: 'not_asked' })).toContain('It is tried again.')
    expect(text({ daily_sleep: 'no_scope', daily_readiness: 'none' })).toContain('Oura returned no documents for this day.')
    expect(text({ daily_sleep: 'no_scope', daily_readiness: 'no_scope' })).toContain('not shared with Ringside')
    expect(text({})).toMatch(/No contributors for this day/)
  })

  test.each([
    [503, /Could not load activity This server answered 503\. Trying again in \d+ s\. Retry now/],
    [401, /Could not load activity You are not signed in here any more, or somebody else is: load the page again\./],
  ])('a part that failed with %i says so in its place and offers another try', async (status, said) => {
    const client = makeQueryClient()
    // As in a browser once the tries are used up: the render itself does not ask again.
    client.setDefaultOptions({ queries: { retryOnMount: false } })
    const failing = { ...dayQueries(PAST).activity, retry: false, queryFn: () => Promise.reject(new ApiError('internal', 'x', status)) }
    await client.prefetchQuery(failing)
    const html = render(<ActivityPanel day={PAST} today={TODAY} />, client)
    expect(html).toContain('role="alert"')
    expect(textOf(html)).toMatch(said)
    expect(html).not.toContain('aria-busy')
    // Its button stays, and the focus with it, while that try is under way.
    client.setDefaultOptions({ queries: { retryOnMount: true } })
    const again = render(<ActivityPanel day={PAST} today={TODAY} />, client)
    expect(textOf(again)).toMatch(/Could not load activity .*Trying again/)
    expect(again).toMatch(/<button [^>]*aria-busy="true"/)
  })
})

describe('the sync line and the banner', () => {
  const line = (day: string, more: Partial<ConnectionBody>, syncing = sync({}), client = dayClient(day)) => {
    client.setQueryData(connectionQueries.current().queryKey, connection(more))
    client.setQueryData(syncQueries.status().queryKey, syncing)
    const html = render(<SyncLinePanel day={day} today={TODAY} />, client)
    return textOf(`${html} | ${render(<ConnectionBanner className="" />, client)}`)
  }

  test('fresh: complete for a day that is over, its age for today', () => {
    expect(line(PAST, {})).toBe('Complete · synced 13:50 |')
    expect(line(TODAY, {})).toBe('Synced 13:50 · 28 min ago |')
  })

  test('a running sync tells its share, an empty day that it holds nothing', () => {
    expect(line(PAST, {}, sync({ state: 'running', done: 30, total: 120 }))).toBe('Syncing · 25% |')
    expect(line(PAST, {}, sync({}), emptied(dayClient(PAST), PAST, 'none'))).toBe('No data for this day |')
  })

  test('stale names the break and offers a sync', () => {
    const stale = { state: 'stale', last_sync_at: '2026-11-21T20:40:00Z' } as const
    expect(line(TODAY, stale)).toMatch(
      /^Last synced Sat 21:40 · 1 day ago \| This server has not synced since Sat 21 Nov\. .* look at its log\. Sync now$/,
    )
    expect(line(TODAY, stale, sync({ error: 'storage_full' }))).toMatch(/since Sat 21 Nov\. Its disk is full\./)
    expect(line(TODAY, { ...stale, reason: 'upstream_unreachable' })).toContain('This server could not reach Oura.')
  })

  test('a token that stopped working names the fix and says that the archive is safe', () => {
    const text = line(TODAY, { state: 'reconnect', since: '2026-11-22T22:10:00Z', reason: 'token_rejected' })
    expect(text).toMatch(
      /^Not syncing since Sun 23:10 \| Oura no longer accepts your token\. .*All stored days stay here\. Connect with Oura$/,
    )
  })

  test('a sign-in that is renewed no more says until when it works, not that it does not', () => {
    const ending = { kind: 'oauth', state: 'reconnect', reason: 'grant_revoked', works_until: '2026-11-26T12:00:00Z' } as const
    expect(line(TODAY, ending)).toMatch(
      /^Syncing ends Thu 26 Nov \| Syncing ends on Thu 26 Nov\. The sign-in at Oura cannot be renewed\. .*Connect with Oura$/,
    )
    const refused = line(TODAY, { ...ending, state: 'misconfigured', reason: 'app_refused' })
    expect(refused).toContain('Syncing ends on Thu 26 Nov.')
    expect(refused).not.toContain('Syncing is off')
  })

  test('a lapsed membership is not our limit, and data that was not shared interrupts nobody', () => {
    expect(line(TODAY, { state: 'limited', reason: 'membership_lapsed' })).toMatch(/^Oura gives no access \| Oura returned no access\./)
    expect(line(TODAY, { state: 'limited', reason: 'upstream_limited', retry_at: '2026-11-23T13:32:00Z' })).toBe(
      'Oura asked us to wait until 14:32 | Oura asked us to wait until 14:32. Syncing goes on by itself later.',
    )
    expect(line(TODAY, { state: 'limited', reason: 'upstream_refused' })).toMatch(/^Oura gives limited access \| ?$/)
    expect(line(TODAY, { state: 'limited', reason: 'missing_scope', missing_scopes: ['heartrate'] })).toMatch(/\| ?$/)
    expect(line(TODAY, { state: 'misconfigured' })).toMatch(/Syncing is off on this server\. .* or you connect again\. .* Connect again$/)
  })

  test.each([
    [{ configured: 'here', changeable: true }, true],
    [{ configured: 'here', changeable: false }, false],
    [{ configured: 'environment', changeable: false }, false],
  ] as const)('an application that Oura refuses is its owner’s to correct, with the way there for who may: %o', (app, offers) => {
    const client = dayClient(TODAY)
    client.setQueryData(ouraAppQueries.current().queryKey, { client_id: null, server: 'moi', redirect_uri: '', ...app })
    const said = line(TODAY, { kind: 'oauth', state: 'misconfigured', reason: 'app_refused' }, sync({}), client)
    expect(said).toContain('its owner has to correct the client ID and secret')
    expect(said.includes('Check the application')).toBe(offers)
  })

  test('a server that has no room left says that it does not sync, whatever was synced before', () => {
    expect(line(TODAY, {}, sync({ error: 'storage_full' }))).toBe('Not syncing: this server’s disk is full |')
  })

  test('the demo ring always says that it is one', () => {
    expect(line(TODAY, { kind: 'demo' })).toBe('Synced 13:50 · 28 min ago Demo data Use yours |')
  })
})

describe('days out of the ordinary', () => {
  test('an empty day offers the last one that holds something', () => {
    const client = emptied(dayClient(PAST), PAST, 'not_worn')
    const text = textOf(render(<EmptyDayPanel of="day" day={PAST} today={TODAY} onPick={() => undefined} />, client))
    expect(text).toBe('Nothing recorded on Thu 19 Nov The ring was likely not worn or not charged. ‹ Last day with data Check again')
  })

  test('today is told why it holds nothing where opening the Oura app would not mend it, and a guest is sent nowhere', () => {
    const said = (state: CoverageState, guest = false) => {
      const panel = <EmptyDayPanel of="day" day={TODAY} today={TODAY} onPick={() => undefined} />
      return textOf(render(<GuestContext value={guest ? ['day'] : null}>{panel}</GuestContext>, emptied(dayClient(TODAY), TODAY, state)))
    }
    expect(said('none')).toContain('open the Oura app near it')
    expect(said('no_scope')).toContain('This kind of data is not shared with Ringside.')
    expect(said('failed')).toContain('It is tried again.')
    expect(said('not_asked')).toContain('Not fetched from Oura yet.')
    expect(said('none', true)).toContain('Nothing has arrived yet.')
  })

  test('stress, guidance and rest mode are not there when Oura never sent any', () => {
    const client = emptied(dayClient(PAST), PAST, 'none')
    const all = [
      <StressPanel key="a" day={PAST} />,
      <BedtimePanel key="b" day={PAST} />,
      <RestModePanel key="c" day={PAST} today={TODAY} className="" />,
    ]
    expect(render(all, client)).toBe('')
  })

  const PARTS = [
    ['daily_stress', 'Daytime stress', <StressPanel key="" day={PAST} />],
    ['sleep_time', 'Bedtime guidance', <BedtimePanel key="" day={PAST} />],
    ['ring_battery_level', 'Ring battery', <BatteryTile key="" day={PAST} />],
  ] as const
  const without = (collection: string, state: CoverageState, ever: string[] = []) => {
    const client = emptied(dayClient(PAST), PAST, 'have')
    const data = [{ day: PAST, collection, state, checked_at: null }]
    client.setQueryData(coverageQueries.range(PAST, PAST).queryKey, { data, ever })
    return client
  }

  test.each(PARTS)('%s that is not here says why, and is gone only where there never was any', (collection, title, part) => {
    const say = (state: CoverageState, ever?: string[]) => textOf(render(part, without(collection, state, ever)))
    expect(say('not_asked')).toBe(`${title} Not fetched from Oura yet.`)
    expect(say('no_scope')).toBe(`${title} This kind of data is not shared with Ringside.`)
    expect(say('failed')).toBe(`${title} Oura did not answer for this day. It is tried again.`)
    expect(say('not_worn', [collection])).toBe(`${title} The ring was likely not worn or not charged.`)
    expect(say('none', [collection])).toBe(`${title} Oura returned no documents for this day.`)
    expect(say('none')).toBe('')
  })

  test.each(PARTS)('%s that this server did not answer for offers another try', async (_collection, title, part) => {
    const client = makeQueryClient()
    client.setDefaultOptions({ queries: { retryOnMount: false } })
    const { stress, sleepTime, battery } = dayQueries(PAST)
    for (const query of [stress, sleepTime, battery])
      await client.prefetchQuery({
        queryKey: query.queryKey as readonly unknown[],
        retry: false,
        queryFn: () => Promise.reject(new ApiError('internal', 'x', 503)),
      })
    expect(textOf(render(part, client))).toMatch(new RegExp(`^${title} Could not load .* This server answered 503`))
  })

  test('a document without numbers, or without enough nights for a bedtime, says that', () => {
    const client = without('daily_stress', 'have', ['daily_stress', 'sleep_time'])
    client.setQueryData(dayQueries(PAST).stress.queryKey, [
      { id: 's', day: PAST, stress_high: null, recovery_high: null, day_summary: null },
    ])
    expect(textOf(render(<StressPanel day={PAST} />, client))).toBe('Daytime stress What Oura sent for this day does not hold it.')
    const few = without('sleep_time', 'have', ['sleep_time'])
    const document = { id: 't', day: PAST, optimal_bedtime: null, recommendation: null, status: 'not_enough_nights' }
    few.setQueryData(dayQueries(PAST).sleepTime.queryKey, [document])
    expect(textOf(render(<BedtimePanel day={PAST} />, few))).toMatch(/Oura needs more nights before it suggests a bedtime\.$/)
  })

  test('a vital that is not shared or not here yet says so; what the ring does not measure has no tile', () => {
    const shown = (state: CoverageState, ever: string[] = []) => {
      const client = without('daily_spo2', state, ever)
      client.setQueryData(dayQueries(PAST).trends.queryKey, (known) => {
        if (!known) return known
        return { ...known, metrics: { ...known.metrics, spo2: known.days.map(() => null) } }
      })
      return textOf(render(<VitalsPanel day={PAST} />, client))
    }
    expect(shown('no_scope')).toContain('Blood oxygen This kind of data is not shared with Ringside.')
    expect(shown('not_asked')).toContain('Blood oxygen Not fetched from Oura yet.')
    expect(shown('none', ['daily_spo2'])).toContain('Blood oxygen Oura returned no documents for this day.')
    expect(shown('none')).not.toContain('Blood oxygen')
    expect(shown('have', ['daily_spo2'])).not.toContain('Blood oxygen')
  })

  test('rest mode is said, with its day', () => {
    const client = dayClient(PAST)
    const period = { id: 'r', start_day: addDays(PAST, -2), start_time: null, end_day: null, end_time: null, episodes: [] }
    client.setQueryData(dayQueries(PAST).restMode.queryKey, [period])
    const told = (today: string, settings: Partial<Settings> = {}) =>
      textOf(render(<RestModePanel day={PAST} today={today} className="" />, client, settings))
    expect(told(PAST)).toMatch(/^Rest mode is on\. Since Tue 17 Nov, day 3\. Oura puts/)
    // Of a day that is over it was on, whatever it is today.
    expect(told(TODAY)).toMatch(/^Rest mode was on\. Since Tue 17 Nov, day 3\. Oura put /)
    expect(told(TODAY, { locale: 'ja' })).toMatch(/^レストモードがオンでした。/)
    expect(textOf(render(<DaySentencePanel day={PAST} today={TODAY} />, client))).not.toMatch(/goal/)
  })

  test('a calendar day tells its scores, or that it has none', () => {
    const cell = (scores: (number | null)[] | null, tags = 0) =>
      render(
        <CalendarDay day={PAST} scores={scores} tags={tags} selected reached outside={false} onPick={() => undefined} />,
        makeQueryClient(),
      )
    expect(cell([88, null, 81])).toContain('aria-label="Thursday 19 November, Sleep 88, Activity 81"')
    expect(cell([null, null, null])).toContain('aria-label="Thursday 19 November, no data"')
    expect(cell([null, null, null], 2)).toContain('aria-label="Thursday 19 November, no data, 2 tags"')
    expect(cell(null, 2)).toContain('aria-label="Thursday 19 November, 2 tags"')
    expect([cell(null), cell([null, null, null])].map((html) => html.includes('opacity-60'))).toEqual([false, true])
  })

  test('a month that is not here is not one without data: it loads, or says why it did not', async () => {
    const month = (client: QueryClient) =>
      textOf(
        render(
          <CalendarPanel open day={PAST} today={TODAY} newest={TODAY} oldest={null} onClose={() => {}} onPick={() => {}} />,
          client,
        ).replaceAll(/aria-label="([^"]*)"/g, '>$1<'),
      )
    const client = makeQueryClient()
    expect(month(client)).toContain('Loading the scores')
    expect(month(client)).not.toContain('no data')
    const { queryKey } = trendsQueries.series(['sleep_score', 'readiness_score', 'activity_score'], {
      from: '2026-11-01',
      to: '2026-11-30',
      bucket: 'day',
    })
    client.setDefaultOptions({ queries: { retryOnMount: false } })
    const refuse = () => Promise.reject(new ApiError('storage_unavailable', '', 503))
    await client.prefetchQuery({ queryKey: queryKey as readonly unknown[], queryFn: refuse, retry: false })
    expect(month(client)).toMatch(/Could not load the scores This server answered 503/)
    expect(month(client)).not.toContain('no data')
  })
})

describe('the date at the top', () => {
  const header = (day: string) => (
    <DayHeaderPanel
      day={day}
      today={TODAY}
      newest={TODAY}
      oldest={null}
      headingRef={{ current: null }}
      onPick={() => {}}
      onCalendar={() => {}}
    >
      <SyncLinePanel day={day} today={TODAY} />
    </DayHeaderPanel>
  )
  test('names the year where it is another one', () => {
    expect(textOf(render(header('2026-11-19'), dayClient('2026-11-19')))).toContain('Thu 19 Nov')
    const past = textOf(render(header('2025-02-19'), dayClient('2025-02-19')))
    expect(past).toContain('19 Feb 2025')
    expect(past).not.toContain('Wed 19 Feb')
  })
})
