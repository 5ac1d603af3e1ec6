import { instantOf } from './local-clock'

/** Oura sometimes leaves two documents of one kind for a day: the later, then the greater id, in whatever order they come. */
export function newest<Doc extends { id: string; timestamp?: unknown }>(docs: readonly Doc[] | undefined): Doc | undefined {
  const moment = (doc: Doc) => (typeof doc.timestamp === 'string' ? instantOf(doc.timestamp) : 0)
  return docs?.reduce<Doc | undefined>((best, doc) => {
    if (!best) return doc
    const later = moment(doc) - moment(best)
    return later > 0 || (later === 0 && doc.id > best.id) ? doc : best
  }, undefined)
}
