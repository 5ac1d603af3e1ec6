import 'server-only'
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { type DataKey, secrets, takeUpKeys } from './secrets'

/** Where a ciphertext belongs. It opens nowhere else: the place is authenticated with it. */
export type SealedAt = { user: string; provider: string; column: string; row: string }

/** A ciphertext that does not open here: another key, another place, or altered. Never says which bytes. */
export class SealError extends Error {
  override readonly name = 'SealError'
}

const NONCE = 12
const TAG = 16
const ALGORITHM = 'aes-256-gcm'
const PURPOSE = 'ringside stored tokens v1'
const BASE64URL = /^[A-Za-z0-9_-]*$/

const derived = new WeakMap<DataKey, Buffer>()

/** The key for this purpose alone, so that one leaked use of a data key does not open another. */
function keyOf(dataKey: DataKey): Buffer {
  let key = derived.get(dataKey)
  if (!key) {
    if (dataKey.key.length !== 32) throw new SealError('a data key must be 32 bytes')
    key = Buffer.from(hkdfSync('sha256', dataKey.key, Buffer.alloc(0), PURPOSE, 32))
    derived.set(dataKey, key)
  }
  return key
}

/** The place as bytes; every part carries its length, so that no two places read the same. */
const placeOf = (at: SealedAt, kid: string) =>
  Buffer.from(['v1', kid, at.user, at.provider, at.column, at.row].map((part) => `${Buffer.byteLength(part)}:${part}`).join('|'))

function bytesOf(part: string | undefined): Buffer {
  if (part === undefined || !BASE64URL.test(part)) throw new SealError('not a sealed text')
  const bytes = Buffer.from(part, 'base64url')
  // Base64 has spellings that decode to the same bytes; only the one we write is taken.
  if (bytes.toString('base64url') !== part) throw new SealError('not a sealed text')
  return bytes
}

/** `v1.<key id>.<nonce>.<ciphertext>.<tag>`, AES-256-GCM under the first key of the ring. */
export function seal(plaintext: string, at: SealedAt, ring: readonly [DataKey, ...DataKey[]] = secrets().dataKeys): string {
  const [active] = ring
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(ALGORITHM, keyOf(active), nonce, { authTagLength: TAG })
  cipher.setAAD(placeOf(at, active.id))
  const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
  return ['v1', active.id, ...[nonce, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.')
}

/** Whether a text is sealed with the key that is active now. */
export const isSealedAnew = (envelope: string): boolean => envelope.startsWith(`v1.${secrets().dataKeys[0].id}.`)

/** The key of this id; of the process's own ring also one that another process has begun to use since. */
function keyNamed(kid: string, ring: readonly DataKey[] | undefined): DataKey | undefined {
  const find = (keys: readonly DataKey[]) => keys.find(({ id }) => id === kid)
  if (ring) return find(ring)
  return find(secrets().dataKeys) ?? (takeUpKeys() ? find(secrets().dataKeys) : undefined)
}

/** The plaintext of a sealed text, by whichever key of the ring (the process's own by default) sealed it. Throws a SealError. */
export function open(envelope: string, at: SealedAt, ring?: readonly DataKey[]): string {
  const [version, kid, ...parts] = envelope.split('.')
  if (version !== 'v1' || kid === undefined || parts.length !== 3) throw new SealError('not a sealed text')
  const [nonce, sealed, tag] = parts.map(bytesOf)
  if (nonce?.length !== NONCE || tag?.length !== TAG || !sealed) throw new SealError('not a sealed text')
  const dataKey = keyNamed(kid, ring)
  if (!dataKey) throw new SealError('sealed with a key that is not here')
  const decipher = createDecipheriv(ALGORITHM, keyOf(dataKey), nonce, { authTagLength: TAG })
  decipher.setAAD(placeOf(at, kid))
  decipher.setAuthTag(tag)
  try {
    return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8')
  } catch {
    throw new SealError('sealed elsewhere, or altered')
  }
}

/** Which token this is, without saying it: the first 16 characters of its SHA-256 in base64url. */
export function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('base64url').slice(0, 16)
}
