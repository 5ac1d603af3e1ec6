import 'server-only'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it, for this user's eyes only, where they are missing. Throws what the file system says. Step by step, as
 * `recursive` never comes back from a place where nothing can be made, such as /proc.
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    // Another process was quicker.
    if (!existsSync(path)) throw error
  }
}
