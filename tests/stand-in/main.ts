import { ALL_SCOPES } from './account'
import { demoStore } from './demo-store'
import { overlayStore } from './document-store'
import type { App } from './oauth'
import { seedExample } from './seed-example'
import { startStandIn } from './stand-in'

// npm run stand-in [-- --port 4010]: Oura on loopback, to point OURA_API_URL at and to paste a token of.
const at = process.argv.indexOf('--port')
const port = at < 0 ? 4010 : Number(process.argv[at + 1])
if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('--port takes a number up to 65535')

const ring = (seed: number, years: number) => overlayStore(demoStore({ seed, now: Date.now, years }))
const accounts = [
  { name: 'whole', tokens: ['stand-in-whole'], store: ring(1, 4), note: 'four years, every scope' },
  {
    name: 'partial',
    tokens: ['stand-in-partial'],
    store: ring(2, 1),
    scopes: ALL_SCOPES.filter((scope) => !['stress', 'heart_health', 'spo2', 'ring_configuration'].includes(scope)),
    note: 'one year, some scopes missing',
  },
  { name: 'lapsed', tokens: ['stand-in-lapsed'], store: ring(3, 1), lapsed: true, note: 'no membership any more' },
  { name: 'seed', tokens: ['stand-in-seed'], store: seedExample(), note: 'one morning of April 2022' },
]

const redirectUris = ['http://localhost:3000/api/auth/callback/oura']
const apps: App[] = [
  { clientId: 'stand-in-app', clientSecret: 'stand-in-secret', server: 'moi', redirectUris },
  { clientId: 'stand-in-old-app', clientSecret: 'stand-in-old-secret', server: 'cloud', redirectUris },
]

const standIn = await startStandIn({ port, accounts: accounts.map(({ note: _, ...account }) => account), apps })
console.log(`${standIn.url}\n`)
for (const { tokens, note } of accounts) console.log(`  ${tokens[0]?.padEnd(18)}${note}`)
for (const { clientId, clientSecret, server } of apps) console.log(`  ${clientId} / ${clientSecret}  (${server})`)
console.log(`\nFaults: curl ${standIn.url}/__stand-in/faults -d '{"kind":"rate-limit","seconds":60,"times":1}'`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => standIn.close())
