import 'server-only'
import type { Kysely } from 'kysely'
import { DERIVATION } from '@/lib/domain/metrics'
import { keepBackups } from './backups'
import { consoleIntoLog } from './console-lines'
import { deleteConnection, findConnection, replaceConnection } from './db/connections'
import { documentBounds } from './db/document-days'
import { clientOf, database } from './db/kysely'
import { metricBounds } from './db/metrics'
import type { Database } from './db/schema'
import { StorageError } from './db/storage-error'
import { ensureUser, listUsers, markDerived } from './db/users'
import { keepDemoExperiments } from './demo-experiments'
import { development, env, MisconfiguredError } from './env'
import { keepHouse } from './housekeeping'
import { keepImports } from './import-run'
import { keepKeys } from './key-rotation'
import { listensBeyond } from './listening'
import { log } from './log'
import { forgiveAtStart } from './oauth-app-entry'
import { offerUnkept } from './oauth-unkept'
import { secrets } from './secrets'
import { announceSetup } from './setup-code'
import { stopSyncs, syncUser, systemTools } from './sync'
import { rebuildMetrics } from './sync-metrics'
import { schedule } from './sync-scheduler'
import { DEMO_USER, isOwned } from './user'
import { keepWebhooks } from './webhook-upkeep'
import { keepFollowing } from './webhook-worker'

const HOUR_MS = 3_600_000

/** The demo ring as a person of its own, synced like everybody else. */
async function ensureDemo(db: Kysely<Database>, now: number): Promise<void> {
  await ensureUser(db, { id: DEMO_USER, oura_user_id: null, role: 'demo' }, now)
  if (!(await findConnection(db, DEMO_USER))) await replaceConnection(db, DEMO_USER, { kind: 'demo' }, now)
}

/** The demo wearer notes each day once it is over, for as long as the process lives. */
function keepDemo(db: Kysely<Database>, clock: () => number): void {
  const once = () => {
    keepDemoExperiments(db, clock()).catch((error: unknown) => log().error('demo.failed', { error }))
  }
  once()
  setInterval(once, HOUR_MS).unref()
}

/** Numbers that were lost, never derived, or derived as an older version did, while their documents are there. */
export async function mendMetrics(db: Kysely<Database>): Promise<void> {
  for (const { id, derived } of await listUsers(db)) {
    const lost = (await metricBounds(db, id)) === null && (await documentBounds(db, id, 'daily_activity')) !== null
    if (derived === DERIVATION && !lost) continue
    await rebuildMetrics(db, id)
    await markDerived(db, id)
  }
}

/**
 * Next ends the process itself, once the requests under way are answered: syncs stop at the signal, and the file is closed at the very end,
 * which folds its write-ahead log back in.
 */
function endCleanly(db: Kysely<Database>, stopScheduler: () => void): void {
  let asked = false
  const stop = () => {
    asked = true
    stopScheduler()
    void offerUnkept()
    void stopSyncs()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.once('exit', () => {
    const { kind, client } = clientOf(db)
    if (kind === 'sqlite') client.close()
    if (asked) process.exitCode = 0
  })
}

/**
 * Starts this process's work: configuration and keys read, database opened and migrated, the demo ring's last 30 days made, syncs
 * scheduled. Throws a MisconfiguredError or StorageError when the server cannot run.
 */
async function begin(): Promise<void> {
  const { DEMO, SYNC_INTERVAL_MINUTES } = env()
  secrets()
  if (!development) consoleIntoLog(log())
  if (!('ringsideGuarded' in globalThis))
    throw new MisconfiguredError(['Start Ringside with npm start: its guard against malformed requests is missing.'])
  const db = await database()
  if (listensBeyond(env()) && !(await isOwned(db))) await announceSetup(db)
  const tools = await systemTools()
  await forgiveAtStart(db, tools.now())
  const looking = [schedule(tools, SYNC_INTERVAL_MINUTES * 60_000), keepFollowing(tools)]
  endCleanly(db, () => {
    for (const { stop } of looking) stop()
  })
  if (DEMO === 'on') {
    await ensureDemo(db, tools.now())
    await syncUser(tools, DEMO_USER).today
    keepDemo(db, tools.now)
  } else await deleteConnection(db, DEMO_USER)
  mendMetrics(db).catch((error: unknown) => log().error('metrics.failed', { error }))
  keepHouse(db, tools.now)
  keepImports(db, tools.now)
  keepBackups(db, tools.now)
  keepKeys(db, tools.now)
  keepWebhooks()
}

/** Starts the server's own work, or ends the process with a plain sentence for each thing that is wrong. */
export async function boot(): Promise<void> {
  try {
    await begin()
  } catch (error) {
    if (!(error instanceof MisconfiguredError || error instanceof StorageError)) throw error
    process.stderr.write(`\n${error.message}\n\n`)
    process.exit(1)
  }
}
