import 'server-only'

/**
 * Why a token endpoint gave nothing.
 * - `grant`: the code or refresh token is spent, expired, revoked or was never good
 * - `client`: the application's id or secret is wrong, or the application belongs to the other server
 * - `request`: it would not even look at it; an application of the other server hears this on a refresh
 * - `limited`: 429; nothing was spent, again after `wait` ms, where it named a time
 * - `unreachable`: the request cannot have arrived, nothing was spent
 * - `lost`: it may have arrived; nobody knows whether anything was spent
 */
export type OAuthRefusalKind = 'grant' | 'client' | 'request' | 'limited' | 'unreachable' | 'lost'

export class OAuthRefusal extends Error {
  override readonly name = 'OAuthRefusal'
  readonly kind: OAuthRefusalKind
  readonly wait: number | null
  constructor(kind: OAuthRefusalKind, wait: number | null = null) {
    super(`Oura’s sign-in server: ${kind}`)
    this.kind = kind
    this.wait = wait
  }
}
