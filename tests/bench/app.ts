import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type RunningApp = { url: string; pid: number; dataDir: string; stop: () => Promise<void> }

const { serverEnv } = await import(fileURLToPath(new URL('../../scripts/server-env.mjs', import.meta.url)))

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => (child.exitCode === null && child.signalCode === null ? child.once('exit', () => resolve()) : resolve()))

/** The same app with one more page that holds a word and nothing else: what Next, React and our shell cost by themselves. */
export function buildWithEmptyPage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-bench-'))
  const files = [
    'app',
    'components',
    'lib',
    'public',
    'tests/setup',
    'package.json',
    'next.config.js',
    'tsconfig.json',
    'tailwind.config.ts',
  ]
  for (const file of [...files, 'postcss.config.mjs', 'proxy.ts', 'instrumentation.ts'])
    cpSync(file, join(folder, file), { recursive: true })
  mkdirSync(join(folder, 'app/empty'))
  writeFileSync(join(folder, 'app/empty/page.tsx'), 'export default function Empty() {\n  return <main>Empty</main>\n}\n')
  cpSync('node_modules', join(folder, 'node_modules'), { recursive: true, verbatimSymlinks: true })
  const build = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    cwd: folder,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
    encoding: 'utf8',
  })
  if (build.status !== 0) throw new Error(`the build for the bench failed:\n${build.stdout}\n${build.stderr}`)
  return folder
}

/** A production server on a free loopback port with its own data folder, ready when /api/health says so. */
export async function startApp(
  folder: string,
  env: Record<string, string>,
  dataDir = mkdtempSync(join(tmpdir(), 'ringside-data-')),
): Promise<RunningApp> {
  const port = await freePort()
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)], {
    cwd: folder,
    stdio: 'ignore',
    env: serverEnv({
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: dataDir,
      SECRETS_FILE: `${dataDir}-secrets.json`,
      LOG_LEVEL: 'error',
      ...env,
    }),
  })
  const url = `http://127.0.0.1:${port}`
  const stop = async () => {
    child.kill('SIGTERM')
    await ended(child)
  }
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new Error('the server ended before it answered')
    const answer = await fetch(`${url}/api/health`).catch(() => null)
    if (answer?.ok && child.pid !== undefined) return { url, pid: child.pid, dataDir, stop }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  await stop()
  throw new Error('the server did not become healthy within a minute')
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true })
