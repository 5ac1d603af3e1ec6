import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COLLECTION_NAMES, COLLECTIONS, type Collection, isSampleCollection } from '@/lib/oura/collections'
import { ouraClient } from '@/lib/server/oura-client'
import { documentsOf, samplesOf } from '@/lib/server/oura-client-items'
import { host } from '@/lib/server/oura-client-limits'
import { OuraError } from '@/lib/server/oura-source'
import { rawPage } from '@/lib/server/raw-json'
import { heartRateRow, ouraDocument } from '../fixtures/oura-document'
import { virtualClock } from '../setup/virtual-clock'
import { type StandIn, startStandIn } from '../stand-in/stand-in'

const DAY = '2026-10-05'
const NOON = Date.parse(`${DAY}T12:00:00Z`)

const good = (collection: Collection) =>
  isSampleCollection(collection)
    ? { ...heartRateRow(NOON), level: 80, charging: null }
    : ouraDocument(collection, DAY, '+02:00', collection === 'daily_activity' ? { class_5_min: null } : {})

// Values that a broken server might put anywhere: JSON texts, so that 1e999 and a key __proto__ stay what they are.
const odd = fc.constantFrom(
  'null',
  '1e999',
  '-1',
  '0',
  '""',
  '"NaN"',
  '[]',
  '{}',
  '[null]',
  '{"__proto__":{"x":1}}',
  '"\\u0000"',
  'true',
  'NaN',
  '"2026-13-45"',
)

/** A document with fields changed, dropped or added. */
const document = (collection: Collection) =>
  fc
    .dictionary(fc.constantFrom(...Object.keys(good(collection)), '__proto__', 'constructor', 'extra'), fc.option(odd, { freq: 6 }), {
      maxKeys: 3,
      noNullPrototype: true,
    })
    .map((changes) => {
      const fields = new Map(Object.entries(good(collection)).map(([key, value]) => [key, JSON.stringify(value)]))
      for (const [key, text] of Object.entries(changes)) text === null ? fields.delete(key) : fields.set(key, text)
      return `{${[...fields].map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`
    })

/** A page of them, sometimes with bytes knocked out or put in. */
const body = (collection: Collection) =>
  fc
    .tuple(
      fc.array(fc.oneof({ weight: 4, arbitrary: document(collection) }, { weight: 1, arbitrary: odd }), { maxLength: 4 }),
      fc.option(
        fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(4), fc.constantFrom('', '"', '{', ']', '}', ',', '\u0000', 'é', '\\')),
        { freq: 2 },
      ),
    )
    .map(([documents, edit]) => {
      const text = `{"data":[${documents.join(',')}],"next_token":null}`
      if (!edit) return text
      const at = Math.floor(edit[0] * text.length)
      return text.slice(0, at) + edit[2] + text.slice(at + edit[1])
    })

/** What may go into the archive: nothing that its schema refuses, nothing outside the range, no prototype. */
function expectSound(collection: Collection, items: readonly { body: string; id?: string; day?: string | null; at?: number }[]) {
  for (const item of items) {
    const value = JSON.parse(item.body)
    if (!COLLECTIONS[collection].schema.safeParse(value).success) throw new Error(`an unsound ${collection} was let in`)
    if (Object.hasOwn(value, '__proto__')) throw new Error('a prototype was let in')
    if ('id' in item && (item.id === '' || item.id !== value.id)) throw new Error('an id is wrong')
    if (item.day && item.day !== DAY) throw new Error('a day is out of range')
    if ('at' in item && !(typeof item.at === 'number' && item.at >= NOON && item.at < NOON + 1)) throw new Error('a row is out of range')
  }
}

describe('10,000 bodies', () => {
  const perCollection = Math.ceil(10_000 / COLLECTION_NAMES.length)
  const times: number[] = []

  test.each(COLLECTION_NAMES)('%s: no crash, nothing unsound, nothing lost', (collection) => {
    let pages = 0
    fc.assert(
      fc.property(body(collection), (text) => {
        const started = performance.now()
        let texts: string[]
        try {
          texts = rawPage(text).data
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError)
          return
        }
        const fetched = isSampleCollection(collection)
          ? samplesOf(collection, texts, NOON, NOON + 1)
          : documentsOf(collection, texts, (day) => day === DAY)
        times.push(performance.now() - started)
        pages++
        expectSound(collection, fetched.items)
        for (const { body, reason } of fetched.quarantined)
          if (!texts.includes(body) || reason === '') throw new Error('not set aside as it was')
      }),
      { numRuns: perCollection },
    )
    expect(pages).toBeGreaterThan(perCollection / 4)
  })

  test('99 of 100 are read within 20 ms', () => {
    expect(times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)]).toBeLessThan(20)
  })
})

describe('1,000 bodies through HTTP', () => {
  let standIn: StandIn
  beforeAll(async () => {
    standIn = await startStandIn({ accounts: [{ name: 'one', tokens: ['a'] }] })
  })
  afterAll(() => standIn.close())

  test('each ends in sound documents or in an OuraError', async () => {
    const collections = fc.constantFrom('daily_sleep', 'sleep', 'workout', 'enhanced_tag', 'heartrate')
    const sent = collections.chain((collection) => fc.tuple(fc.constant(collection), body(collection)))
    let answered = 0
    await fc.assert(
      fc.asyncProperty(sent, async ([collection, text]) => {
        standIn.clearFaults()
        standIn.fault({ kind: 'wrong-type', body: text })
        const clock = virtualClock()
        const client = ouraClient({ baseUrl: standIn.url, token: async () => 'a', clock, host: host(clock) })
        try {
          const asked = collection === 'heartrate' ? client.samples(collection, NOON, NOON + 1) : client.documents(collection, DAY, DAY)
          expectSound(collection, (await asked).items)
          answered++
        } catch (error) {
          expect(error).toBeInstanceOf(OuraError)
        }
      }),
      { numRuns: 1000 },
    )
    expect(answered).toBeGreaterThan(250)
  })
})
