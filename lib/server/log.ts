import 'server-only'
import { createHash } from 'node:crypto'
import pino from 'pino'
import { env } from './env'
import { requestId } from './request-id'

/**
 * All that a line may carry: no bodies, no query strings, no upstream text. `route` is the pattern, never the path asked for;
 * `user` is written as a short hash; of `error` its name, code and place, and its message only where the message is our own.
 */
export type LogFields = {
  request?: string
  method?: string
  route?: string
  status?: number
  ms?: number
  user?: string
  collection?: string
  kind?: string
  state?: string
  reason?: string
  code?: string
  count?: number
  done?: number
  total?: number
  from?: string
  to?: string
  bytes?: number
  retry_at?: number
  version?: string
  url?: string
  file?: string
  error?: unknown
}
type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal'
type Line = (event: string, fields?: LogFields) => void
export type Log = Record<LogLevel, Line> & {
  /** Writes only when `state` differs from the one last given for `subject`: one line when it breaks, one when it is well again. */
  change(subject: string, state: string, level: LogLevel, event: string, fields?: LogFields): void
}

const ALLOWED = {
  request: true,
  method: true,
  route: true,
  status: true,
  ms: true,
  user: true,
  collection: true,
  kind: true,
  state: true,
  reason: true,
  code: true,
  count: true,
  done: true,
  total: true,
  from: true,
  to: true,
  bytes: true,
  retry_at: true,
  version: true,
  url: true,
  file: true,
  error: true,
} as const satisfies Record<keyof LogFields, true>
// Errors whose messages are written in this repository. Any other message may quote a body or a value.
const OURS = new Set(['ApiError', 'OuraError', 'StorageError', 'MisconfiguredError'])
// The second net, should a secret ever arrive inside an allowed field.
const SECRET = /\b(?:Bearer\s+\S+|rs_[\w-]{16,}|eyJ[\w-]+\.[\w.-]+|v1\.[\w-]+\.[\w-]+\.[\w.-]+)/g

const hashOf = (user: string) => createHash('sha256').update(user).digest('hex').slice(0, 12)
const redacted = (text: string) => text.replace(SECRET, '[redacted]').slice(0, 500)

function described(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const at = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 6)
    .map((line) => line.trim())
  return { name: error.name, code, message: OURS.has(error.name) ? redacted(error.message) : undefined, at }
}

function written(fields: LogFields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      if (!Object.hasOwn(ALLOWED, name) || value === undefined) return []
      if (name === 'user') return [[name, hashOf(String(value))]]
      if (name === 'error') return [[name, described(value)]]
      return [[name, typeof value === 'string' ? redacted(value) : value]]
    }),
  )
}

/** A log that writes one JSON line an event to `destination`. */
export function createLog(level: string, destination: pino.DestinationStream): Log {
  const sink = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    destination,
  )
  const states = new Map<string, string>()
  const line =
    (at: LogLevel): Line =>
    (event, fields = {}) =>
      sink[at]({ event, request: requestId(), ...written(fields) })
  const lines = { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error'), fatal: line('fatal') }
  return {
    ...lines,
    change(subject, state, at, event, fields) {
      if (states.get(subject) === state) return
      states.set(subject, state)
      lines[at](event, fields)
    },
  }
}

// Next gives routes and instrumentation their own copies of a module; the states of `change` must be known to all of them.
const shared = globalThis as typeof globalThis & { ringsideLog?: Log }

/** The log of this process: JSON lines on stdout, written synchronously, at `LOG_LEVEL`. */
export function log(): Log {
  shared.ringsideLog ??= createLog(env().LOG_LEVEL, pino.destination({ dest: 1, sync: true }))
  return shared.ringsideLog
}
