// Starts the production server (or `next dev`) on HOST:PORT, after looking whether it can.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { placeToListen } from './listening.mjs'
import { mendedNode } from './node-floor.mjs'
import { serverEnv } from './server-env.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(`\nRingside needs Node 22.12 or newer; this is ${process.versions.node}. Start it with npm start, which brings its own.\n`)
  process.exit(1)
}

const mended = mendedNode(process.versions.node)
if (mended !== null)
  console.error(
    `\nNode ${process.versions.node} has known security holes. Ringside starts all the same; install Node ${mended} or newer, and let nobody but you reach this server until then.\n`,
  )

const mode = process.argv[2] === 'dev' ? 'dev' : 'start'
const { host, port } = await placeToListen()

/**
 * What .env holds, for Next, which reads it once more: there a `$` begins the name of another value, and one that names nothing, in a
 * password, would be cut out together with the letters after it. A backslash keeps it.
 */
function dollarsKept() {
  const names = existsSync('.env') ? Object.keys(parseEnv(readFileSync('.env', 'utf8'))) : []
  const kept = (value) =>
    value.replace(/(?<!\\)\$\{?(\w+)(:-)?/g, (whole, name, otherwise) => (otherwise || name in process.env ? whole : `\\${whole}`))
  return Object.fromEntries(names.map((name) => [name, kept(process.env[name] ?? '')]))
}

const child = spawn(process.execPath, [join('node_modules', 'next', 'dist', 'bin', 'next'), mode, '-H', host, '-p', port], {
  stdio: 'inherit',
  env: serverEnv({ ...process.env, ...dollarsKept(), HOST: host, PORT: port }),
})
let isAsked = false
const end = (signal) => {
  isAsked = true
  child.kill(signal)
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end)
// npm hands a signal to the shell that it starts us with, and that to nobody: the server ends with whoever started it.
const { ppid } = process
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== ppid && end('SIGTERM'), 500).unref()
// A signal that nobody sent from here (no memory left, a crash) is a failure, after which whoever keeps the server running starts it again.
child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : isAsked ? 0 : 128 + constants.signals[signal]))
