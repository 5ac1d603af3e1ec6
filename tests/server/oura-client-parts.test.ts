import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween, eachDay } from '@/lib/domain/day'
import { refusal, UnusableAnswer } from '@/lib/server/oura-client-errors'
import { documentsOf, samplesOf } from '@/lib/server/oura-client-items'
import { allPages, spans, stretches } from '@/lib/server/oura-client-pages'
import { heartRateRow, ouraDocument } from '../fixtures/oura-document'

// The parts of the client that need no Oura to be asked.
const DAY = 86_400_000
const FIRST = '2024-01-15'

describe('a range as requests', () => {
  test('each day is asked for once, two days further on both sides, and no request is longer than Oura takes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), fc.constantFrom(30, 92, 732), (length, maxDays) => {
        const to = addDays(FIRST, length)
        const parts = stretches(FIRST, to, maxDays)
        expect(parts.flatMap((part) => eachDay(part.from, part.to))).toEqual(eachDay(FIRST, to))
        for (const { from, to: last, query } of parts) {
          expect(query).toEqual({ start_date: addDays(from, -2), end_date: addDays(last, 2) })
          expect(daysBetween(query.start_date ?? '', query.end_date ?? '') + 1).toBeLessThanOrEqual(maxDays)
        }
      }),
    )
  })

  test('each moment is asked for, a second further on both sides, and no request is longer than Oura takes', () => {
    const begin = Date.UTC(2024, 0, 15, 3, 7)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 * DAY }), fc.constantFrom(7, 30), (length, maxDays) => {
        const asked = spans(begin, begin + length, maxDays).map((query) =>
          [query.start_datetime, query.end_datetime].map((at) => Date.parse(at ?? '')),
        )
        expect(asked[0]?.[0]).toBe(begin - 1000)
        expect(asked.at(-1)?.[1]).toBe(begin + length + 1000)
        for (const [index, [from = 0, to = 0]] of asked.entries()) {
          expect(to - from).toBeLessThanOrEqual(maxDays * DAY)
          expect(to - from).toBeGreaterThan(2000)
          if (index > 0) expect(from).toBe((asked[index - 1]?.[1] ?? 0) - 2000)
        }
      }),
    )
  })
})

describe('pages', () => {
  const page = (text: string, nextToken: string | null) => ({ data: [text], nextToken })

  test('that grow beyond what a month can hold, or name the next one by a text without end, are no answer', async () => {
    const mega = 'x'.repeat(2 ** 20)
    let asked = 0
    await expect(allPages({}, async () => page(mega, `t${asked++}`))).rejects.toBeInstanceOf(UnusableAnswer)
    expect(asked).toBe(65)
    const named = (length: number) => {
      const pages = [page('1', 'x'.repeat(length)), page('2', null)]
      return allPages({}, async () => pages.shift() ?? page('3', null))
    }
    await expect(named(4097)).rejects.toBeInstanceOf(UnusableAnswer)
    expect(await named(4096)).toEqual(['1', '2'])
    // What is whole is whole, however large.
    asked = 0
    expect(await allPages({}, async () => page(mega, asked++ < 64 ? `t${asked}` : null))).toHaveLength(65)
  })
})

describe('items', () => {
  test('with a prototype at any depth are set aside', () => {
    const deep = (inner: string) =>
      JSON.stringify({ ...ouraDocument('daily_sleep', '2026-10-05'), extra: { list: [1, 'here'] } }).replace('"here"', inner)
    for (const inner of ['{"__proto__":{"x":1}}', '[[{"a":{"\\u005f_proto__":1}}]]']) {
      const { items, quarantined } = documentsOf('daily_sleep', [deep(inner)], () => true)
      expect([items.length, quarantined[0]?.reason]).toEqual([0, '__proto__: not a field of a document'])
    }
    // As a word it is a word.
    expect(documentsOf('daily_sleep', [deep('"__proto__"')], () => true).items).toHaveLength(1)
  })

  test('whose id no database could keep are set aside', () => {
    const named = (id: string) => JSON.stringify({ ...ouraDocument('daily_sleep', '2026-10-05'), id: 'here' }).replace('"here"', id)
    const long = (length: number) => JSON.stringify('睡'.repeat(length))
    for (const id of ['"\\ud83d"', '"a\\udc00b"', '"a\\u0007"', '"\\u009f"', long(201), long(4000)])
      expect(
        documentsOf('daily_sleep', [named(id)], () => true).quarantined.map(({ reason }) => reason.slice(0, 3)),
        id,
      ).toEqual(['id:'])
    expect(documentsOf('daily_sleep', [named('"睡眠 \\ud83d\\ude34"')], () => true).items.map(({ id }) => id)).toEqual(['睡眠 😴'])
    expect(documentsOf('daily_sleep', [named(long(200))], () => true).items).toHaveLength(1)
  })

  test('of no moment of the calendar are set aside, and lost to nobody', () => {
    const row = JSON.stringify(heartRateRow(Date.UTC(2026, 9, 5)))
    const odd = row.replace(/"timestamp":"[^"]+"/, '"timestamp":"2026-13-45T99:00:00+00:00"')
    expect(odd).not.toBe(row)
    const { items, quarantined } = samplesOf('heartrate', [row, odd], 0, Date.UTC(2030, 0, 1))
    expect([items.map(({ body }) => body), quarantined.map(({ body }) => body)]).toEqual([[row], [odd]])
  })
})

describe('a refusal', () => {
  const NOW = Date.UTC(2026, 10, 1, 12)
  const of = (status: number, headers: Record<string, string> = {}) => refusal(status, '', new Headers(headers), NOW, false)

  test.each([
    [{}, 60_000],
    [{ 'retry-after': 'soon' }, 60_000],
    [{ 'retry-after': '', 'x-ratelimit-reset': '' }, 60_000],
    [{ 'retry-after': new Date(NOW + 90_000).toUTCString() }, 90_000],
    [{ 'x-ratelimit-reset': String(NOW / 1000 + 45) }, 45_000],
    [{ 'retry-after': '20', 'x-ratelimit-reset': String(NOW / 1000 + 45) }, 20_000],
    [{ 'retry-after': 'soon', 'x-ratelimit-reset': String(NOW / 1000 + 45) }, 45_000],
    [{ 'retry-after': '0' }, 1000],
    [{ 'retry-after': '99999' }, 900_000],
  ])('429 with %j and no date of its own: again after %i ms', (headers, wait) => {
    expect(of(429, headers)).toMatchObject({ kind: 'limited', retryAt: NOW + wait })
  })

  test('a scope is called by the name it has today', () => {
    const named = (scope: string) => refusal(401, `Token is not authorized access ${scope} scope.`, new Headers(), NOW, false).scope
    expect(['extapi:spo2Daily', 'spo2Daily', 'extapi:stress', 'daily'].map(named)).toEqual(['spo2', 'spo2', 'stress', 'daily'])
  })

  test.each([
    [204, 'unreachable'],
    [302, 'unreachable'],
    [399, 'unreachable'],
    [400, 'refused'],
    [499, 'refused'],
    [500, 'unreachable'],
    [599, 'unreachable'],
  ])('%i is %s', (status, kind) => {
    expect(of(status)).toMatchObject({ kind, status })
  })
})
