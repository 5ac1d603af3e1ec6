import fc from 'fast-check'
import { COLLECTION_NAMES, isSampleCollection } from '@/lib/oura/collections'
import { documentsOf, samplesOf } from '@/lib/server/oura-client-items'
import { rawPage } from '@/lib/server/raw-json'
import { BROKEN_AT, BROKEN_DAY, brokenPage } from '../fixtures/broken-page'
import { type Row, ratio } from './report'

const PAGES = 10_000
const at = (times: readonly number[], share: number) => times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0

/** How long the worst of ten thousand broken pages of Oura keep the process, against JSON.parse of the same. */
export function timeParsing(): Row {
  const [ours, bare]: [number[], number[]] = [[], []]
  const timed = (times: number[], read: () => unknown) => {
    const begun = performance.now()
    try {
      read()
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
    times.push(performance.now() - begun)
  }
  for (const collection of COLLECTION_NAMES)
    for (const text of fc.sample(brokenPage(collection), { numRuns: Math.ceil(PAGES / COLLECTION_NAMES.length), seed: 1 })) {
      timed(bare, () => JSON.parse(text))
      timed(ours, () => {
        const { data } = rawPage(text)
        return isSampleCollection(collection)
          ? samplesOf(collection, data, BROKEN_AT, BROKEN_AT + 1)
          : documentsOf(collection, data, (day) => day === BROKEN_DAY)
      })
    }
  const figure = (times: readonly number[]) => `p50 ${at(times, 0.5).toFixed(2)} ms, p99 ${at(times, 0.99).toFixed(2)} ms`
  return {
    what: 'A broken page of Oura read and judged, of 10,000',
    ours: figure(ours),
    yardstick: `JSON.parse ${figure(bare)}`,
    ratio: ratio(at(ours, 0.99), at(bare, 0.99)),
    budget: '≤ 20 ms p99',
  }
}
