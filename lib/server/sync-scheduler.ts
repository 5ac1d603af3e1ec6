import 'server-only'
import { isOfAnotherClock, troubleOf } from './connection'
import { type Connection, listConnections } from './db/connections'
import { type SyncTools, syncUser } from './sync'
import { isLeased } from './sync-lease'

const TICK_MS = 5_000
const MINUTE_MS = 60_000
/** The demo ring's today fills as fast as its wearer lives. */
const DEMO_INTERVAL_MS = 5 * MINUTE_MS
/** Up to so many people need no spreading: eight requests at once are nothing to Oura. */
const FEW = 8

export type Schedule = {
  /** Starts every sync whose time has come. Answers how many. */
  tick(): Promise<number>
  stop(): void
}

/** When a connection's next sync is due by what the database says, epoch ms (0: long ago); null for never. */
export function dueAt(connection: Connection, interval: number, now: number): number | null {
  const trouble = troubleOf(connection)
  if (trouble === 'token') return null
  if (isOfAnotherClock(connection, now)) return 0
  if (trouble && connection.retry_at !== null) return connection.retry_at
  return (connection.last_attempt_at ?? 0) + (connection.kind === 'demo' ? DEMO_INTERVAL_MS : interval)
}

/**
 * Syncs everybody every `interval` ms. After a start of the process everyone is due (a history may have been interrupted), and, when there
 * are many, each at a moment of their own within the first minute, as they are after an outage.
 */
export function schedule(tools: SyncTools, interval: number): Schedule {
  const begun = tools.now()
  const delays = new Map<string, number>()
  const delayOf = (userId: string, many: boolean) => {
    const known = delays.get(userId) ?? (many ? tools.random() * MINUTE_MS : tools.random() * 2_000)
    delays.set(userId, known)
    return known
  }
  const tick = async () => {
    const now = tools.now()
    const connections = await listConnections(tools.db)
    let started = 0
    for (const connection of connections) {
      const userId = connection.user_id
      const due = dueAt(connection, interval, now)
      if (due === null || isLeased(connection, now)) continue
      // Whoever mended keys or settings has just started this process: it is tried at once, not when the failure said.
      const first = (connection.last_attempt_at ?? 0) < begun && [null, 'misconfigured'].includes(troubleOf(connection))
      const delay = delayOf(userId, connections.length > FEW)
      if (now < (first ? begun : due) + delay) continue
      delays.delete(userId)
      syncUser(tools, userId)
      started += 1
    }
    return started
  }
  let failing = false
  const look = async () => {
    try {
      await tick()
      if (failing) tools.log.change('scheduler', 'well', 'info', 'sync.resumed')
      failing = false
    } catch (error) {
      failing = true
      tools.log.change('scheduler', 'failed', 'error', 'sync.failed', { error })
    }
  }
  const timer = setInterval(() => void look(), TICK_MS)
  timer.unref()
  return { tick, stop: () => clearInterval(timer) }
}
