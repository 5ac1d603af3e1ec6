import { z } from 'zod'
import { COLLECTION_NAMES, type Collection } from '@/lib/oura/collections'

const where = {
  /** Which collection it befalls; all of them when absent. */
  collection: z
    .enum([...COLLECTION_NAMES, 'personal_info', 'oauth-token', 'oauth-revoke', 'webhook'] as [
      Collection,
      ...Collection[],
      'personal_info',
      'oauth-token',
      'oauth-revoke',
      'webhook',
    ])
    .optional(),
  /** Whose requests, by account name; everybody's when absent. */
  account: z.string().optional(),
  /** How many matching requests it befalls; for ever when absent. */
  times: z.int().positive().optional(),
  /** How many matching requests pass unharmed before. */
  after: z.int().nonnegative().optional(),
}
const milliseconds = z.number().nonnegative()

/** Everything that can go wrong at Oura (reliability §3), as JSON. */
const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...where, kind: z.literal('latency'), ms: milliseconds }),
  z.strictObject({ ...where, kind: z.literal('header-stall') }),
  z.strictObject({ ...where, kind: z.literal('body-stall'), bytes: z.int().nonnegative().default(16) }),
  z.strictObject({ ...where, kind: z.literal('drip'), bytes: z.int().positive().default(1), ms: milliseconds.default(20) }),
  z.strictObject({ ...where, kind: z.literal('cut'), at: z.enum(['headers', 'body']).default('headers') }),
  z.strictObject({ ...where, kind: z.literal('html'), status: z.int().default(200) }),
  z.strictObject({ ...where, kind: z.literal('empty') }),
  z.strictObject({ ...where, kind: z.literal('truncated') }),
  z.strictObject({ ...where, kind: z.literal('wrong-type'), body: z.string().default('{"data":"soon","next_token":null}') }),
  z.strictObject({ ...where, kind: z.literal('bom') }),
  z.strictObject({ ...where, kind: z.literal('utf-16') }),
  z.strictObject({ ...where, kind: z.literal('gzip') }),
  /** Puts these texts between the true documents; without any, one of each bad kind. */
  z.strictObject({ ...where, kind: z.literal('bad-items'), items: z.array(z.string()).optional() }),
  z.strictObject({ ...where, kind: z.literal('reversed') }),
  z.strictObject({
    ...where,
    kind: z.literal('oversize'),
    bytes: z
      .int()
      .positive()
      .default(17 * 2 ** 20),
  }),
  z.strictObject({
    ...where,
    kind: z.literal('gzip-bomb'),
    bytes: z
      .int()
      .positive()
      .default(256 * 2 ** 20),
  }),
  z.strictObject({ ...where, kind: z.literal('status'), status: z.int().min(400).max(599), body: z.string().default('') }),
  z.strictObject({
    ...where,
    kind: z.literal('rate-limit'),
    how: z.enum(['seconds', 'date', 'reset', 'none']).default('seconds'),
    seconds: z.number().default(30),
  }),
  z.strictObject({ ...where, kind: z.literal('redirect'), to: z.string().default('https://cloud.ouraring.com/user/sign-in') }),
  z.strictObject({ ...where, kind: z.literal('cursor'), mode: z.enum(['same', 'alternating', 'endless']).default('same') }),
  z.strictObject({ ...where, kind: z.literal('pages'), mode: z.enum(['duplicate', 'overlap']), rows: z.int().positive().default(10) }),
])
export type Fault = z.output<typeof faultSchema>
export type FaultInput = z.input<typeof faultSchema>

/** The faults that are switched on. */
export class FaultBoard {
  readonly #active: { fault: Fault; seen: number }[] = []

  /** Switches one on; the answer switches it off. Throws ZodError when it is none. */
  add(input: unknown): () => void {
    const entry = { fault: faultSchema.parse(input), seen: 0 }
    this.#active.push(entry)
    return () => {
      const index = this.#active.indexOf(entry)
      if (index >= 0) this.#active.splice(index, 1)
    }
  }

  clear(): void {
    this.#active.length = 0
  }

  list(): Fault[] {
    return this.#active.map(({ fault }) => fault)
  }

  /** The faults that befall this request. Counts it. */
  take(collection: string, account: string | null): Fault[] {
    return this.#active
      .filter(({ fault }) => (fault.collection ?? collection) === collection && (fault.account ?? account) === account)
      .filter((entry) => {
        const turn = entry.seen++ - (entry.fault.after ?? 0)
        return turn >= 0 && turn < (entry.fault.times ?? Number.POSITIVE_INFINITY)
      })
      .map(({ fault }) => fault)
  }
}
