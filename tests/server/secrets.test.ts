import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseEnv } from '@/lib/server/env'
import { loadSecrets, parseSecrets } from '@/lib/server/secrets'

const key = (seed: number) => Buffer.from(Array.from({ length: 32 }, (_, index) => (seed + index * 7) % 256)).toString('base64')
const session = key(1)

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const config = (more: Record<string, string> = {}) =>
  parseEnv({ DATA_DIR: join(folder, 'data'), SECRETS_FILE: join(folder, 'secrets.json'), LOG_LEVEL: 'silent', ...more })

test('good secrets are taken as they are, newest key first', () => {
  const { sessionSecret, dataKeys } = parseSecrets(session, `k2:${key(2)}, k1:${key(3)}`)
  expect(sessionSecret).toBe(session)
  expect(dataKeys.map(({ id }) => id)).toEqual(['k2', 'k1'])
  expect(dataKeys[0].key.toString('base64')).toBe(key(2))
})

test.each([
  ['a short session secret', 'short', `k1:${key(2)}`, 'NEXTAUTH_SECRET'],
  ['a sample session secret', 'please-changeme-please-changeme-please', `k1:${key(2)}`, 'NEXTAUTH_SECRET'],
  ['a session secret of one letter', 'a'.repeat(40), `k1:${key(2)}`, 'NEXTAUTH_SECRET'],
  ['a key of 31 bytes', session, `k1:${randomBytes(31).toString('base64')}`, 'DATA_KEYS'],
  ['a key of 33 bytes', session, `k1:${randomBytes(33).toString('base64')}`, 'DATA_KEYS'],
  ['a key of zeros', session, `k1:${Buffer.alloc(32).toString('base64')}`, 'DATA_KEYS'],
  ['a key without id', session, key(2), 'DATA_KEYS'],
  ['no key', session, ',', 'DATA_KEYS'],
  ['two keys of one id', session, `k1:${key(2)},k1:${key(3)}`, 'DATA_KEYS'],
  ['the same key twice', session, `k1:${key(2)},k2:${key(2)}`, 'DATA_KEYS'],
  ['a key that is the session secret', session, `k1:${session}`, 'DATA_KEYS'],
])('%s is refused in one sentence that does not repeat it', (_, secret, keys, name) => {
  expect(() => parseSecrets(secret, keys)).toThrow(new RegExp(`^${name}: [^\\n]+\\.$`))
  try {
    parseSecrets(secret, keys)
  } catch (error) {
    expect(String(error)).not.toContain(secret)
    expect(String(error)).not.toContain(key(2))
  }
})

test('the first start makes the file for its owner alone, the next one reads it', () => {
  const made = loadSecrets(config())
  expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['secrets.json'])
  expect(loadSecrets(config())).toEqual(made)
})

test('the environment wins and leaves no file behind', () => {
  loadSecrets(config({ NEXTAUTH_SECRET: session, DATA_KEYS: `k1:${key(2)}` }))
  expect(readdirSync(folder)).toEqual([])
})

test.each(['', '{', '{}', '[]', 'null', '{"NEXTAUTH_SECRET":1,"DATA_KEYS":2}'])(
  'a damaged file (%j) is refused and left as it is',
  (text) => {
    const file = join(folder, 'secrets.json')
    writeFileSync(file, text, { mode: 0o600 })
    expect(() => loadSecrets(config())).toThrow(/damaged; put back your copy/)
    expect(readFileSync(file, 'utf8')).toBe(text)
  },
)

test('a file that others can read is refused', () => {
  loadSecrets(config())
  chmodSync(join(folder, 'secrets.json'), 0o644)
  expect(() => loadSecrets(config())).toThrow(/chmod 600/)
})

test('a file that lies inside DATA_DIR by way of a link is refused', () => {
  mkdirSync(join(folder, 'data'))
  symlinkSync(join(folder, 'data'), join(folder, 'elsewhere'))
  expect(() => loadSecrets(config({ SECRETS_FILE: join(folder, 'elsewhere', 'secrets.json') }))).toThrow(/inside DATA_DIR/)
})

test('a path that cannot be made is said plainly', () => {
  writeFileSync(join(folder, 'file'), '')
  expect(() => loadSecrets(config({ SECRETS_FILE: join(folder, 'file', 'secrets.json') }))).toThrow(/cannot be read or made/)
  // Where nothing at all can be made, Node's own way of making a path never came back.
  expect(() => loadSecrets(config({ SECRETS_FILE: '/proc/nowhere/deep/secrets.json' }))).toThrow(/cannot be read or made/)
})
