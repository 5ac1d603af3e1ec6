// node --import ./tests/setup/resolve.mjs tests/server/rotation-child.ts: moves everything to the active key of SECRETS_FILE, again and again.
import { database } from '@/lib/server/db/kysely'
import { moveToActiveKey } from '@/lib/server/key-rotation'
import { takeUpKeys } from '@/lib/server/secrets'

const db = await database()
process.stdout.write('ready\n')
for (;;) {
  takeUpKeys()
  await moveToActiveKey(db, Date.now())
}
