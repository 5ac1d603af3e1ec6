import 'server-only'
import { createHash, randomBytes } from 'node:crypto'

/** SHA-256, base64url: what is kept of a secret that only has to be known again. */
export const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url')

/** A secret for an address: `bytes` random bytes in base64url. */
export const newSecret = (bytes: number) => randomBytes(bytes).toString('base64url')

/** Whether a text can be such a secret at all. */
export const isSecret = (text: unknown): text is string => typeof text === 'string' && /^[\w-]{16,64}$/.test(text)
