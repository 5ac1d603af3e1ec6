import { createServer } from 'node:net'
import type { TestProject } from 'vitest/node'
import { type Cluster, startCluster } from './postgres'

declare module 'vitest' {
  interface ProvidedContext {
    /** Loopback port that answers with the address of the run's Postgres, or with the reason why there is none. */
    postgresPort: number
  }
}

/** One Postgres cluster for the whole run, started by the first test that asks for it: tests of the domain never wait for it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let cluster: Promise<Cluster> | undefined
  const server = createServer((socket) => {
    cluster ??= startCluster()
    cluster.then(
      ({ url }) => socket.end(url('postgres')),
      (error: Error) => socket.end(error.message),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  project.provide('postgresPort', address.port)
  return async () => {
    server.close()
    await cluster?.then(
      ({ stop }) => stop(),
      () => {},
    )
  }
}
