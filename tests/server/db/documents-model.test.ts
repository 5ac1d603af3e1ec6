import fc from 'fast-check'
import type { Kysely } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { addDays, type Day } from '@/lib/domain/day'
import { listDocuments, readDocumentBodies, replaceDocuments, tombstoneDocuments, upsertDocuments } from '@/lib/server/db/documents'
import { readRevisions } from '@/lib/server/db/revisions'
import type { Database } from '@/lib/server/db/schema'
import { ensureUser } from '@/lib/server/db/users'
import { DIALECTS, testDatabase } from '../../setup/databases'

type Document = { id: string; day: Day; body: string }
/** What the archive should hold: living documents, and for each id every body it has had to let go of, oldest first. */
type Model = { living: Map<string, Document>; past: Map<string, string[]> }
/** One step, as Oura and its network might cause it; `clock` may stand still or go backwards. */
type Step =
  | { kind: 'upsert'; documents: Document[]; clock: number }
  | { kind: 'replace'; from: Day; to: Day; documents: Document[]; clock: number }
  | { kind: 'tombstone'; ids: string[]; clock: number }
  | { kind: 'broken'; documents: Document[]; clock: number }

const START = '2026-03-01'
const id = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const day = fc.integer({ min: 0, max: 6 }).map((count) => addDays(START, count))
const document: fc.Arbitrary<Document> = fc
  .record({ id, day, score: fc.integer({ min: 0, max: 3 }) })
  .map((made) => ({ id: made.id, day: made.day, body: `{"id":"${made.id}","day":"${made.day}","score":${made.score}}` }))
const documents = fc.array(document, { maxLength: 6 })
const clock = fc.integer({ min: 1, max: 50 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('upsert' as const), documents, clock }),
  fc
    .record({ kind: fc.constant('replace' as const), ends: fc.tuple(day, day), documents, clock })
    .map(({ ends, ...rest }) => ({ ...rest, from: ends[0] < ends[1] ? ends[0] : ends[1], to: ends[0] < ends[1] ? ends[1] : ends[0] })),
  fc.record({ kind: fc.constant('tombstone' as const), ids: fc.array(id, { maxLength: 3 }), clock }),
  fc.record({ kind: fc.constant('broken' as const), documents, clock }),
)

function letGo(model: Model, name: string): void {
  const old = model.living.get(name)
  if (old) model.past.set(name, [...(model.past.get(name) ?? []), old.body])
  model.living.delete(name)
}

function take(model: Model, arriving: readonly Document[]): void {
  for (const [name, latest] of new Map(arriving.map((each) => [each.id, each]))) {
    if (model.living.get(name)?.body === latest.body) continue
    letGo(model, name)
    model.living.set(name, latest)
  }
}

function applyToModel(model: Model, move: Step): void {
  if (move.kind === 'upsert') take(model, move.documents)
  if (move.kind === 'tombstone') for (const name of move.ids) letGo(model, name)
  if (move.kind !== 'replace') return
  take(model, move.documents)
  const sent = new Set(move.documents.map((each) => each.id))
  for (const [name, held] of model.living) if (!sent.has(name) && held.day >= move.from && held.day <= move.to) letGo(model, name)
}

async function applyToArchive(db: Kysely<Database>, user: string, move: Step): Promise<void> {
  if (move.kind === 'upsert') await upsertDocuments(db, user, 'sleep', move.documents, move.clock)
  if (move.kind === 'tombstone') await tombstoneDocuments(db, user, 'sleep', move.ids, move.clock)
  if (move.kind === 'replace') await replaceDocuments(db, user, 'sleep', { from: move.from, to: move.to }, move.documents, move.clock)
  if (move.kind === 'broken') {
    // The database refuses the last one, after revisions were kept: nothing of the batch may stay.
    const broken = [...move.documents, { id: null as unknown as string, day: START, body: '{}' }]
    await expect(upsertDocuments(db, user, 'sleep', broken, move.clock)).rejects.toThrow()
  }
}

describe.each(DIALECTS)('the documents of %s against a model', (dialect) => {
  let db: Kysely<Database>
  let people = 0
  beforeAll(async () => {
    db = await testDatabase(dialect)
  })

  test('whatever is sent, rewritten, moved, removed, repeated, restored or cut off: the archive holds what the model holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (moves) => {
        people += 1
        const { id: user } = await ensureUser(db, { id: `person-${people}`, oura_user_id: null, role: 'member' }, 0)
        const model: Model = { living: new Map(), past: new Map() }
        for (const move of moves) {
          applyToModel(model, move)
          await applyToArchive(db, user, move)
          // Sync may repeat any step at any time: the second time changes nothing.
          if (move.kind === 'upsert') await applyToArchive(db, user, move)
        }
        const expected = [...model.living.values()].sort((a, b) => (a.day + a.id < b.day + b.id ? -1 : 1))
        expect(await readDocumentBodies(db, user, 'sleep', { from: START, to: addDays(START, 6) })).toEqual(
          expected.map((held) => held.body),
        )
        expect((await listDocuments(db, user, 'sleep', null)).map((held) => held.id)).toEqual([...model.living.keys()].sort())
        for (const [name, bodies] of model.past)
          expect((await readRevisions(db, user, 'sleep', name)).map((revision) => revision.body)).toEqual(bodies.toReversed())
      }),
      { numRuns: dialect === 'sqlite' ? 300 : 120 },
    )
  })
})
