import fc from 'fast-check'
import { NextRequest } from 'next/server'
import { expect, test } from 'vitest'
import { ZodError } from 'zod'
import { addDays } from '@/lib/domain/day'
import { ApiError } from '@/lib/server/api-error'
import { knownCollection, readDocumentQuery, readRangeQuery, readRhythmQuery, readTrendsQuery } from '@/lib/server/params'

const asked = (query: string) => new NextRequest(`http://localhost/x?${query}`)

test('days, instants, fields and tokens arrive as what they are', () => {
  expect(readDocumentQuery(asked('start_date=2026-02-28&end_date=2026-02-28&fields=day,score&next_token=abc&other=1'))).toEqual({
    start_date: '2026-02-28',
    end_date: '2026-02-28',
    fields: ['day', 'score'],
    next_token: 'abc',
  })
  const at = Date.parse('2026-11-01T00:00:00+09:00')
  expect(readDocumentQuery(asked('start_datetime=2026-11-01T00:00:00%2B09:00'))).toEqual({ start_datetime: { at, isLocal: false } })
  expect(readDocumentQuery(asked('start_datetime=2026-11-01T00:00:00+09:00'))).toEqual({ start_datetime: { at, isLocal: false } })
  expect(readDocumentQuery(asked('start_date=&next_token='))).toEqual({})
})

test.each([
  'start_date=2026-02-29',
  'start_date=2026-2-1',
  'start_date=2026-13-01',
  'start_date=0024-11-11',
  'start_date=1',
  'start_date=2026-01-01T25:00:00Z',
  'end_date=tomorrow',
  'start_date=2026-03-02&end_date=2026-03-01',
  'start_date=2026-03-01&start_date=2026-03-02',
  'start_datetime=2026-03-01',
  'start_datetime=2026-02-30T00:00:00Z',
  'start_datetime=2026-03-01T25:00:00Z',
  'start_datetime=2026-03-02T00:00:00Z&end_datetime=2026-03-01T00:00:00Z',
  'latest=yes',
  `next_token=${'x'.repeat(501)}`,
])('%s is refused', (query) => {
  expect(() => readDocumentQuery(asked(query))).toThrow()
})

test.each(['', 'from=2026-01-01', 'from=2026-01-02&to=2026-01-01', 'from=2000-01-01&to=2026-01-01'])('a range %j is refused', (query) => {
  expect(() => readRangeQuery(asked(query))).toThrow(ZodError)
})

test('trends take known metrics only, each once', () => {
  expect(readTrendsQuery(asked('metrics=steps,sleep_score,steps&from=2026-01-01&to=2026-01-31'))).toEqual({
    metrics: ['steps', 'sleep_score'],
    from: '2026-01-01',
    to: '2026-01-31',
    bucket: 'day',
  })
  for (const metrics of ['', 'user_id', 'steps,user_id', '__proto__', 'toString'])
    expect(() => readTrendsQuery(asked(`metrics=${metrics}&from=2026-01-01&to=2026-01-31`))).toThrow(ZodError)
  expect(() => readTrendsQuery(asked('metrics=steps&from=2026-01-01&to=2026-01-31&bucket=year'))).toThrow(ZodError)
})

test('whatever is asked, a refusal is an error of ours and never repeats the question', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 12 }), fc.constantFrom('start_date', 'end_datetime', 'latest'), (text, name) => {
      try {
        readDocumentQuery(asked(new URLSearchParams({ [name]: text }).toString()))
      } catch (error) {
        expect(error instanceof ZodError || error instanceof ApiError).toBe(true)
        const said = error instanceof ZodError ? error.issues.map(({ message }) => message).join() : String(error)
        expect(said).not.toContain(text)
      }
    }),
  )
})

test.each(['vo2_max', 'DAILY_ACTIVITY', 'personal_info', '../etc', 'sleep\0', 'sleep\r\nx: y', '__proto__', 'constructor', ''])(
  'there is no collection %j, and its name is not repeated',
  (name) => {
    expect(() => knownCollection(name)).toThrow('names are exact')
    try {
      knownCollection(name)
    } catch (error) {
      if (name) expect(String(error)).not.toContain(name)
    }
  },
)

test('ten years and 190 days are the longest at once', () => {
  const of = (days: number) => asked(`from=2010-01-01&to=${addDays('2010-01-01', days)}`)
  expect(() => readRangeQuery(of(3660))).not.toThrow()
  expect(() => readRangeQuery(of(3661))).toThrow(ZodError)
  expect(() => readRhythmQuery(of(190))).not.toThrow()
  expect(() => readRhythmQuery(of(191))).toThrow(ZodError)
})

test('rest and activity are given for half a year at once, and for no day that does not exist', () => {
  expect(readRhythmQuery(asked('from=2027-12-01&to=2028-05-31'))).toEqual({ from: '2027-12-01', to: '2028-05-31' })
  for (const query of [
    'from=2026-01-01&to=2026-07-11',
    'from=2026-02-29&to=2026-03-01',
    'from=2026-03-02&to=2026-03-01',
    'from=2026-03-02',
  ])
    expect(() => readRhythmQuery(asked(query)), query).toThrow(ZodError)
})
