import 'server-only'
import { stripVTControlCharacters } from 'node:util'
import type { Log } from './log'

const LEVELS = { error: 'error', warn: 'warn', info: 'info', log: 'info', debug: 'debug' } as const

/**
 * Turns whatever Next or a library says through the console into lines of the log, a line each: an error by its name and place, without its
 * message, which may quote a value; of all else the words. Answers what puts the console back.
 */
export function consoleIntoLog(log: Log): () => void {
  const before = { ...console }
  for (const [method, level] of Object.entries(LEVELS))
    Object.assign(console, {
      [method]: (...said: unknown[]) => {
        const words = said.filter((part) => typeof part === 'string').map((part) => stripVTControlCharacters(part).trim())
        const error = said.find((part) => part instanceof Error)
        log[level]('console', { reason: words.filter(Boolean).join(' ').slice(0, 200), ...(error === undefined ? {} : { error }) })
      },
    })
  return () => void Object.assign(console, before)
}
