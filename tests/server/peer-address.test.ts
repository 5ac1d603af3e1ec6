import { createServer, type IncomingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import { trustOnlyLocalProxies } from '@/lib/server/peer-address'

trustOnlyLocalProxies()

/** The headers that a handler sees of a request that arrived over a connection from `peer`. */
function seen(peer: string | undefined, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const server = createServer()
  let arrived: IncomingHttpHeaders = {}
  server.on('request', (request) => {
    arrived = request.headers
  })
  server.emit('request', { socket: { remoteAddress: peer }, headers: { ...headers } }, {})
  return arrived
}

test.each(['203.0.113.5', '2001:db8::1', '192.168.1.7'])('%s cannot say that it is somebody else', (peer) => {
  expect(seen(peer, { 'x-forwarded-for': '10.0.0.1' })).toEqual({ 'x-forwarded-for': peer })
  expect(seen(peer, {})).toEqual({ 'x-forwarded-for': peer })
})

test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('a proxy on %s is believed', (peer) => {
  expect(seen(peer, { 'x-forwarded-for': '203.0.113.5' })).toEqual({ 'x-forwarded-for': '203.0.113.5' })
})

test('real requests are answered as ever', async () => {
  const server = createServer((request, response) => response.end(request.headers['x-forwarded-for'] ?? 'none'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  expect(await (await fetch(`http://127.0.0.1:${address.port}`)).text()).toBe('none')
  server.close()
})
