import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'

// Next gives routes and instrumentation their own copies of a module; an id given in one must be found in the other.
const shared = globalThis as typeof globalThis & { ringsideRequest?: AsyncLocalStorage<string> }
shared.ringsideRequest ??= new AsyncLocalStorage()
const running = shared.ringsideRequest

/** Does `work`, and whatever it sets off, as part of this request: every line of the log that comes of it carries the id. */
export const asRequest = <T>(id: string, work: () => T): T => running.run(id, work)

/** The id of the request that this is part of; undefined outside of any. */
export const requestId = (): string | undefined => running.getStore()
