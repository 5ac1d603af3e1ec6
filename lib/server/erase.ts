import 'server-only'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { EraseBody } from '@/lib/api'
import { appendAudit } from './db/audit'
import { findConnection } from './db/connections'
import { eraseRows } from './db/erasing'
import { deleteStoredApp } from './db/oura-app'
import type { Database } from './db/schema'
import { findHeir, findUser, updateUser } from './db/users'
import { findWebhook, switchWebhook } from './db/webhooks'
import { writing } from './db/writing'
import { prepareHandBack } from './disconnect'
import { emptyLog, eraseFromCopies } from './erase-remnants'
import { log } from './log'
import { refreshSettled } from './oauth-refresh'
import { OWNER_LEFT } from './setup-code'
import { withoutSync } from './sync'
import { forgetProgress } from './sync-progress'

/** What `POST /api/erase` takes. */
export const eraseSchema = z.object({ confirm: z.literal('DELETE', 'confirm: write DELETE, in capital letters.') })

/** Hands the server on before its owner goes: to who has been here longest, else to nobody, and its application at Oura goes too. */
async function handOn(transaction: Kysely<Database>, userId: string, now: number): Promise<EraseBody['owner']> {
  if ((await findUser(transaction, userId))?.role !== 'owner') return null
  // Whoever owns the server next decides anew whether Oura announces.
  if (await findWebhook(transaction)) await switchWebhook(transaction, false)
  const heir = await findHeir(transaction, userId)
  if (heir) {
    await updateUser(transaction, heir.id, { role: 'owner' })
    return 'passed_on'
  }
  await deleteStoredApp(transaction)
  await appendAudit(transaction, null, OWNER_LEFT, null, now)
  return 'none'
}

/**
 * Removes everything of a person for good: every row in one transaction, remnants in the log and in older copies of the database, the
 * access at Oura. Sessions, keys and links are dead from then on. An owner hands the server on.
 */
export async function erase(db: Kysely<Database>, userId: string, now: number): Promise<EraseBody> {
  await refreshSettled(userId)
  const connection = await findConnection(db, userId)
  const handBack = connection && (await prepareHandBack(db, connection))
  const eraseEverything = async (transaction: Kysely<Database>) => {
    const owner = await handOn(transaction, userId, now)
    const removed = await eraseRows(transaction, userId)
    await appendAudit(transaction, null, 'erased', { rows: Object.values(removed).reduce((all, count) => all + count, 0) }, now)
    return { owner, removed }
  }
  // A sync under way would write into what is being removed.
  const { owner, removed } = await withoutSync(userId, () => writing(db, userId, eraseEverything))
  forgetProgress(userId)
  const copies = await eraseFromCopies(db, userId)
  const remains = emptyLog(db)
  log().info('erased', { user: userId, state: remains, count: copies })
  return { removed, oura: handBack ? await handBack() : null, copies, remains, owner }
}
