import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type StandIn, startStandIn } from './stand-in'
import { signedEvent, type WebhookRules } from './webhooks'

const APP = { clientId: 'app', clientSecret: 'secret', server: 'moi' as const, redirectUris: [] }
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A stand-in, and whoever subscribes: `says` is its answer to the handshake, `got` what was sent to it. */
async function begin(rules: Partial<WebhookRules> = {}, now = { at: 1_000_000_000_000 }) {
  const got: { url: string; body: string; signature: string }[] = []
  const says = { challenge: (asked: string): unknown => asked }
  const here = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    got.push({ url: request.url ?? '', body, signature: String(request.headers['x-oura-signature'] ?? '') })
    const asked = new URL(request.url ?? '', 'http://x').searchParams.get('challenge') ?? ''
    response.end(JSON.stringify({ challenge: says.challenge(asked) }))
  })
  await new Promise<void>((resolve) => here.listen(0, '127.0.0.1', resolve))
  const callback_url = `http://127.0.0.1:${(here.address() as AddressInfo).port}/hook`
  const oura: StandIn = await startStandIn({ now: () => now.at, apps: [{ ...APP }], webhooks: rules })
  closing.push(
    () => oura.close(),
    () => here.close(),
  )
  const ask = async (method: string, path = '', body?: object, secret = APP.clientSecret) => {
    const response = await fetch(`${oura.url}/v2/webhook/subscription${path}`, {
      method,
      headers: { 'x-client-id': APP.clientId, 'x-client-secret': secret, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: response.status, body: response.status === 204 ? null : await response.json() }
  }
  const wanted = { callback_url, verification_token: 'a-token', event_type: 'update', data_type: 'sleep' }
  return { oura, ask, got, says, wanted, now }
}

test('one is made once its address answered the handshake, listed, renewed, changed and removed', async () => {
  const { ask, got, says, wanted, now } = await begin()
  says.challenge = () => 'something else'
  expect((await ask('POST', '', wanted)).status).toBe(400)
  says.challenge = (asked) => asked
  const made = await ask('POST', '', wanted)
  expect(made).toMatchObject({ status: 201, body: { event_type: 'update', data_type: 'sleep', callback_url: wanted.callback_url } })
  expect(got.at(-1)?.url).toMatch(/^\/hook\?verification_token=a-token&challenge=\w+$/)
  // No zone, and UTC.
  expect(made.body.expiration_time).toBe(new Date(now.at + 90 * 86_400_000).toISOString().replace('Z', ''))
  const { id } = made.body
  expect((await ask('GET')).body).toEqual([made.body])
  expect((await ask('GET', `/${id}`)).body).toEqual(made.body)
  now.at += 86_400_000
  expect((await ask('PUT', `/renew/${id}`)).body.expiration_time > made.body.expiration_time).toBe(true)
  expect((await ask('PUT', `/${id}`, { data_type: 'tag' })).status).toBe(422)
  expect((await ask('PUT', `/${id}`, { verification_token: 'b', data_type: 'tag' })).body).toMatchObject({ id, data_type: 'tag' })
  expect((await ask('DELETE', `/${id}`)).status).toBe(204)
  expect((await ask('GET')).body).toEqual([])
})

test('a second of its kind is 409, an unknown id 403, a stranger 401, an unknown type 422; after its time it is gone', async () => {
  const { ask, wanted, now, oura } = await begin()
  await ask('POST', '', wanted)
  expect((await ask('POST', '', wanted)).status).toBe(409)
  oura.webhooks.rules.one = 'address'
  expect((await ask('POST', '', { ...wanted, callback_url: `${wanted.callback_url}/other` })).status).toBe(201)
  for (const [method, path] of [
    ['GET', '/none'],
    ['DELETE', '/none'],
    ['PUT', '/renew/none'],
  ] as const)
    expect((await ask(method, path)).status).toBe(403)
  expect((await ask('GET', '', undefined, 'wrong')).status).toBe(401)
  expect((await ask('POST', '', { ...wanted, data_type: 'heartrate' })).status).toBe(422)
  now.at += 91 * 86_400_000
  expect((await ask('GET')).body).toEqual([])
})

test('an event goes to whoever subscribed to its kind, signed with their secret', async () => {
  const { ask, got, wanted, oura, now } = await begin()
  await ask('POST', '', wanted)
  got.length = 0
  const event = { event_type: 'update', data_type: 'sleep', object_id: 'a', user_id: 'b' }
  expect(await oura.webhooks.announce({ ...event, event_type: 'delete' })).toEqual([])
  expect(await oura.webhooks.announce(event)).toEqual([200])
  const [sent] = got
  expect(JSON.parse(sent?.body ?? '')).toMatchObject(event)
  expect(sent?.signature).toBe(signedEvent(sent?.body ?? '', APP.clientSecret, now.at).headers['x-oura-signature'])
})
