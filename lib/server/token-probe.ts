import 'server-only'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ApiError } from './api-error'
import { env } from './env'
import { ouraClient } from './oura-client'
import { isResting, OuraError } from './oura-source'

const PATIENCE = 20_000
const VISIBLE_ASCII = /^[\x21-\x7e]{8,2048}$/

/** A pasted token, without the space around it. Throws an ApiError for what cannot be one, so that Oura is never asked with it. */
export function readToken(pasted: unknown): string {
  const token = typeof pasted === 'string' ? pasted.trim().replace(/^Bearer\s+/i, '') : ''
  if (token === '') throw new ApiError('invalid', 'Paste a token first.')
  if (token.length > 2048) throw new ApiError('invalid', 'This is too long for a token; paste only the token itself.')
  if (!VISIBLE_ASCII.test(token))
    throw new ApiError('invalid', 'A token has only plain letters, digits and signs, and no spaces; copy it once more.')
  return token
}

export type Probed = { accountId: string; body: string }

/**
 * Asks Oura whose token this is. `accountId` names the Oura account for ever; `body` is personal_info as sent. Rejects with an ApiError:
 * token_rejected, membership_lapsed, not_shared, upstream_unreachable or upstream_limited. The token is kept nowhere.
 */
export async function probeToken(token: string): Promise<Probed> {
  // Somebody is waiting: tries that fail follow each other quickly.
  const source = ouraClient({ baseUrl: env().OURA_API_URL, token: async () => token, random: () => 0.1 })
  try {
    const { id, body } = await source.personalInfo(AbortSignal.timeout(PATIENCE))
    return { accountId: id ?? accountWithoutId(body, token), body }
  } catch (error) {
    // When our own breaker asks again is nothing to wait for here.
    if (error instanceof OuraError && !isResting(error)) throw error
    throw new ApiError('upstream_unreachable')
  }
}

const withEmail = z.looseObject({ email: z.string().min(3) })

// Until 2022 personal_info had no id. The e-mail then names the account; without one, only the token does, and another token of the same
// account would begin another archive.
function accountWithoutId(body: string, token: string): string {
  const email = withEmail.safeParse(JSON.parse(body)).data?.email.toLowerCase()
  const hash = (text: string) => createHash('sha256').update(text).digest('base64url')
  return email === undefined ? `token:${hash(token)}` : `email:${hash(email)}`
}
