import { gzipSync } from 'node:zlib'

/** Gzip bytes of every script that a page's first HTML asks a browser for. `ask` answers a path of the server with a response. */
export async function firstLoadScripts(ask: (path: string) => Promise<Response>, path: string): Promise<number> {
  const html = await (await ask(path)).text()
  // Those marked noModule are for browsers that this app does not run in.
  const sources = new Set([...html.matchAll(/<script(?![^>]*noModule)[^>]*\ssrc="([^"]+\.js)"/g)].map((match) => match[1] ?? ''))
  const bodies = await Promise.all([...sources].map(async (source) => Buffer.from(await (await ask(source)).arrayBuffer())))
  return bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0)
}
