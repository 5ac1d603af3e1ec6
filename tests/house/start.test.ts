import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { freePort } from '../setup/ringside'

const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean()
})

/** A folder as a clone has it, with `next` in the place of Next. */
function clone(next: string, dotEnv = ''): string {
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

describe('how the process of npm start ends', () => {
  test.each(['SIGKILL', 'SIGABRT', 'SIGSEGV'])('a server that died of %s is trouble, so that it is started again', async (signal) => {
    const { status } = run(clone(`process.kill(process.pid, '${signal}')`), 'serve.mjs', await environment())
    expect(status).toBe(1)
  })

  test('one that ended by itself says how', async () => {
    expect(run(clone('process.exit(7)'), 'serve.mjs', await environment()).status).toBe(7)
  })

  test('one that was asked to end is no trouble', async () => {
    const folder = clone('console.log("up"); setInterval(() => {}, 1000)')
    const child = spawn(process.execPath, [join(folder, 'scripts/serve.mjs')], {
      env: { NODE_ENV: 'production', ...(await environment()) },
    })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    await new Promise((resolve) => child.stdout.once('data', resolve))
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  test('one that npm was asked to end does not go on without it', async () => {
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
