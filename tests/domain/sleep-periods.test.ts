import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type SleepPeriod, sleepPeriods } from '@/lib/domain/sleep-periods'

const HOUR = 3_600_000
const night = (id: string, start: string, hours: number, more: Partial<SleepPeriod> = {}): SleepPeriod => ({
  id,
  day: '2026-03-10',
  type: 'long_sleep',
  bedtime_start: start,
  bedtime_end: new Date(Date.parse(start) + hours * HOUR).toISOString(),
  time_in_bed: hours * 3600,
  total_sleep_duration: hours * 3400,
  lowest_heart_rate: 50,
  ...more,
})
const ids = (docs: readonly SleepPeriod[]) => docs.map(({ id }) => id)

describe('which periods count', () => {
  test('the night, its second part and a nap are kept; rest and deleted are not', () => {
    const result = sleepPeriods([
      night('nap', '2026-03-10T14:00:00+01:00', 0.5, { type: 'sleep' }),
      night('second', '2026-03-10T03:00:00+01:00', 4),
      night('first', '2026-03-09T22:00:00+01:00', 4.5),
      night('sofa', '2026-03-10T19:00:00+01:00', 1, { type: 'rest' }),
      night('gone', '2026-03-09T21:00:00+01:00', 9, { type: 'deleted' }),
    ])
    expect(ids(result.kept)).toEqual(['first', 'second', 'nap'])
    expect(result.main?.id).toBe('first')
    expect(ids(result.naps)).toEqual(['nap'])
    expect(ids(result.rejected)).toEqual(['sofa'])
    expect(ids(result.deleted)).toEqual(['gone'])
    expect(result.superseded).toEqual([])
  })

  test('a night analysed twice counts once, and the analysis with a real heart rate wins a tie', () => {
    const old = night('a', '2026-03-09T23:00:00+01:00', 8, { lowest_heart_rate: 255 })
    const again = night('b', '2026-03-09T23:00:00+01:00', 8)
    expect(ids(sleepPeriods([old, again]).kept)).toEqual(['b'])
    expect(ids(sleepPeriods([old, again]).superseded)).toEqual(['a'])
  })

  test('the same instants written with another offset overlap', () => {
    const one = night('a', '2026-03-09T23:00:00+01:00', 7)
    const two = night('b', '2026-03-10T00:00:00+02:00', 7.1)
    expect(ids(sleepPeriods([one, two]).kept)).toEqual(['b'])
  })

  test('periods that only touch both count', () => {
    const one = night('a', '2026-03-09T22:00:00Z', 4)
    const two = night('b', '2026-03-10T02:00:00Z', 3.5)
    expect(ids(sleepPeriods([two, one]).kept)).toEqual(['a', 'b'])
  })

  test('a night in progress reaches as far as it has got, and gives way to the finished one', () => {
    const now = night('now', '2026-03-09T23:00:00Z', 3, { bedtime_end: null })
    expect(ids(sleepPeriods([now]).kept)).toEqual(['now'])
    expect(ids(sleepPeriods([now, night('done', '2026-03-09T23:01:00Z', 8)]).kept)).toEqual(['done'])
  })

  test('a period dated 1970 hides no night', () => {
    const broken = night('broken', '1970-01-01T00:00:00Z', 1, { bedtime_end: '2026-03-10T06:00:00Z' })
    expect(ids(sleepPeriods([broken, night('real', '2026-03-09T23:00:00Z', 7)]).kept)).toEqual(['real'])
  })

  test('a type this version does not know is judged by its length', () => {
    expect(sleepPeriods([night('x', '2026-03-09T23:00:00Z', 7, { type: 'core_sleep' })]).main?.id).toBe('x')
    expect(ids(sleepPeriods([night('x', '2026-03-10T13:00:00Z', 1, { type: null })]).naps)).toEqual(['x'])
    expect(sleepPeriods([night('x', '2026-03-10T13:00:00Z', 2.5, { type: 'sleep' })]).main).toBeNull()
  })
})

const anyPeriod = fc
  .record({
    minute: fc.integer({ min: -600, max: 1200 }),
    length: fc.integer({ min: 1, max: 700 }),
    type: fc.constantFrom('long_sleep', 'sleep', 'late_nap', 'rest', 'deleted', 'new_kind', null),
    open: fc.boolean(),
    heart: fc.constantFrom(255, 48),
  })
  .map(({ minute, length, type, open, heart }) => {
    const start = Date.UTC(2026, 2, 10) + minute * 60_000
    return {
      day: '2026-03-10',
      type,
      bedtime_start: new Date(start).toISOString(),
      bedtime_end: open ? null : new Date(start + length * 60_000).toISOString(),
      time_in_bed: length * 60,
      total_sleep_duration: length * 50,
      lowest_heart_rate: heart,
      id: '',
    }
  })
const anyPeriods = fc.array(anyPeriod, { maxLength: 9 }).map((docs) => docs.map((doc, index) => ({ ...doc, id: `p${index}` })))
const span = (doc: SleepPeriod) => [Date.parse(doc.bedtime_start), Date.parse(doc.bedtime_start) + doc.time_in_bed * 1000] as const

describe('whatever Oura sends', () => {
  test('every document lands in exactly one place, kept ones never overlap, superseded ones are covered by a longer one', () => {
    fc.assert(
      fc.property(anyPeriods, (docs) => {
        const { kept, naps, main, rejected, deleted, superseded } = sleepPeriods(docs)
        expect([...ids(kept), ...ids(rejected), ...ids(deleted), ...ids(superseded)].sort()).toEqual(ids(docs).sort())
        for (const [index, doc] of kept.entries())
          for (const other of kept.slice(index + 1)) expect(span(doc)[1]).toBeLessThanOrEqual(span(other)[0])
        for (const lost of superseded)
          expect(
            kept.some((doc) => doc.time_in_bed >= lost.time_in_bed && span(doc)[0] < span(lost)[1] && span(lost)[0] < span(doc)[1]),
          ).toBe(true)
        if (main) expect(naps).not.toContain(main)
        for (const nap of naps) expect(kept).toContain(nap)
      }),
      { numRuns: 500 },
    )
  })

  test('the order of documents changes nothing', () => {
    const shuffled = anyPeriods.chain((docs) => fc.tuple(fc.constant(docs), fc.shuffledSubarray(docs, { minLength: docs.length })))
    fc.assert(
      fc.property(shuffled, ([docs, other]) => {
        const [one, two] = [sleepPeriods(docs), sleepPeriods(other)]
        expect(ids(two.kept)).toEqual(ids(one.kept))
        expect(two.main?.id).toBe(one.main?.id)
      }),
    )
  })
})
