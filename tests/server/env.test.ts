import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { MisconfiguredError, parseEnv } from '@/lib/server/env'

function problems(record: Record<string, string>): readonly string[] {
  try {
    parseEnv(record)
  } catch (error) {
    if (error instanceof MisconfiguredError) return error.problems
    throw error
  }
  return []
}

test('nothing set is a complete configuration on loopback', () => {
  const env = parseEnv({})
  expect(env).toMatchObject({
    HOST: '127.0.0.1',
    PORT: 3000,
    SYNC_INTERVAL_MINUTES: 15,
    SIGN_UPS: 'invited',
    DEMO: 'on',
    LOG_LEVEL: 'info',
  })
  expect(env.OURA_API_URL).toBe('https://api.ouraring.com')
  expect(env.APP_URL).toBeUndefined()
})

test('an empty or blank value counts as left out', () => {
  expect(parseEnv({ PORT: '', APP_URL: '  ', NEXTAUTH_SECRET: '', DATA_KEYS: '' })).toEqual(parseEnv({}))
})

test.each([
  [{ PORT: '70000' }, 'PORT'],
  [{ PORT: '3e3' }, 'PORT'],
  [{ APP_URL: 'ring.example.org' }, 'APP_URL'],
  [{ APP_URL: 'https://ring.example.org/sub' }, 'APP_URL'],
  [{ APP_URL: 'https://user:pass@ring.example.org' }, 'APP_URL'],
  [{ OURA_API_URL: 'http://api.ouraring.com' }, 'OURA_API_URL'],
  [{ OURA_API_URL: 'http://127.0.0.1.evil.example' }, 'OURA_API_URL'],
  [{ OURA_CLOUD_URL: 'file:///etc/passwd' }, 'OURA_CLOUD_URL'],
  [{ OURA_MOI_URL: 'https://moi.ouraring.com/oauth' }, 'OURA_MOI_URL'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
  [{ DATABASE_URL: 'postgres://ring:a/b#c@127.0.0.1/ring' }, 'DATABASE_URL'],
  [{ SYNC_INTERVAL_MINUTES: '0' }, 'SYNC_INTERVAL_MINUTES'],
  [{ SIGN_UPS: 'everyone' }, 'SIGN_UPS'],
  [{ DEMO: 'true' }, 'DEMO'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  [{ OURA_CLIENT_ID: 'abc' }, 'OURA_CLIENT_SECRET'],
  [{ DATA_KEYS: 'k1:abc' }, 'NEXTAUTH_SECRET'],
  [{ DATA_DIR: '~/ringside' }, 'DATA_DIR'],
  [{ DATA_DIR: '"/srv/ring"' }, 'DATA_DIR'],
  [{ SECRETS_FILE: "'/srv/secrets.json'" }, 'SECRETS_FILE'],
  [{ DATA_DIR: '.' }, 'SECRETS_FILE'],
  [{ DATA_DIR: '/srv/ring', SECRETS_FILE: '/srv/ring/keys/secrets.json' }, 'SECRETS_FILE'],
])('%o is refused, naming the variable and never the value', (record, name) => {
  const [problem, ...more] = problems(record)
  expect(more).toEqual([])
  expect(problem?.startsWith(`${name}: `)).toBe(true)
  expect(problem?.endsWith('.') || problem?.endsWith(').')).toBe(true)
  if (name !== 'SECRETS_FILE') expect(problem).not.toContain(`"${Object.values(record)[0]}"`)
})

test('everything wrong is said at once', () => {
  expect(problems({ PORT: 'x', DEMO: 'maybe', OURA_API_URL: 'ftp://x' })).toHaveLength(3)
})

test.each(['http://127.0.0.1:4000', 'http://localhost:4000', 'http://[::1]:4000', 'https://oura.example'])(
  '%s may stand in for Oura',
  (url) => {
    expect(parseEnv({ OURA_API_URL: `${url}/` }).OURA_API_URL).toBe(url)
  },
)

test('.env.example names every variable, and what it shows as default is the default', () => {
  const lines = readFileSync('.env.example', 'utf8').matchAll(/^# ([A-Z_]+)=(.*)$/gm)
  const shown = Object.fromEntries([...lines].map(([, name, value]) => [name, value]))
  const { DATABASE_URL, APP_URL, ...defaults } = shown
  expect(DATABASE_URL && APP_URL).toBeTruthy()
  expect(parseEnv(defaults)).toEqual(parseEnv({}))
  const all = parseEnv({ ...shown, OURA_CLIENT_ID: 'a', OURA_CLIENT_SECRET: 'b', NEXTAUTH_SECRET: 'c', DATA_KEYS: 'd' })
  expect(Object.keys(shown).sort()).toEqual(Object.keys(all).sort())
})
