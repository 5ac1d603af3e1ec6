import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Starts a file of the tests as a process of its own; `output` is what it has said so far. */
export function startChild(
  file: string,
  args: readonly string[],
  stdin: 'ignore' | 'pipe' = 'ignore',
): { process: ChildProcess; output: () => string; ended: Promise<string> } {
  const child = spawn(process.execPath, ['--import', './tests/setup/resolve.mjs', file, ...args], {
    cwd: root,
    stdio: [stdin, 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  return { process: child, output: () => said, ended: new Promise((resolve) => child.once('close', () => resolve(said.trim()))) }
}
