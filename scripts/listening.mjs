// Where the server is to listen, and whether it can. Asked before anything is installed or built, since a server that still runs reads
// what would be replaced, and again before it starts. Needs no node_modules.
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'

/** Host and port by the environment and .env, free to be listened on; ends the process with a plain sentence where they are not. */
export async function placeToListen() {
  const fail = (sentence) => {
    console.error(`\n${sentence}\n`)
    process.exit(1)
  }
  if (existsSync('.env')) process.loadEnvFile('.env')
  const host = process.env.HOST || '127.0.0.1'
  const port = process.env.PORT || '3000'
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
    fail(`PORT is “${port}”: write a number from 1 to 65535, as in PORT=3000.`)

  const reasons = {
    EADDRINUSE: `Port ${port} is taken, perhaps by a Ringside that still runs. Stop that program, or choose another port: PORT=${Number(port) + 1} npm start`,
    EACCES: `This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`,
    EADDRNOTAVAIL: `HOST is “${host}”, which is no address of this machine. Use 127.0.0.1, or 0.0.0.0 for every interface.`,
    ENOTFOUND: `HOST is “${host}”, which is no address of this machine. Use 127.0.0.1, or 0.0.0.0 for every interface.`,
  }
  await new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error) => fail(reasons[error.code] ?? `Cannot listen on ${host}:${port} (${error.code}).`))
    probe.listen({ host, port: Number(port), exclusive: true }, () => probe.close(resolve))
  })
  return { host, port }
}
