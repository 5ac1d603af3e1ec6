import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '@/lib/domain/day'
import type { DocumentCollection } from '@/lib/oura/collections'
import { OuraError } from '@/lib/server/oura-source'
import { testDatabase } from '../setup/databases'
import { MemoryOura } from './memory-oura'
import { archived, HOUR, person, withoutDisk } from './sync-bench'

// Oura, as it may treat two weeks of one person: what the archive then shows has to be what Oura has, whatever happened on the way.

const TODAY = '2026-11-23'
const COLLECTIONS = ['sleep', 'daily_activity', 'enhanced_tag'] as const
const day = fc.integer({ min: 0, max: 12 }).map((ago) => addDays(TODAY, -ago))
const collection = fc.constantFrom(...COLLECTIONS)
const id = fc.integer({ min: 0, max: 7 }).map((number) => `d${number}`)

type Step =
  | { kind: 'write'; collection: DocumentCollection; id: string; day: string; body: number }
  | { kind: 'delete'; collection: DocumentCollection; id: string }
  | { kind: 'twice'; collection: DocumentCollection; id: string }
  | { kind: 'reorder' }
  | { kind: 'crash'; after: number }
  | { kind: 'outage'; after: number }
  | { kind: 'sync' }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('write' as const), collection, id, day, body: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), collection, id }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('twice' as const), collection, id }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reorder' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), after: fc.integer({ min: 1, max: 25 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('outage' as const), after: fc.integer({ min: 0, max: 25 }) }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'sync' as const }) },
)

/** An Oura whose pages overlap and come in another order when it is told so. */
class RestlessOura extends MemoryOura {
  isReversed = false
  readonly doubled = new Set<string>()
  override async documents(...ask: Parameters<MemoryOura['documents']>) {
    const { items, quarantined } = await super.documents(...ask)
    const all = [...items, ...items.filter((item) => this.doubled.has(`${ask[0]} ${item.id}`))]
    return { items: this.isReversed ? all.reverse() : all, quarantined }
  }
}

const shown = (oura: MemoryOura) =>
  Object.fromEntries(
    COLLECTIONS.flatMap((name) => {
      const bodies = oura.all(name).map((document): [string, string] => [document.id, document.body])
      return bodies.length > 0 ? [[name, Object.fromEntries(bodies)]] : []
    }),
  )

const db = await testDatabase('sqlite')
withoutDisk(db)

test('the archive is what Oura has, after whatever was written, moved, deleted, doubled, reordered and interrupted', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const oura = new RestlessOura()
      // An account as old as the window: its history ends at once.
      oura.put('daily_sleep', addDays(TODAY, -20), { id: 'first' })
      const one = await person(db, oura)
      await one.prepare()
      for (const act of steps) {
        one.clock.now += HOUR
        if (act.kind === 'write') oura.put(act.collection, act.day, { id: act.id, score: act.body })
        if (act.kind === 'delete') oura.remove(act.collection, act.id)
        if (act.kind === 'twice') oura.doubled.add(`${act.collection} ${act.id}`)
        if (act.kind === 'reorder') oura.isReversed = !oura.isReversed
        if (act.kind === 'sync') await one.sync()
        if (act.kind === 'crash' || act.kind === 'outage') {
          let left = act.after
          oura.fault = () => {
            if (left-- > 0) return
            throw act.kind === 'crash' ? new Error('the process ends here') : new OuraError('unreachable', 'no answer')
          }
          await one.sync()
          oura.fault = () => {}
        }
      }
      // A night later everything of the last two weeks is asked for again, and whatever was left alone is tried again.
      one.clock.now += 25 * HOUR
      expect(await one.sync()).toBe('done')
      const { daily_sleep: _, ...rest } = await archived(db, one.userId)
      expect(rest).toEqual(shown(oura))
      const changes = await db.selectFrom('document').select(['id', 'fetched_at']).where('user_id', '=', one.userId).execute()
      one.clock.now += HOUR
      await one.sync()
      expect(await db.selectFrom('document').select(['id', 'fetched_at']).where('user_id', '=', one.userId).execute()).toEqual(changes)
    }),
    { numRuns: 100 },
  )
}, 120_000)
