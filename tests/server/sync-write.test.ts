import { describe, expect, test } from 'vitest'
import { readMetrics } from '@/lib/server/db/metrics'
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
})
