import 'server-only'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { ApiError } from './api-error'
import { clientAddress } from './client-address'
import type { Database } from './db/schema'
import { env } from './env'
import { hashOf, isSecret } from './hash'
import { cameFromBeyond } from './listening'
import { countTry } from './rate-limit'
import { announceSetup, isSetupCode } from './setup-code'
import { type Entry, isOwned } from './user'

/** What somebody who is not known here yet sends along with a sign-in. */
export const entrySchema = z.object({
  setup_code: z.string().max(100, 'setup_code: this is too long; it has twelve characters.').optional(),
  invite: z.string().max(100, 'invite: this is too long; open the link once more.').optional(),
})
export type SentEntry = z.infer<typeof entrySchema>

/** Whether whoever connects now has to know the setup code: nobody owns the server, and this request may come from another machine. */
export async function asksSetup(db: Kysely<Database>, headers: Headers): Promise<boolean> {
  if (!cameFromBeyond(headers) || (await isOwned(db))) return false
  await announceSetup(db)
  return true
}

/** Rejects with `setup_code` where the code is asked for and not known. Tries are counted. */
export async function checkSetup(db: Kysely<Database>, typed: string | undefined, headers: Headers): Promise<void> {
  if (!(await asksSetup(db, headers))) return
  if (!typed?.trim()) throw new ApiError('setup_code')
  await countTry(db, 'setup', { session: null, address: clientAddress(headers) })
  if (!(await isSetupCode(db, typed))) throw new ApiError('setup_code', 'This is not the setup code; the log of this server says it.')
}

/** By what right somebody new may come in with this request. Rejects with `setup_code`. */
export async function readEntry(db: Kysely<Database>, sent: SentEntry, headers: Headers): Promise<Entry> {
  const mayOwn = !(await isOwned(db))
  await checkSetup(db, sent.setup_code, headers)
  return { mayOwn, signUps: env().SIGN_UPS, inviteHash: isSecret(sent.invite) ? hashOf(sent.invite) : null }
}
