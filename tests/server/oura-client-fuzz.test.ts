import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COLLECTION_NAMES, COLLECTIONS, type Collection, isSampleCollection } from '@/lib/oura/collections'
import { ouraClient } from '@/lib/server/oura-client'
import { documentsOf, samplesOf } from '@/lib/server/oura-client-items'
import { host } from '@/lib/server/oura-client-limits'
import { OuraError } from '@/lib/server/oura-source'
import { rawPage } from '@/lib/server/raw-json'
import { BROKEN_AT, BROKEN_DAY, brokenPage } from '../fixtures/broken-page'
import { virtualClock } from '../setup/virtual-clock'
import { type StandIn, startStandIn } from '../stand-in/stand-in'

/** What may go into the archive: nothing that its schema refuses, nothing outside the range, no prototype. */
function expectSound(collection: Collection, items: readonly { body: string; id?: string; day?: string | null; at?: number }[]) {
  for (const item of items) {
    const value = JSON.parse(item.body)
    if (!COLLECTIONS[collection].schema.safeParse(value).success) throw new Error(`an unsound ${collection} was let in`)
    if (Object.hasOwn(value, '__proto__')) throw new Error('a prototype was let in')
    if ('id' in item && (item.id === '' || item.id !== value.id)) throw new Error('an id is wrong')
    if (item.day && item.day !== BROKEN_DAY) throw new Error('a day is out of range')
    if ('at' in item && !(typeof item.at === 'number' && item.at >= BROKEN_AT && item.at < BROKEN_AT + 1))
      throw new Error('a row is out of range')
  }
}

describe('10,000 bodies', () => {
  const perCollection = Math.ceil(10_000 / COLLECTION_NAMES.length)

  test.each(COLLECTION_NAMES)('%s: no crash, nothing unsound, nothing lost', (collection) => {
    let pages = 0
    fc.assert(
      fc.property(brokenPage(collection), (text) => {
        let texts: string[]
        try {
          texts = rawPage(text).data
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError)
          return
        }
        const fetched = isSampleCollection(collection)
          ? samplesOf(collection, texts, BROKEN_AT, BROKEN_AT + 1)
          : documentsOf(collection, texts, (day) => day === BROKEN_DAY)
        pages++
        expectSound(collection, fetched.items)
        for (const { body, reason } of fetched.quarantined)
          if (!texts.includes(body) || reason === '') throw new Error('not set aside as it was')
      }),
      { numRuns: perCollection },
    )
    expect(pages).toBeGreaterThan(perCollection / 4)
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
    const sent = collections.chain((collection) => fc.tuple(fc.constant(collection), brokenPage(collection)))
    let answered = 0
    await fc.assert(
      fc.asyncProperty(sent, async ([collection, text]) => {
        standIn.clearFaults()
        standIn.fault({ kind: 'wrong-type', body: text })
        const clock = virtualClock()
        const client = ouraClient({ baseUrl: standIn.url, token: async () => 'a', clock, host: host(clock) })
        try {
          const asked =
            collection === 'heartrate'
              ? client.samples(collection, BROKEN_AT, BROKEN_AT + 1)
              : client.documents(collection, BROKEN_DAY, BROKEN_DAY)
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
