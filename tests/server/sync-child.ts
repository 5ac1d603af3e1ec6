// A process that syncs one person from an Oura on loopback, to be killed: node --import ./tests/setup/resolve.mjs <this> <dataDir> <url> <token>
import { findConnection, replaceConnection } from '@/lib/server/db/connections'
import { openDatabase } from '@/lib/server/db/kysely'
import { ensureUser } from '@/lib/server/db/users'
import { createLog } from '@/lib/server/log'
import { ouraClient } from '@/lib/server/oura-client'
import { syncUser } from '@/lib/server/sync'

const [dataDir = '', baseUrl = '', token = '', now = '0'] = process.argv.slice(2)
const db = await openDatabase({ dataDir })
await ensureUser(db, { id: 'ann', oura_user_id: 'ann', role: 'owner' }, 0)
if (!(await findConnection(db, 'ann'))) await replaceConnection(db, 'ann', { kind: 'token' }, 0)
const source = ouraClient({ baseUrl, token: async () => token })
const log = createLog('silent', { write: () => undefined })
process.stdout.write('begin\n')
const end = await syncUser({ db, sourceOf: () => source, now: () => Number(now), random: Math.random, log }, 'ann').end
process.stdout.write(`${end}\n`)
await db.destroy()
process.exit(0)
