import { mutationOptions } from '@tanstack/react-query'
import type { ErrorCode } from '@/lib/api'
import { ApiError, request, retryAfter } from './fetch-json'
import { forgetHere } from './forget-here'

/** What somebody new shows to come in: the setup code of a server without an owner, or an invitation. */
export type Entry = { setup_code?: string; invite?: string }
type Credentials = ({ provider: 'token'; token: string } & Entry) | { provider: 'device' | 'guest'; code: string } | { provider: 'demo' }

/** Signing in and out through next-auth's own endpoints, without its client. */
export const sessionQueries = {
  all: () => ['session'] as const,
  /** A new session on this device. Rejects with the code the server gave: `token_rejected`, `upstream_unreachable`, … */
  signIn: () =>
    mutationOptions({
      mutationKey: [...sessionQueries.all(), 'sign-in'],
      mutationFn: ({ provider, ...fields }: Credentials) => post(`/api/auth/callback/${provider}`, fields),
    }),
  /** Ends the session here and on the server; the browser forgets what it kept. */
  signOut: () =>
    mutationOptions({
      mutationKey: [...sessionQueries.all(), 'sign-out'],
      mutationFn: async () => {
        await post('/api/auth/signout', {})
        await forgetHere()
      },
    }),
}

/** Signs in as the demo ring without a word, for the first visit to a server that nobody has connected. */
export async function signInAsDemo(): Promise<void> {
  await post('/api/auth/callback/demo', {})
}

/** The word that this page came with: one request less before signing in. */
const wordOfPage = () => document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content

/**
 * Sends what next-auth takes, with the word that shows that a page of this server sends it. The page's own is tried first; where the
 * browser's cookie goes with another by now (a second tab, cookies thrown away), a new one is fetched.
 */
export async function sendWithCsrf<T>(fields: Record<string, string>, send: (fields: Record<string, string>) => Promise<T>): Promise<T> {
  const given = wordOfPage()
  try {
    if (given) return await send({ ...fields, csrfToken: given })
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'no_cookie')) throw error
  }
  const csrf = await request('/api/auth/csrf', {})
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  return send({ ...fields, csrfToken })
}

const post = (path: string, fields: Record<string, string>) =>
  sendWithCsrf(fields, async (sent) => {
    const response = await request(path, { method: 'POST', body: { ...sent, callbackUrl: '/', json: 'true' } })
    const body: { url?: string; code?: ErrorCode; detail?: string } | null = await response.json().catch(() => null)
    // next-auth tells the reason only in the address it would have gone to.
    const reason = body?.url ? new URL(body.url, 'http://localhost').searchParams.get('error') : null
    if (response.ok && !reason) return
    const code = body?.code ?? (reason && /^[a-z_]+$/.test(reason) ? (reason as ErrorCode) : 'unauthenticated')
    throw new ApiError(code, body?.detail ?? 'Sign-in was refused.', response.status, retryAfter(response.headers.get('retry-after')))
  })
