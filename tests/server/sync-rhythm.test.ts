import { describe, expect, test } from 'vitest'
import { addDays, eachDay } from '@/lib/domain/day'
import { DERIVATION } from '@/lib/domain/metrics'
import { demoRing } from '@/lib/oura/demo-ring'
import { mendMetrics } from '@/lib/server/boot'
import { replaceDocuments, upsertDocuments } from '@/lib/server/db/documents'
import { readMetrics } from '@/lib/server/db/metrics'
import { readRhythmDays } from '@/lib/server/db/rhythm-days'
import { listUsers } from '@/lib/server/db/users'
import { deriveMetrics } from '@/lib/server/sync-metrics'
import { DIALECTS, testDatabase } from '../setup/databases'

const NOW = Date.parse('2026-11-23T13:18:00Z')
const ring = demoRing({ seed: 7, now: NOW })
const [FROM, TO] = ['2026-10-01', '2026-10-30']
const NAMES = ['sleep_regularity', 'm10', 'm10_onset', 'l5_onset', 'relative_amplitude'] as const
const raw = (collection: 'daily_activity' | 'sleep', from: string, to: string) =>
  ring.documents(collection, from, to).map((document) => ({ id: document.id, day: document.day, body: JSON.stringify(document) }))

describe.each(DIALECTS)('the rhythm in the archive on %s', (dialect) => {
  const filled = async () => {
    const db = await testDatabase(dialect, ['ann'])
    for (const collection of ['daily_activity', 'sleep'] as const)
      await upsertDocuments(db, 'ann', collection, raw(collection, FROM, TO), NOW)
    return db
  }
  const both = async (db: Awaited<ReturnType<typeof filled>>) => ({
    days: await readRhythmDays(db, 'ann', '2026-09-01', '2026-12-01'),
    numbers: await readMetrics(db, 'ann', NAMES, '2026-09-01', '2026-12-01'),
  })

  test('is the same in whatever order its days come', async () => {
    const [whole, pieces] = [await filled(), await filled()]
    await deriveMetrics(whole, 'ann', eachDay(FROM, TO))
    for (let day = TO; day >= FROM; day = addDays(day, -2)) await deriveMetrics(pieces, 'ann', [addDays(day, -1), day])
    const expected = await both(whole)
    expect(await both(pieces)).toEqual(expected)
    expect(expected.days.length).toBeGreaterThan(28)
    expect(expected.numbers.filter(({ sleep_regularity }) => sleep_regularity != null).length).toBeGreaterThan(20)
  })

  test('follows a night that Oura takes away, up to the last day that looks back on it', async () => {
    const db = await filled()
    await deriveMetrics(db, 'ann', eachDay(FROM, TO))
    const before = await both(db)
    await replaceDocuments(db, 'ann', 'sleep', { from: '2026-10-12', to: '2026-10-12' }, [], NOW + 1)
    await deriveMetrics(db, 'ann', ['2026-10-12'])
    const after = await both(db)
    const changed = (key: 'days' | 'numbers') =>
      after[key].flatMap((row, index) => (JSON.stringify(row) === JSON.stringify(before[key][index]) ? [] : [row.day]))
    expect(changed('days')).toEqual(['2026-10-11', '2026-10-12'])
    const days = changed('numbers')
    expect(days[0]).toBe('2026-10-12')
    expect(days.at(-1)).toBe('2026-10-25')
    await deriveMetrics(db, 'ann', eachDay(FROM, TO))
    expect(await both(db)).toEqual(after)
  })

  test('is made by itself for an archive of an older version, once', async () => {
    const db = await filled()
    await deriveMetrics(db, 'ann', eachDay(FROM, TO))
    const whole = await both(db)
    await db.deleteFrom('rhythm_day').execute()
    await db
      .updateTable('daily_metric')
      .set({ sleep_regularity: null, m10: null, m10_onset: null, l5_onset: null, relative_amplitude: null })
      .execute()
    await db.updateTable('user').set({ derived: null }).where('id', '=', 'ann').execute()
    await mendMetrics(db)
    expect(await both(db)).toEqual(whole)
    expect((await listUsers(db)).map(({ derived }) => derived)).toEqual([DERIVATION])
    await db.deleteFrom('rhythm_day').execute()
    await mendMetrics(db)
    expect((await both(db)).days).toEqual([])
  })
})
