import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rawPage } from '@/lib/server/raw-json'

/** JSON as servers write it: any spacing, any escape, keys in any order. */
const spacing = fc.constantFrom('', ' ', '\n', '\t ', '\r\n')
const keyed = fc.constantFrom('"data"', '"d\\u0061ta"')
const number = fc.constantFrom('1.0', '-0', '1e999', '1E-7', '0.10', '-1', '12345678901234567890')
const text = fc.oneof(
  fc.string({ unit: 'binary' }).map((value) => JSON.stringify(value)),
  fc.constantFrom('"\\""', '"\\\\"', '"]}"', '"\\u0022,"', '"\\ud83d"', '"[{\\\\\\""', '"__proto__"', '"\\/"'),
)
// Node 24.21 reads the keys of {"__proto__":{},"\\"":0} wrong once it has seen {"__proto__":{},"\\\\":0}: escapes in keys would test its JSON.parse.
const name = text.filter((key) => !key.includes('\\'))
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    number,
    text,
    fc.constantFrom('null', 'true', 'false', '[]', '{}'),
    fc.tuple(spacing, fc.array(tie('value'), { maxLength: 4 })).map(([gap, items]) => `[${gap}${items.join(`${gap},${gap}`)}${gap}]`),
    fc
      .tuple(spacing, fc.array(fc.tuple(fc.oneof(name, fc.constant('"__proto__"')), tie('value')), { maxLength: 4 }))
      .map(([gap, members]) => `{${gap}${members.map(([key, item]) => `${key}${gap}:${gap}${item}`).join(`,${gap}`)}${gap}}`),
  ),
}))

describe('rawPage', () => {
  test('hands out each document as it was sent, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 6 }),
        fc.option(fc.string()),
        spacing,
        keyed,
        fc.array(fc.tuple(text, value), { maxLength: 2 }),
        (items, token, gap, key, more) => {
          const others = more.filter(([name]) => !['data', 'next_token'].includes(JSON.parse(name)))
          const members = [
            ...others.map(([name, item]) => `${name}:${item}`),
            `${key}${gap}:${gap}[${gap}${items.join(`${gap},${gap}`)}${gap}]`,
            `"next_token":${gap}${JSON.stringify(token)}`,
          ]
          const body = `${gap}{${gap}${members.join(`${gap},${gap}`)}${gap}}${gap}`
          const page = rawPage(body)
          const parsed = JSON.parse(body)
          expect(page.data).toEqual(items)
          expect(page.data.map((item) => JSON.parse(item))).toEqual(parsed.data)
          expect(page.nextToken).toBe(parsed.next_token || null)
        },
      ),
      { numRuns: 1500 },
    )
  })

  test('the last of two keys of one name counts, as in JSON.parse', () => {
    expect(rawPage('{"data":[1],"data":[2,3],"next_token":"a","next_token":null}')).toEqual({ data: ['2', '3'], nextToken: null })
  })

  test('keeps numbers as they are written', () => {
    expect(rawPage('{"data":[{"a":1.0},{"a":1e999},{"a":0.10}]}').data).toEqual(['{"a":1.0}', '{"a":1e999}', '{"a":0.10}'])
  })

  test('an element that is no JSON does not cost its neighbours', () => {
    expect(rawPage('{"data":[{"a":NaN},{"a":1},nul,{"b" 2}],"next_token":null}').data).toEqual(['{"a":NaN}', '{"a":1}', 'nul', '{"b" 2}'])
  })

  test.each([
    '',
    ' ',
    '<!doctype html>',
    '[]',
    'null',
    '{}',
    '{"data":null}',
    '{"data":"soon","next_token":null}',
    '{"data":{"0":1}}',
    '{"data":[1,2',
    '{"data":[1,2]',
    '{"data":[1,,2]}',
    '{"data":[1,]}',
    '{"data":[,]}',
    '{"data":[1 2]}',
    '{"data":[{"a":"]}]}',
    '{"data":[]}x',
    '{"data":[]}{"data":[]}',
    '{"data":[],}',
    '{"data" []}',
    '{"data":[],"next_token":7}',
    '{"data":[],"next_token":nul}',
    '\ufeff{"data":[]}',
    '{"data":[]\u00a0}',
    '{\u0000"data":[]}',
  ])('refuses %j', (body) => {
    expect(() => rawPage(body)).toThrow(SyntaxError)
  })

  test('what it accepts of valid JSON, JSON.parse reads alike; and it throws nothing but SyntaxError', () => {
    const whole = '{"data":[{"id":"a","met":{"items":[0.9,1.0]}},{"id":"b","t":"x\\"y"}],"next_token":"n"}'
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length), fc.nat(3), fc.constantFrom('', '"', '[', ']', '{', '}', ',', ':', '\\', ' ', '0', 'é')), {
          minLength: 1,
          maxLength: 4,
        }),
        (edits) => {
          const body = edits.reduce((text, [at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut), whole)
          let page: ReturnType<typeof rawPage> | null = null
          try {
            page = rawPage(body)
          } catch (error) {
            expect(error).toBeInstanceOf(SyntaxError)
          }
          let parsed: { data: unknown[]; next_token?: unknown } | null = null
          try {
            parsed = JSON.parse(body)
          } catch {}
          if (page && parsed) expect(page.data.map((item) => JSON.parse(item))).toEqual(parsed.data)
          if (!page && parsed) expect(Array.isArray(parsed.data) && typeof (parsed.next_token ?? '') === 'string').toBe(false)
        },
      ),
      { numRuns: 5000 },
    )
  })

  test('a page of millions of elements is refused before it fills the memory', () => {
    expect(() => rawPage(`{"data":[${'1,'.repeat(2_000_000)}1]}`)).toThrow(SyntaxError)
  })

  test('a megabyte of nesting costs no stack', () => {
    const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`
    expect(rawPage(`{"data":[${deep},1]}`).data).toEqual([deep, '1'])
  })
})
