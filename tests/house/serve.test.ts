import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { freePort } from '../setup/ringside'

const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean()
})

const TOLD = `const { ENDS, HOST, PORT } = process.env
   console.log(JSON.stringify({ args: process.argv.slice(2), HOST, PORT, guarded: globalThis.ringsideGuarded === true }))
   const last = () => setTimeout(() => process.exit(9), 20_000)
   if (ENDS === 'asked') {
     process.once('SIGTERM', () => process.exit(0))
     last()
   } else if (ENDS === 'slow to start') last()
   else if (ENDS.startsWith('SIG')) process.kill(process.pid, ENDS)
   else process.exit(Number(ENDS))`

/** A folder as a clone has it, with `next` in the place of Next; by itself that says how it was called, and ends as ENDS tells it to. */
function clone(next = TOLD, dotEnv = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-start-'))
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }))
  cpSync('scripts', join(folder, 'scripts'), { recursive: true })
  mkdirSync(join(folder, 'node_modules/next/dist/bin'), { recursive: true })
  writeFileSync(join(folder, 'node_modules/next/dist/bin/next'), next)
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }')
  if (dotEnv) writeFileSync(join(folder, '.env'), dotEnv)
  return folder
}
const environment = async (more: Record<string, string> = {}) => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  PORT: String(await freePort()),
  ...more,
})
const run = (folder: string, script: string, env: Record<string, string | undefined>) =>
  spawnSync(process.execPath, [join(folder, 'scripts', script), 'start'], { encoding: 'utf8', env: { NODE_ENV: 'production', ...env } })

function serve(env: Record<string, string>, mode?: string) {
  const script = join(clone(), 'scripts', 'serve.mjs')
  const child = spawn(process.execPath, mode ? [script, mode] : [script], {
    env: { PATH: process.env.PATH, NODE_ENV: 'test', ENDS: '0', ...env },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const end = new Promise<number | string | null>((resolve) => child.once('close', (code, signal) => resolve(signal ?? code)))
  return { child, said: () => said, end }
}
const called = (said: string) => JSON.parse(said.trim().split('\n')[0] ?? '')

test('Next is started on HOST and PORT, behind the guard, and its end is the end', async () => {
  const PORT = String(await freePort())
  const start = serve({ PORT, HOST: 'localhost' })
  expect(await start.end).toBe(0)
  expect(called(start.said())).toEqual({ args: ['start', '-H', 'localhost', '-p', PORT], HOST: 'localhost', PORT, guarded: true })
  const dev = serve({ PORT, ENDS: '7' }, 'dev')
  expect(await dev.end).toBe(7)
  expect(called(dev.said())).toEqual({ args: ['dev', '-H', '127.0.0.1', '-p', PORT], HOST: '127.0.0.1', PORT, guarded: true })
})

// What keeps a server running (systemd, Docker) starts it again after a failure, and leaves it alone where all went well.
test('a server that a signal ended which nobody sent from here, as when no memory is left, has not gone well', async () => {
  expect(await serve({ PORT: String(await freePort()), ENDS: 'SIGKILL' }).end).toBe(137)
})

test.each([
  ['SIGTERM', 'asked'],
  ['SIGTERM', 'slow to start'],
  ['SIGINT', 'slow to start'],
] as const)('%s is handed on, and what was asked to end has gone well (%s)', async (signal, ENDS) => {
  const { child, said, end } = serve({ PORT: String(await freePort()), ENDS })
  await expect.poll(said, { timeout: 10_000 }).toContain('args')
  child.kill(signal)
  expect(await end).toBe(0)
})

test.each(['0', '65536', '0x10'])('PORT=%s is refused in a sentence', async (PORT) => {
  const { said, end } = serve({ PORT })
  expect(await end).toBe(1)
  expect(said().trim()).toBe(`PORT is “${PORT}”: write a number from 1 to 65535, as in PORT=3000.`)
})

test('a port that is taken, and an address that is not this machine’s, are said so', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const address = taken.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const { said, end } = serve({ PORT: String(port) })
  expect(await end).toBe(1)
  expect(said()).toContain(`Port ${port} is taken, perhaps by a Ringside that still runs.`)
  expect(said()).toContain(`PORT=${port + 1} npm start`)
  await new Promise((resolve) => taken.close(resolve))
  const away = serve({ PORT: String(port), HOST: '203.0.113.9' })
  expect(await away.end).toBe(1)
  expect(away.said()).toContain('HOST is “203.0.113.9”, which is no address of this machine.')
})

test('a server does not go on without the npm that started it', async () => {
  const folder = clone(
    'process.on("SIGTERM", () => { console.log("ended"); process.exit(0) }); console.log("up"); setInterval(() => {}, 1000)',
  )
  // As npm starts us: by a shell, to which alone it hands the signal.
  const shell = spawn('sh', ['-c', `"${process.execPath}" "${join(folder, 'scripts/serve.mjs')}"; exit`], {
    env: { NODE_ENV: 'production', npm_lifecycle_event: 'start', ...(await environment()) },
  })
  let said = ''
  shell.stdout.on('data', (chunk) => (said += chunk))
  await expect.poll(() => said, { timeout: 20_000 }).toBe('up\n')
  shell.kill('SIGTERM')
  await expect.poll(() => said, { timeout: 20_000 }).toBe('up\nended\n')
})

test('what .env says arrives as it stands there, a $ in a password too; one that names another value is that value', async () => {
  const env = createRequire(import.meta.url).resolve('@next/env', { paths: [join(process.cwd(), 'node_modules/next')] })
  const shown = ['DATABASE_URL', 'OURA_CLIENT_SECRET', 'DATA_DIR'].map((name) => `process.env.${name}`).join()
  const next = `require(${JSON.stringify(env)}).loadEnvConfig(process.cwd(), false); console.log(JSON.stringify([${shown}]))`
  const values = ['postgres://ring:pa$word$$1@127.0.0.1/ring', 'a$b$c$', '/home/ann/ring']
  const dotEnv = `DATABASE_URL='${values[0]}'\nOURA_CLIENT_SECRET=${values[1]}\nDATA_DIR=$HOME/ring\n`
  const { stdout } = run(clone(next, dotEnv), 'serve.mjs', { ...(await environment()), HOME: '/home/ann' })
  expect(JSON.parse(stdout)).toEqual(values)
})

test('where a server still runs, nothing is installed or built under it', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  cleanUp.push(() => new Promise((resolve) => taken.close(resolve)))
  const address = taken.address()
  const PORT = String(typeof address === 'object' && address ? address.port : 0)
  for (const [dotEnv, more] of [['', { PORT }] as const, [`PORT=${PORT}\n`, {}] as const]) {
    const folder = clone('', dotEnv)
    const { status, stdout, stderr } = run(folder, 'ready.mjs', { PATH: '/nowhere', ...more })
    expect(status).toBe(1)
    expect(stderr).toContain(`Port ${PORT} is taken`)
    expect(stdout).toBe('')
    expect(existsSync(join(folder, '.next'))).toBe(false)
  }
})
