import { describe, expect, test } from 'vitest'
import { coverageRows } from '@/lib/server/coverage'
import { readCoverage } from '@/lib/server/db/coverage'
import { readMetrics } from '@/lib/server/db/metrics'
import { OuraError } from '@/lib/server/oura-source'
import { writeWindow } from '@/lib/server/sync-write'
import { DIALECTS, testDatabase } from '../setup/databases'

const NOW = Date.parse('2026-03-20T12:00:00Z')
const sleepOf = (day: string) => ({
  id: 'one',
  day,
  body: JSON.stringify({ id: 'one', day, score: 80, timestamp: `${day}T00:00:00+00:00`, contributors: {} }),
})

describe.each(DIALECTS)('on %s', (dialect) => {
  test('a document that moved out of what was asked takes its numbers along', async () => {
    const db = await testDatabase(dialect, ['ann'])
    const ask = { collection: 'daily_sleep', from: '2026-03-01', to: '2026-03-05' } as const
    const answer = { ask, kind: 'documents', quarantined: [], items: [], gone: [], moved: [] } as const
    const scores = async () =>
      (await readMetrics(db, 'ann', ['sleep_score'], '2026-01-01', '2026-12-31')).map(({ day, sleep_score }) => [day, sleep_score])
    await writeWindow(db, 'ann', { answers: [{ ...answer, items: [sleepOf('2026-03-04')] }], failures: [] }, NOW)
    expect(await scores()).toEqual([['2026-03-04', 80]])
    await writeWindow(db, 'ann', { answers: [{ ...answer, moved: [sleepOf('2026-02-10')] }], failures: [] }, NOW + 1)
    expect(await scores()).toEqual([
      ['2026-02-10', 80],
      ['2026-03-04', null],
    ])
  })

  test('what answers and failures say of each day', async () => {
    const db = await testDatabase(dialect, ['ann'])
    const ask = { collection: 'daily_sleep', from: '2026-03-16', to: '2026-03-22' } as const
    const answered = { ask, kind: 'documents', quarantined: [], items: [], gone: [], moved: [] } as const
    const words = async (collection: 'daily_sleep' | 'enhanced_tag' | 'heartrate' = 'daily_sleep') =>
      (await readCoverage(db, 'ann', '2026-03-01', '2026-03-31', [collection])).map(({ day, state }) => `${day.slice(8)} ${state}`)
    const fail = (kind: 'scope' | 'unreachable') =>
      writeWindow(db, 'ann', { answers: [], failures: [{ ask, error: new OuraError(kind, 'as told') }] }, NOW)

    // The 21st has begun for somebody at NOW, the 22nd for nobody.
    await fail('unreachable')
    expect(await words()).toEqual(['16 failed', '17 failed', '18 failed', '19 failed', '20 failed', '21 failed'])
    const broken = [
      { body: '{"id":7,"day":"2026-03-17"}', reason: 'id: expected a text' },
      { body: '{', reason: 'not JSON' },
    ]
    const answer = { ...answered, items: [sleepOf('2026-03-19')] }
    // What does not say its day may be of any that was asked for.
    await writeWindow(db, 'ann', { answers: [{ ...answer, quarantined: broken }], failures: [] }, NOW)
    expect(await words()).toEqual(['16 unreadable', '17 unreadable', '18 unreadable', '19 have', '20 unreadable', '21 unreadable'])
    await writeWindow(db, 'ann', { answers: [{ ...answer, quarantined: broken.slice(0, 1) }], failures: [] }, NOW)
    const known = ['16 none', '17 unreadable', '18 none', '19 have', '20 none', '21 none']
    expect(await words()).toEqual(known)
    expect(await coverageRows(db, 'ann', '2026-03-17', '2026-03-17', ['daily_sleep'])).toMatchObject([
      { state: 'failed', reason: 'unreadable' },
    ])
    expect((await db.selectFrom('quarantine').select('body').execute()).map(({ body }) => body).sort()).toEqual(
      broken.map(({ body }) => body).sort(),
    )
    await fail('unreachable')
    expect(await words()).toEqual(known)
    await fail('scope')
    expect(await words()).toEqual(['16 no_scope', '17 no_scope', '18 no_scope', '19 have', '20 no_scope', '21 no_scope'])

    // A day that lies ahead for everybody is spoken of once it has something, and then to the end.
    const ahead = { ...answered, ask: { ...ask, from: '2026-03-22' } }
    const planned = { ...sleepOf('2026-03-22'), id: 'two' }
    await writeWindow(db, 'ann', { answers: [{ ...ahead, items: [planned] }], failures: [] }, NOW)
    expect((await words()).at(-1)).toBe('22 have')
    await writeWindow(db, 'ann', { answers: [{ ...ahead, gone: [planned] }], failures: [] }, NOW)
    expect((await words()).at(-1)).toBe('22 none')

    // The day of what is set aside stands in another field elsewhere.
    const days = { from: '2026-03-17', to: '2026-03-18' } as const
    const aside = (body: string) => [{ body, reason: 'as told' }]
    const tags = { ...answered, ask: { collection: 'enhanced_tag', ...days }, quarantined: aside('{"start_day":"2026-03-17"}') } as const
    const rows = {
      ask: { collection: 'heartrate', ...days },
      kind: 'samples',
      items: [],
      quarantined: aside('{"timestamp":"2026-03-18T07:00:00Z"}'),
    } as const
    await writeWindow(db, 'ann', { answers: [tags, rows], failures: [] }, NOW)
    expect([await words('enhanced_tag'), await words('heartrate')]).toEqual([
      ['17 unreadable', '18 none'],
      ['17 none', '18 unreadable'],
    ])
  })
})
