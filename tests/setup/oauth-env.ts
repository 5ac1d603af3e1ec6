import { randomBytes } from 'node:crypto'

/** Points the environment at an Oura on `url`, with an application and keys of its own. Before anything reads it: that happens once. */
export function pointAtOura(url: string): void {
  Object.assign(process.env, {
    OURA_API_URL: url,
    OURA_CLOUD_URL: url,
    OURA_MOI_URL: url,
    OURA_CLIENT_ID: 'app',
    OURA_CLIENT_SECRET: 'secret-of-the-app',
    NEXTAUTH_SECRET: randomBytes(48).toString('base64'),
    DATA_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  })
}
