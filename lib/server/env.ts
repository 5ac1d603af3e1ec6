import 'server-only'
import { isAbsolute, relative, resolve } from 'node:path'
import { z } from 'zod'

/** The configuration cannot be used. `problems` are plain sentences, each naming the variable and what to write instead. */
export class MisconfiguredError extends Error {
  override readonly name = 'MisconfiguredError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/
const OURA = 'write an https address without a path, for example https://api.ouraring.com (http only for 127.0.0.1 or localhost).'
const wholeNumber = (from: number, to: number, message: string) =>
  z
    .string()
    .regex(/^\d{1,5}$/, message)
    .transform(Number)
    .refine((number) => number >= from && number <= to, message)

function originOf(text: string): URL | null {
  const url = URL.parse(text)
  return url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password
    ? url
    : null
}
const origin = (accept: (url: URL) => boolean, message: string) =>
  z
    .string()
    .refine((text) => {
      const url = originOf(text)
      return url !== null && accept(url)
    }, message)
    .transform((text) => new URL(text).origin)
const ouraOrigin = (name: string) => origin((url) => url.protocol === 'https:' || LOOPBACK.test(url.hostname), `${name}: ${OURA}`)
const oneOf = <const T extends readonly [string, ...string[]]>(name: string, members: T) =>
  z.enum(members, `${name}: write one of ${members.join(', ')}.`)

// A shell has made a home folder of a ~ and taken quotation marks away; a .env file or a service does not, and would keep the archive in a
// folder of that name.
const path = (name: string, usual: string) =>
  z
    .string()
    .regex(/^(?![~"'])/, `${name}: write the whole path, without ~ and without quotation marks, for example /srv/ringside.`)
    .default(usual)
    .transform((text) => resolve(text))

const APP_URL = 'APP_URL: write the address people open, for example https://ring.example.org, without a path.'
const PORT = 'PORT: write a whole number from 1 to 65535, for example 3000.'
const INTERVAL = 'SYNC_INTERVAL_MINUTES: write a whole number of minutes from 1 to 1440, for example 15.'

const schema = z.object({
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'HOST: write an IP address or host name of this machine, for example 127.0.0.1 or 0.0.0.0.')
    .default('127.0.0.1'),
  PORT: wholeNumber(1, 65535, PORT).default(3000),
  APP_URL: origin(() => true, APP_URL).optional(),
  DATA_DIR: path('DATA_DIR', './data'),
  SECRETS_FILE: path('SECRETS_FILE', './secrets.json'),
  NEXTAUTH_SECRET: z.string().optional(),
  DATA_KEYS: z.string().optional(),
  DATABASE_URL: z
    .string()
    .refine(
      (text) => /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? ''),
      'DATABASE_URL: write a postgres:// address, in its password # as %23, / as %2F and @ as %40; or leave it out to keep everything in one SQLite file.',
    )
    .optional(),
  OURA_API_URL: ouraOrigin('OURA_API_URL').default('https://api.ouraring.com'),
  OURA_CLOUD_URL: ouraOrigin('OURA_CLOUD_URL').default('https://cloud.ouraring.com'),
  OURA_MOI_URL: ouraOrigin('OURA_MOI_URL').default('https://moi.ouraring.com'),
  OURA_CLIENT_ID: z.string().optional(),
  OURA_CLIENT_SECRET: z.string().optional(),
  SYNC_INTERVAL_MINUTES: wholeNumber(1, 1440, INTERVAL).default(15),
  SIGN_UPS: oneOf('SIGN_UPS', ['invited', 'open', 'closed']).default('invited'),
  DEMO: oneOf('DEMO', ['on', 'off']).default('on'),
  LOG_LEVEL: oneOf('LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

export type Env = z.infer<typeof schema>

const together: readonly (readonly [keyof Env, keyof Env, string])[] = [
  ['OURA_CLIENT_ID', 'OURA_CLIENT_SECRET', 'write both OURA_CLIENT_ID and OURA_CLIENT_SECRET, or leave both out.'],
  ['NEXTAUTH_SECRET', 'DATA_KEYS', 'write both NEXTAUTH_SECRET and DATA_KEYS, or leave both out to use SECRETS_FILE.'],
]

function contradictions(env: Env): string[] {
  const problems = together
    .filter(([one, other]) => (env[one] === undefined) !== (env[other] === undefined))
    .map(([one, other, say]) => `${env[one] === undefined ? one : other}: is missing; ${say}`)
  const way = relative(env.DATA_DIR, env.SECRETS_FILE)
  if (!(way.startsWith('..') || isAbsolute(way)))
    problems.push('SECRETS_FILE: write a path outside DATA_DIR, so that a copy of the data does not carry its own key.')
  return problems
}

/**
 * The configuration as read from `record` (an empty value counts as left out). Pure.
 * Throws a MisconfiguredError that names everything that is wrong at once.
 */
export function parseEnv(record: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(record).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])))
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw new MisconfiguredError([...new Set(parsed.error.issues.map((issue) => issue.message))])
  const problems = contradictions(parsed.data)
  if (problems.length > 0) throw new MisconfiguredError(problems)
  return parsed.data
}

/** Whether this is `next dev`, which needs eval and inline styles. */
export const development = process.env.NODE_ENV === 'development'

let read: Env | undefined

/** This process's configuration, read once. Throws a MisconfiguredError. */
export function env(): Env {
  if (!read) {
    read = parseEnv(process.env)
    // next-auth knows its public address from here alone.
    process.env.NEXTAUTH_URL = originOfServer(read)
  }
  return read
}

const originOfServer = (from: Env) => from.APP_URL ?? `http://localhost:${from.PORT}`

/** The origin that people open, as far as it is known: APP_URL, else localhost. */
export function publicOrigin(): string {
  return originOfServer(env())
}
