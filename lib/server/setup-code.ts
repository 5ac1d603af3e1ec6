import 'server-only'
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Kysely } from 'kysely'
import { lastEvent } from './db/audit'
import type { Database } from './db/schema'
import { env } from './env'
import { log } from './log'
import { secrets } from './secrets'

/** Crockford's base 32: nothing in it is mistaken for something else. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 12
/** The event after which a server is without an owner again, and with another code. */
export const OWNER_LEFT = 'owner_left'

/**
 * The code that whoever sets this server up has to know: 60 bits, the same in every process and after every restart, since it is derived
 * from the session secret; another one once an owner has left.
 */
export async function setupCode(db: Kysely<Database>): Promise<string> {
  const bytes = createHmac('sha256', secrets().sessionSecret)
    .update(`ringside setup code v1|${(await lastEvent(db, OWNER_LEFT)) ?? ''}`)
    .digest()
  return Array.from(bytes.subarray(0, LENGTH), (byte) => LETTERS[byte % 32]).join('')
}

const tidy = (text: string) =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}ー−]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
const digest = (text: string) => createHash('sha256').update(text).digest()

/** Whether this is the code, however it was typed. Takes the same time whatever is wrong with it. */
export async function isSetupCode(db: Kysely<Database>, typed: string): Promise<boolean> {
  return timingSafeEqual(digest(tidy(typed)), digest(await setupCode(db)))
}

const shared = globalThis as typeof globalThis & { ringsideAnnounced?: string }

/** Prints the code to the log, once a process: for a server without an owner that other machines may reach. */
export async function announceSetup(db: Kysely<Database>): Promise<void> {
  const code = await setupCode(db)
  if (shared.ringsideAnnounced === code) return
  shared.ringsideAnnounced = code
  const shown = code.replace(/(.{4})(?=.)/g, '$1-')
  log().warn('setup_code', { code: shown, reason: 'nobody owns this server yet; whoever connects first is asked for this code' })
  // Without it there is no way in, however quiet the log is set.
  if (/^(error|fatal|silent)$/.test(env().LOG_LEVEL)) process.stdout.write(`\nThe setup code of this server is ${shown}\n\n`)
}
