import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { alone, takeDemo } from './demo-shelf'
import { visitor } from './visitor'

/** A production server of this build, alone with an empty data folder. */
export type Ringside = {
  url: string
  /** Holds data/ (DATA_DIR), secrets.json and nothing else. */
  folder: string
  /** Everything the process has written so far, stdout and stderr. */
  log(): string
  /** Asks the process to end; answers how it did once it has. */
  end(): Promise<{ code: number | null; ms: number }>
  /** Ends the process as a power cut would. */
  kill(): Promise<void>
  /** Stops and starts the process on the same folder and port. */
  restart(more?: Record<string, string>): Promise<void>
  stop(): Promise<void>
}

const { serverEnv } = await import(fileURLToPath(new URL('../../scripts/server-env.mjs', import.meta.url)))
const LOCK = join(tmpdir(), 'ringside-build.lock')
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Brings .next up to the sources. One build at a time, however many test files ask; `npm test` has built long before. */
async function build(): Promise<void> {
  await alone(LOCK, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/ready.mjs', 'build'], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`the build failed\n${stdout}\n${stderr}`)
  })
}

/** A data folder in which a server has made all years of the demo ring. */
async function makeDemo(env: Record<string, string>) {
  const server = await startRingside({ ...env, DEMO: 'on' }, { shelf: false })
  const who = visitor(server.url)
  await who.signIn('demo')
  const isIdle = async () => (await (await who.ask('/api/sync')).json()).state === 'idle'
  while (!(await isIdle())) await wait(500)
  await server.end()
  return { dataDir: join(server.folder, 'data'), done: () => rmSync(server.folder, { recursive: true, force: true }) }
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}

/**
 * Starts the built server on a free loopback port. `env` is added to a configuration that knows nothing of this machine's. With `DEMO: 'on'`
 * all years of the demo ring are there from the beginning, unless `shelf` is false.
 */
export async function startRingside(env: Record<string, string> = {}, { guarded = true, shelf = true } = {}): Promise<Ringside> {
  await build()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const folder = mkdtempSync(join(tmpdir(), 'ringside-'))
  let output = ''
  let child: ChildProcess | undefined

  const start = async (more: Record<string, string> = {}) => {
    const args = ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)]
    const own = { DATA_DIR: join(folder, 'data'), SECRETS_FILE: join(folder, 'secrets.json'), HOST: '127.0.0.1', PORT: String(port) }
    const whole = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TZ: process.env.TZ,
      ...(process.env.NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE } : {}),
      NODE_ENV: 'production',
      LOG_LEVEL: 'debug',
      DEMO: 'off',
      ...own,
      ...env,
      ...more,
    }
    child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: guarded ? serverEnv(whole) : whole })
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk))
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk))
    for (let tries = 0; tries < 300; tries++) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}\n${output}`)
      const answer = await fetch(`${url}/api/health`).catch(() => null)
      if (answer) return
      await wait(100)
    }
    throw new Error(`the server did not answer\n${output}`)
  }
  const end = async () => {
    const ended = child
    const begun = performance.now()
    const how = () => ({ code: ended?.exitCode ?? null, ms: performance.now() - begun })
    if (!ended || ended.exitCode !== null || ended.signalCode !== null) return how()
    const over = new Promise((resolve) => ended.once('exit', resolve))
    ended.kill('SIGTERM')
    const timer = setTimeout(() => ended.kill('SIGKILL'), 10_000)
    await over
    clearTimeout(timer)
    return how()
  }
  if (env.DEMO === 'on' && shelf) {
    const { NODE_OPTIONS = '', FROZEN_NOW } = env
    const key = `${readFileSync('.next/BUILD_ID', 'utf8')}-${FROZEN_NOW?.replaceAll(/\W/g, '') ?? new Date().toISOString().slice(0, 10)}`
    await takeDemo(key, join(folder, 'data'), () => makeDemo(FROZEN_NOW === undefined ? {} : { NODE_OPTIONS, FROZEN_NOW }))
  }
  await start()
  return {
    url,
    folder,
    log: () => output,
    end,
    kill: async () => {
      const over = new Promise((resolve) => child?.once('exit', resolve))
      child?.kill('SIGKILL')
      await over
    },
    restart: async (more) => {
      await end()
      await start(more)
    },
    stop: async () => {
      await end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Every byte that a folder holds, file by file. What a server that runs takes away meanwhile (a draft of a copy) is not there. */
export function filesBelow(folder: string): { file: string; content: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((file) => (existsSync(file) ? [{ file, content: readFileSync(file) }] : []))
}
