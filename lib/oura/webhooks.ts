import { z } from 'zod'
import { COLLECTION_NAMES, COLLECTIONS, type DocumentCollection } from './collections'

/** The collections whose documents Oura announces, by the name it gives them there, which has no capital letters: `vO2_max` is `vo2_max`. */
const ANNOUNCED = new Map(
  COLLECTION_NAMES.filter((name): name is DocumentCollection => COLLECTIONS[name].single).map((name) => [name.toLowerCase(), name]),
)

/** The collection that a data type of an announcement is about; null for one that has none (`meal`), or that is not known here. */
export const collectionOfType = (dataType: string): DocumentCollection | null => ANNOUNCED.get(dataType) ?? null

const EVENT_TYPES = ['create', 'update', 'delete'] as const

/** Every kind of event that Oura can be asked to announce: each data type that has a collection, made, changed and removed. */
export const SUBSCRIPTIONS = [...ANNOUNCED.keys()].flatMap((data_type) => EVENT_TYPES.map((event_type) => ({ data_type, event_type })))

/** What Oura sends when something of a person changed; the document itself is not in it. */
export const announcement = z.looseObject({
  event_type: z.enum(EVENT_TYPES),
  data_type: z.string(),
  object_id: z.string().regex(/^[\w-]{1,128}$/),
  user_id: z.string().min(1).max(128),
})

/** A subscription as Oura describes it. */
export const subscription = z.looseObject({
  id: z.string().regex(/^[\w-]{1,128}$/),
  callback_url: z.string(),
  event_type: z.string(),
  data_type: z.string(),
  expiration_time: z.string(),
})
