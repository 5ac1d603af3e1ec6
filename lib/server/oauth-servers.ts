import 'server-only'
import type { AuthorizationServer } from 'oauth4webapi'
import { COLLECTIONS } from '@/lib/oura/collections'
import { env } from './env'

/** Oura's two OAuth servers. `moi` knows the applications of developer.ouraring.com, `cloud` the older ones; neither the other's. */
export type OuraServer = 'moi' | 'cloud'

export type Server = {
  metadata: AuthorizationServer & { authorization_endpoint: string; token_endpoint: string; revocation_endpoint: string }
  /** Names as this server wants them asked for. */
  scope: string
  pkce: boolean
  revokesByAddress: boolean
  isLoopback: boolean
}

/** What is asked for: whatever a collection needs, and whose ring it is. */
export const SCOPES: readonly string[] = [...new Set(['personal', ...Object.values(COLLECTIONS).map(({ scope }) => scope)])].sort()

/** Endpoints and manners of a server (constant paths below the origins of the environment). */
export function serverOf(server: OuraServer): Server {
  const { OURA_MOI_URL, OURA_CLOUD_URL, OURA_API_URL } = env()
  if (server === 'moi')
    return {
      metadata: {
        issuer: `${OURA_MOI_URL}/oauth/v2/ext/oauth-anonymous`,
        authorization_endpoint: `${OURA_MOI_URL}/oauth/v2/ext/oauth-authorize`,
        token_endpoint: `${OURA_MOI_URL}/oauth/v2/ext/oauth-token`,
        revocation_endpoint: `${OURA_MOI_URL}/oauth/v2/ext/oauth-revoke`,
      },
      scope: SCOPES.map((name) => `extapi:${name}`).join(' '),
      pkce: true,
      revokesByAddress: false,
      isLoopback: OURA_MOI_URL.startsWith('http://'),
    }
  return {
    metadata: {
      issuer: OURA_CLOUD_URL,
      authorization_endpoint: `${OURA_CLOUD_URL}/oauth/authorize`,
      token_endpoint: `${OURA_API_URL}/oauth/token`,
      revocation_endpoint: `${OURA_API_URL}/oauth/revoke`,
    },
    scope: SCOPES.join(' '),
    pkce: false,
    revokesByAddress: true,
    isLoopback: OURA_API_URL.startsWith('http://'),
  }
}

/** The server whose token endpoint this is; `moi` where it is neither's any more. */
export const serverAt = (tokenUrl: string | null): OuraServer => (tokenUrl === serverOf('cloud').metadata.token_endpoint ? 'cloud' : 'moi')

/** Which server a callback came from: the one it names (`iss`), else the one that the person was sent to. Null for a stranger's name. */
export function serverOfCallback(iss: string | null, sentTo: OuraServer): OuraServer | null {
  if (iss === null) return sentTo
  return (['moi', 'cloud'] as const).find((server) => serverOf(server).metadata.issuer === iss) ?? null
}
