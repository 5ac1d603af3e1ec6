import 'server-only'
import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, readFileSync, realpathSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { type Env, env, MisconfiguredError } from './env'
import { log } from './log'
import { makeFolder } from './make-folder'

/** A 32-byte key for stored tokens; `id` is written into every envelope, so that keys can be rotated. */
export type DataKey = { readonly id: string; readonly key: Buffer }
/** `sessionSecret` seals the session cookie; the first of `dataKeys` seals stored tokens, all of them open. */
export type Secrets = { readonly sessionSecret: string; readonly dataKeys: readonly [DataKey, ...DataKey[]] }

const SAMPLE = /change.?me|example|sample|your.?secret|password|^secret/i
const isPoor = (bytes: Buffer) => new Set(bytes).size < 10
const fail = (...problems: string[]) => new MisconfiguredError(problems)

function dataKey(entry: string): DataKey {
  const [, id, text] = /^([\w-]{1,16}):([\w+/-]+={0,2})$/.exec(entry) ?? []
  if (!id || !text)
    throw fail('DATA_KEYS: write id:key pairs separated by commas, for example k1: followed by the output of openssl rand -base64 32.')
  const key = Buffer.from(text, 'base64')
  if (key.length !== 32) throw fail(`DATA_KEYS: the key ${id} must be 32 bytes in base64; make one with openssl rand -base64 32.`)
  if (isPoor(key)) throw fail(`DATA_KEYS: the key ${id} looks like a sample; make one with openssl rand -base64 32.`)
  return { id, key }
}

/** The two secrets from their text forms. Pure; throws a MisconfiguredError for anything short, sample-like or equal. */
export function parseSecrets(sessionSecret: string, dataKeys: string): Secrets {
  const session = Buffer.from(sessionSecret)
  if (session.length < 32) throw fail('NEXTAUTH_SECRET: must be 32 bytes or longer; make one with openssl rand -base64 32.')
  if (SAMPLE.test(sessionSecret) || isPoor(session))
    throw fail('NEXTAUTH_SECRET: looks like a sample; make one with openssl rand -base64 32.')
  const [first, ...older] = dataKeys.split(',').map((entry) => dataKey(entry.trim()))
  if (!first) throw fail('DATA_KEYS: is empty; write k1: followed by the output of openssl rand -base64 32.')
  const all = [first, ...older]
  if (new Set(all.map(({ id }) => id)).size < all.length) throw fail('DATA_KEYS: two keys have the same id; give each its own.')
  if (new Set(all.map(({ key }) => key.toString('hex'))).size < all.length) throw fail('DATA_KEYS: two keys are the same; remove one.')
  const asKey = Buffer.from(sessionSecret, 'base64')
  if (all.some(({ key }) => key.equals(asKey) || key.equals(session)))
    throw fail('DATA_KEYS: a key equals NEXTAUTH_SECRET; make another with openssl rand -base64 32.')
  return { sessionSecret, dataKeys: [first, ...older] }
}

function refuseInside(folder: string, file: string): void {
  if (!existsSync(folder)) return
  const way = relative(realpathSync(folder), realpathSync(file))
  if (!way.startsWith('..'))
    throw fail('SECRETS_FILE: lies inside DATA_DIR; move it out, so that a copy of the data does not carry its own key.')
}

function readSecrets(file: string): Secrets {
  if ((statSync(file).mode & 0o077) !== 0) throw fail(`SECRETS_FILE: others on this machine can read ${file}; run chmod 600 on it.`)
  let content: unknown
  try {
    content = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  if (typeof content === 'object' && content !== null && 'NEXTAUTH_SECRET' in content && 'DATA_KEYS' in content) {
    const { NEXTAUTH_SECRET, DATA_KEYS } = content
    if (typeof NEXTAUTH_SECRET === 'string' && typeof DATA_KEYS === 'string') return parseSecrets(NEXTAUTH_SECRET, DATA_KEYS)
  }
  throw fail(`SECRETS_FILE: ${file} is damaged; put back your copy of it, or move it away to begin with new keys and connect Oura again.`)
}

function makeSecrets(file: string): void {
  const content = { NEXTAUTH_SECRET: randomBytes(32).toString('base64'), DATA_KEYS: `k1:${randomBytes(32).toString('base64')}` }
  makeFolder(dirname(file))
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    // A link is made whole or not at all, and only once: of two processes that start together, one file wins.
    linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    unlinkSync(draft)
  }
}

/** The secrets of this configuration; makes SECRETS_FILE (0600) where nothing is there yet. Throws a MisconfiguredError. */
export function loadSecrets(from: Env): Secrets {
  if (from.NEXTAUTH_SECRET !== undefined && from.DATA_KEYS !== undefined) return parseSecrets(from.NEXTAUTH_SECRET, from.DATA_KEYS)
  const file = from.SECRETS_FILE
  try {
    if (!existsSync(file)) {
      makeSecrets(file)
      // With an archive already there its old keys are gone: everything stays readable, but each connection has to be made anew.
      const orphaned = existsSync(join(from.DATA_DIR, 'ringside.db'))
      log()[orphaned ? 'warn' : 'info']('secrets_made', { file, reason: orphaned ? 'new keys for an archive that exists' : 'first start' })
    }
    refuseInside(from.DATA_DIR, file)
    return readSecrets(file)
  } catch (error) {
    if (error instanceof MisconfiguredError) throw error
    throw fail(`SECRETS_FILE: ${file} cannot be read or made; give the user that runs Ringside access to it, or name another path.`)
  }
}

const shared = globalThis as typeof globalThis & { ringsideSecrets?: Secrets; ringsideSecretsSeen?: string | undefined }

/** Tells one state of the file from the next: a rotation puts another file in its place. Undefined where there is none to look at. */
function stateOf(file: string): string | undefined {
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat && `${stat.ino} ${stat.mtimeMs} ${stat.size}`
}

/** This process's secrets, loaded once. Throws a MisconfiguredError. */
export function secrets(): Secrets {
  if (!shared.ringsideSecrets) {
    shared.ringsideSecrets = loadSecrets(env())
    shared.ringsideSecretsSeen = stateOf(env().SECRETS_FILE)
  }
  return shared.ringsideSecrets
}

/**
 * Takes up the data keys of SECRETS_FILE where it has changed; answers whether it did. A file that cannot be used is said once in the log
 * and changes nothing. The session secret stays until the next start: another one ends every session.
 */
export function takeUpKeys(): boolean {
  const held = secrets()
  const seen = env().DATA_KEYS === undefined ? stateOf(env().SECRETS_FILE) : undefined
  if (seen === undefined || seen === shared.ringsideSecretsSeen) return false
  shared.ringsideSecretsSeen = seen
  try {
    shared.ringsideSecrets = { ...held, dataKeys: loadSecrets(env()).dataKeys }
    log().change('secrets', seen, 'info', 'keys.taken_up', { count: shared.ringsideSecrets.dataKeys.length })
    return true
  } catch (error) {
    log().change('secrets', seen, 'error', 'keys.refused', { error })
    return false
  }
}
