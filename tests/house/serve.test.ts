import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { freePort } from '../setup/ringside'

// The start script in a house of its own, where Next is a few lines that say how they were called, and end as they are told.
const house = mkdtempSync(join(tmpdir(), 'ringside-serve-'))
const next = join(house, 'node_modules', 'next', 'dist', 'bin')
mkdirSync(join(house, 'scripts'))
mkdirSync(next, { recursive: true })
for (const name of readdirSync('scripts')) copyFileSync(join('scripts', name), join(house, 'scripts', name))
writeFileSync(
  join(next, 'next'),
  `const { ENDS, HOST, PORT } = process.env
   console.log(JSON.stringify({ args: process.argv.slice(2), HOST, PORT, guarded: globalThis.ringsideGuarded === true }))
   const last = () => setTimeout(() => process.exit(9), 20_000)
   if (ENDS === 'asked') {
     process.once('SIGTERM', () => process.exit(0))
     last()
   } else if (ENDS === 'slow to start') last()
   else if (ENDS.startsWith('SIG')) process.kill(process.pid, ENDS)
   else process.exit(Number(ENDS))`,
)
afterAll(() => rmSync(house, { recursive: true }))

function serve(env: Record<string, string>, mode?: string) {
  const script = join(house, 'scripts', 'serve.mjs')
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
  expect(said()).toContain(`Port ${port} is taken by another program.`)
  expect(said()).toContain(`PORT=${port + 1} npm start`)
  await new Promise((resolve) => taken.close(resolve))
  const away = serve({ PORT: String(port), HOST: '203.0.113.9' })
  expect(await away.end).toBe(1)
  expect(away.said()).toContain('HOST is “203.0.113.9”, which is no address of this machine.')
})
