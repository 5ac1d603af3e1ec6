// Starts the production server (or `next dev`) on HOST:PORT, after looking whether it can.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serverEnv } from './server-env.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)

const fail = (sentence) => {
  console.error(`\n${sentence}\n`)
  process.exit(1)
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 12))
  fail(`Ringside needs Node 22.12 or newer; this is ${process.versions.node}. Start it with npm start, which brings its own.`)
if (existsSync('.env')) process.loadEnvFile('.env')

const mode = process.argv[2] === 'dev' ? 'dev' : 'start'
const host = process.env.HOST || '127.0.0.1'
const port = process.env.PORT || '3000'
if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
  fail(`PORT is “${port}”: write a number from 1 to 65535, as in PORT=3000.`)

const reasons = {
  EADDRINUSE: `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${Number(port) + 1} npm start`,
  EACCES: `This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`,
  EADDRNOTAVAIL: `HOST is “${host}”, which is no address of this machine. Use 127.0.0.1, or 0.0.0.0 for every interface.`,
  ENOTFOUND: `HOST is “${host}”, which is no address of this machine. Use 127.0.0.1, or 0.0.0.0 for every interface.`,
}
await new Promise((resolve) => {
  const probe = createServer()
  probe.once('error', (error) => fail(reasons[error.code] ?? `Cannot listen on ${host}:${port} (${error.code}).`))
  probe.listen({ host, port: Number(port), exclusive: true }, () => probe.close(resolve))
})

const child = spawn(process.execPath, [join('node_modules', 'next', 'dist', 'bin', 'next'), mode, '-H', host, '-p', port], {
  stdio: 'inherit',
  env: serverEnv({ ...process.env, HOST: host, PORT: port }),
})
const ends = ['SIGINT', 'SIGTERM']
for (const signal of ends) process.on(signal, () => child.kill(signal))
// A server that was killed, or ran out of memory, is trouble to whoever starts it again after trouble alone.
child.on('exit', (code, signal) => process.exit(code ?? (ends.includes(signal) ? 0 : 1)))
