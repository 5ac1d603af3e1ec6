import { type Day, utcDay } from '@/lib/domain/day'
import type { Collection, DocumentCollection, SampleCollection } from '@/lib/oura/collections'
import { type Fetched, OuraError, type OuraSource, type RawDocument, type RawSample } from '@/lib/server/oura-source'

/** An Oura in memory: what it has, what it refuses, and what it was asked. */
export class MemoryOura implements OuraSource {
  readonly has = new Map<DocumentCollection, Map<string, RawDocument>>()
  readonly rows = new Map<SampleCollection, RawSample[]>()
  readonly asked: { collection: Collection | 'personal_info' | 'document'; from: string; to: string }[] = []
  /** Called before every answer; what it throws is the answer. */
  fault: (collection: Collection | 'personal_info' | 'document') => void = () => {}
  #serial = 0

  put(collection: DocumentCollection, day: Day | null, more: Record<string, unknown> = {}): RawDocument {
    const id = String(more.id ?? `${collection}-${this.#serial++}`)
    const field = collection === 'enhanced_tag' || collection === 'rest_mode_period' ? 'start_day' : 'day'
    const document = { id, day, body: JSON.stringify({ id, ...(day ? { [field]: day } : {}), ...more }) }
    this.#of(collection).set(id, document)
    return document
  }

  remove(collection: DocumentCollection, id: string): void {
    this.#of(collection).delete(id)
  }

  addSample(collection: SampleCollection, at: number, value: number): void {
    const timestamp = new Date(at).toISOString().replace('Z', '+00:00')
    const row = collection === 'heartrate' ? { timestamp, bpm: value, source: 'awake' } : { timestamp, level: value }
    const rows = this.rows.get(collection) ?? []
    this.rows.set(
      collection,
      [...rows, { at, body: JSON.stringify(row) }].sort((a, b) => a.at - b.at),
    )
  }

  all(collection: DocumentCollection): RawDocument[] {
    return [...this.#of(collection).values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  async personalInfo() {
    this.#ask('personal_info', '', '')
    return { id: 'account', body: '{"id":"account","age":36}' }
  }

  async documents(collection: DocumentCollection, from: Day, to: Day, signal?: AbortSignal) {
    this.#ask(collection, from, to)
    await new Promise((resolve) => setImmediate(resolve))
    signal?.throwIfAborted()
    const items = this.all(collection).filter(({ day }) => day === null || (day >= from && day <= to))
    return { items, quarantined: [] }
  }

  async document(collection: DocumentCollection, id: string) {
    this.#ask('document', collection, id)
    const found = this.#of(collection).get(id)
    if (!found) throw new OuraError('missing', 'gone', { status: 404 })
    return found
  }

  async samples(collection: SampleCollection, from: number, to: number, signal?: AbortSignal): Promise<Fetched<RawSample>> {
    this.#ask(collection, utcDay(from), utcDay(to - 1))
    await new Promise((resolve) => setImmediate(resolve))
    signal?.throwIfAborted()
    return { items: (this.rows.get(collection) ?? []).filter(({ at }) => at >= from && at < to), quarantined: [] }
  }

  #of(collection: DocumentCollection) {
    const known = this.has.get(collection) ?? new Map<string, RawDocument>()
    this.has.set(collection, known)
    return known
  }

  #ask(collection: Collection | 'personal_info' | 'document', from: string, to: string) {
    this.asked.push({ collection, from, to })
    this.fault(collection)
  }
}
