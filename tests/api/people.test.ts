import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { filesBelow, type Ringside, startRingside } from '@/tests/setup/ringside'
import { type Visitor, visitor } from '@/tests/setup/visitor'
import { emptyStore, overlayStore } from '@/tests/stand-in/document-store'
import { type StandIn, startStandIn } from '@/tests/stand-in/stand-in'

const TOKENS = { ann: 'canary-ann-0b1e9c', bob: 'canary-bob-0c44aa', carl: 'canary-carl-0e99', dora: 'canary-dora-0f11' }
let oura: StandIn
let ringside: Ringside
let origin = ''
const answers: string[] = []
let visitors = 0
/** A visitor from an address of its own, so that the limit on pastes counts each alone. */
function visit(): Visitor {
  const who = visitor(ringside.url, (text) => answers.push(text))
  who.headers.set('x-forwarded-for', `198.51.100.${++visitors}`)
  return who
}
const userOf = async (who: Visitor) => (await (await who.ask('/api/auth/session')).json()).user?.id
const codeOf = (url: string) => url.split('#')[1]?.replace('invite=', '') ?? ''
/** A request of a page of the server under the address that others reach it by. */
const sendAs = (who: Visitor, method: string, path: string, body: unknown) =>
  who.ask(path, { method, headers: { 'content-type': 'application/json', origin }, body: JSON.stringify(body) })
async function enter(who: Visitor, provider: string, fields: Record<string, string>, from = origin) {
  const { csrfToken } = await (await who.ask('/api/auth/csrf')).json()
  const body = JSON.stringify({ ...fields, csrfToken })
  return who.ask(`/api/auth/callback/${provider}`, { method: 'POST', headers: { 'content-type': 'application/json', origin: from }, body })
}
const setupCode = () => /"code":"([0-9A-Z-]{14})"/.exec(ringside.log())?.[1] ?? ''

beforeAll(async () => {
  oura = await startStandIn({
    accounts: Object.entries(TOKENS).map(([name, token]) => ({
      name,
      tokens: [token],
      store: overlayStore({ ...emptyStore, personalInfo: () => ({ id: `oura-${name}`, email: `canary-mail-${name}@example.org` }) }),
    })),
  })
  ringside = await startRingside({ OURA_API_URL: oura.url })
  // Others reach it by another name; to the browser tests of this machine it is the same server.
  origin = `http://ring.localhost:${new URL(ringside.url).port}`
  await ringside.restart({ APP_URL: origin })
}, 300_000)
afterAll(async () => {
  await ringside?.stop()
  await oura?.close()
})

describe('a server that others can reach has a setup code until somebody owns it', () => {
  test('without the code nobody comes in, enters an application or is sent to Oura; Oura is not even asked', async () => {
    const code = setupCode()
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
    expect(await (await visit().ask('/connect')).text()).toContain('id="setup-code-where"')
    for (const setup_code of [undefined, '', ' ', 'AAAA-AAAA-AAAA', code.slice(0, -1)]) {
      const more = setup_code === undefined ? {} : { setup_code }
      const response = await enter(visit(), 'token', { token: TOKENS.ann, ...more })
      expect(response.status).toBe(403)
      expect(await response.json()).toMatchObject({ code: 'setup_code' })
    }
    const app = { client_id: 'id', client_secret: 'secret' }
    expect(await (await sendAs(visit(), 'PUT', '/api/oura-app', app)).json()).toMatchObject({ code: 'setup_code' })
    expect(await (await sendAs(visit(), 'PUT', '/api/oura-app', { ...app, setup_code: 'x' })).json()).toMatchObject({ code: 'setup_code' })
    expect(oura.requests.filter(({ path }) => path.endsWith('personal_info'))).toEqual([])
    expect((await sendAs(visit(), 'PUT', '/api/oura-app', { ...app, setup_code: code })).status).toBe(200)
    const stranger = visit()
    const { csrfToken } = await (await stranger.ask('/api/auth/csrf')).json()
    expect(await (await sendAs(stranger, 'POST', '/api/auth/signin/oura', { csrfToken })).json()).toMatchObject({ code: 'setup_code' })
  })

  test('it is the same after a restart, can be typed in any way, and is gone with the first owner', async () => {
    const code = setupCode()
    await ringside.restart({ APP_URL: origin })
    expect(ringside.log().split(code).length).toBeGreaterThan(2)
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `
    expect((await enter(visit(), 'token', { token: TOKENS.ann, setup_code: typed })).status).toBe(200)
    expect(await (await visit().ask('/connect')).text()).not.toContain('id="setup-code-where"')
    const late = await enter(visit(), 'token', { token: TOKENS.bob, setup_code: code })
    expect(await late.json()).toMatchObject({ code: 'forbidden' })
  })
})

test('of tries at the setup code the eleventh in an hour has to wait', async () => {
  const other = await startRingside({ OURA_API_URL: oura.url })
  try {
    const outside = visitor(other.url)
    outside.headers.set('x-forwarded-for', '203.0.113.7')
    const statuses: number[] = []
    for (let index = 0; index < 12; index++)
      statuses.push(
        (await outside.send('PUT', '/api/oura-app', { client_id: 'a', client_secret: 'b', setup_code: `wrong ${index}` })).status,
      )
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 403), 429, 429])
    // Through a proxy, though the server listens on this machine alone; somebody at the machine itself is not asked.
    expect(other.log()).toContain('setup_code')
    expect((await visitor(other.url).signIn('token', { token: TOKENS.carl })).status).toBe(200)
  } finally {
    await other.stop()
  }
})

describe('devices', () => {
  let ann: Visitor
  beforeAll(async () => {
    ann = visit()
    ann.headers.set(
      'user-agent',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
    )
    expect((await enter(ann, 'token', { token: TOKENS.ann })).status).toBe(200)
  })
  const makeCode = async () => (await sendAs(ann, 'POST', '/api/devices', {})).json()

  test('a code signs one more device in, once, at this address', async () => {
    const { code, url, expires_at } = await makeCode()
    expect(url).toBe(`${origin}/phone#${code}`)
    expect(Date.parse(expires_at) - Date.now()).toBeGreaterThan(100_000)
    expect(Date.parse(expires_at) - Date.now()).toBeLessThanOrEqual(120_000)
    const elsewhere = await enter(visit(), 'device', { code }, ringside.url)
    expect([elsewhere.status, (await elsewhere.json()).code]).toEqual([403, 'code_elsewhere'])
    const phones = Array.from({ length: 5 }, () => visit())
    const statuses = await Promise.all(phones.map(async (phone) => (await enter(phone, 'device', { code })).status))
    expect(statuses.sort()).toEqual([200, 410, 410, 410, 410])
    const used = await enter(visit(), 'device', { code })
    expect(await used.json()).toMatchObject({ code: 'code_used' })
    const unknown = await enter(visit(), 'device', { code: 'A'.repeat(22) })
    expect(await (await enter(visit(), 'device', { code: 'A'.repeat(200) })).json()).toMatchObject({ code: 'code_unknown' })
    expect([unknown.status, (await unknown.json()).code]).toEqual([404, 'code_unknown'])
    const ids = await Promise.all(phones.map(userOf))
    expect(ids.filter((id) => id !== undefined)).toEqual([await userOf(ann)])
  })

  test('a code is over after two minutes, and when a newer one is shown', async () => {
    const first = await makeCode()
    const second = await makeCode()
    expect(await (await enter(visit(), 'device', { code: first.code })).json()).toMatchObject({ code: 'code_expired' })
    const db = new Sqlite(join(ringside.folder, 'data', 'ringside.db'))
    db.prepare('update device_code set ends_at = ? where used_at is null and ends_at > ?').run(Date.now() - 1, Date.now())
    db.close()
    const late = await enter(visit(), 'device', { code: second.code })
    expect([late.status, (await late.json()).code]).toEqual([410, 'code_expired'])
  })

  test('the list names each device, and signs out one, the others or all, at once', async () => {
    const signIn = async () => {
      const phone = visit()
      phone.headers.set(
        'user-agent',
        'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
      )
      await enter(phone, 'device', { code: (await makeCode()).code })
      return phone
    }
    const [one, two] = [await signIn(), await signIn()]
    const { data, address } = await (await ann.ask('/api/devices')).json()
    expect(address).toBe(origin)
    expect(data.filter(({ current }: { current: boolean }) => current)).toMatchObject([
      { browser: 'Safari', system: 'Mac', provider: 'token' },
    ])
    const [newest] = data.filter(
      ({ provider, system }: { provider: string; system: string }) => provider === 'device' && system === 'Android',
    )
    expect(newest).toMatchObject({ browser: 'Chrome', current: false })
    expect((await sendAs(ann, 'DELETE', '/api/devices', { id: newest.id })).status).toBe(204)
    expect((await sendAs(ann, 'DELETE', '/api/devices', { id: newest.id })).status).toBe(404)
    for (const bad of [{}, { id: '' }, { all: false }, { others: 1 }, { id: 'x', all: true }])
      expect((await sendAs(ann, 'DELETE', '/api/devices', bad)).status).toBe(422)
    expect((await Promise.all([one, two].map(userOf))).filter(Boolean)).toHaveLength(1)
    expect((await sendAs(ann, 'DELETE', '/api/devices', { others: true })).status).toBe(204)
    expect((await (await ann.ask('/api/devices')).json()).data).toHaveLength(1)
    expect(await Promise.all([one, two].map(userOf))).toEqual([undefined, undefined])
    const everywhere = await sendAs(ann, 'DELETE', '/api/devices', { all: true })
    expect([everywhere.status, everywhere.headers.get('clear-site-data')]).toEqual([204, '"storage"'])
    expect((await ann.ask('/api/connection')).status).toBe(401)
    await enter(ann, 'token', { token: TOKENS.ann })
  })

  test('a server that only this machine reaches makes no code, and says how to change that', async () => {
    await ringside.restart()
    const response = await ann.send('POST', '/api/devices')
    expect(response.status).toBe(422)
    expect((await response.json()).detail).toContain('HOST=0.0.0.0')
    expect(await (await ann.ask('/api/devices')).json()).toMatchObject({ address: null })
    await ringside.restart({ APP_URL: origin })
  })

  test('nothing of a code is in an address, a log or the database', async () => {
    const { code } = await makeCode()
    await enter(visit(), 'device', { code })
    expect(ringside.log()).not.toContain(code)
    for (const { content } of filesBelow(join(ringside.folder, 'data'))) expect(content.includes(code)).toBe(false)
  })
})

describe('people', () => {
  let ann: Visitor
  let bob: Visitor
  let bobId = ''
  beforeAll(async () => {
    ann = visit()
    await enter(ann, 'token', { token: TOKENS.ann })
  })
  const invite = async (name: string) => (await sendAs(ann, 'POST', '/api/invites', { name })).json()
  const people = async () => (await ann.ask('/api/people')).json()

  test('an invitation brings one person, with their own archive and the name on it', async () => {
    const { url, id } = await invite('Bob')
    expect(url.startsWith(`${origin}/connect#invite=`)).toBe(true)
    expect((await people()).invites).toMatchObject([{ id, name: 'Bob' }])
    bob = visit()
    expect((await enter(bob, 'token', { token: TOKENS.bob, invite: codeOf(url) })).status).toBe(200)
    bobId = await userOf(bob)
    expect(bobId).not.toBe(await userOf(ann))
    expect(await (await bob.ask('/api/oura/v2/usercollection/personal_info')).json()).toMatchObject({ id: 'oura-bob' })
    const body = await people()
    expect(body.invites).toEqual([])
    expect(body.people).toMatchObject([
      { role: 'owner', name: null, removed_at: null },
      { id: bobId, role: 'member', name: 'Bob', removed_at: null },
    ])
    expect(JSON.stringify(body)).not.toMatch(/canary|oura-/)
    const twice = await enter(visit(), 'token', { token: TOKENS.carl, invite: codeOf(url) })
    expect([twice.status, (await twice.json()).code]).toEqual([410, 'code_used'])
  })

  test('one that is over, withdrawn or made up brings nobody', async () => {
    const withdrawn = await invite('Carl')
    expect((await sendAs(ann, 'DELETE', '/api/invites', { id: withdrawn.id })).status).toBe(204)
    const over = await invite('Carl')
    const db = new Sqlite(join(ringside.folder, 'data', 'ringside.db'))
    db.prepare('update invite set ends_at = ? where id = ?').run(Date.now() - 1, over.id)
    db.close()
    for (const [url, code] of [
      [withdrawn.url, 'code_unknown'],
      [over.url, 'code_expired'],
      [`${origin}/connect#invite=${'A'.repeat(32)}`, 'code_unknown'],
    ])
      expect(await (await enter(visit(), 'token', { token: TOKENS.carl, invite: codeOf(url) })).json()).toMatchObject({ code })
    expect((await people()).people).toHaveLength(2)
  })

  test('a closed server takes nobody, an open one everybody', async () => {
    const { url } = await invite('Carl')
    await ringside.restart({ APP_URL: origin, SIGN_UPS: 'closed' })
    expect((await sendAs(ann, 'POST', '/api/invites', { name: 'x' })).status).toBe(403)
    expect(await (await enter(visit(), 'token', { token: TOKENS.carl, invite: codeOf(url) })).json()).toMatchObject({ code: 'forbidden' })
    expect((await enter(visit(), 'token', { token: TOKENS.bob })).status).toBe(200)
    await ringside.restart({ APP_URL: origin, SIGN_UPS: 'open' })
    expect((await enter(visit(), 'token', { token: TOKENS.dora })).status).toBe(200)
    await ringside.restart({ APP_URL: origin })
  })

  test('who is kept out is out at once, keys and guests too; let in again, nothing is lost', async () => {
    const { key } = await (await sendAs(bob, 'POST', '/api/keys', { name: 'his' })).json()
    const read = () => visit().ask('/api/oura/v2/usercollection/personal_info', { headers: { authorization: `Bearer ${key}` } })
    const { url } = await (await sendAs(bob, 'POST', '/api/guest-links', { name: 'x', shown_name: 'Bob', pages: ['day'], days: 3 })).json()
    const guest = visit()
    expect((await enter(guest, 'guest', { code: codeOf(url) })).status).toBe(200)
    expect((await sendAs(ann, 'PUT', '/api/people', { id: bobId, access: false })).status).toBe(200)
    expect((await bob.ask('/api/connection')).status).toBe(401)
    expect((await guest.ask('/api/oura/v2/usercollection/sleep')).status).toBe(401)
    expect((await read()).status).toBe(401)
    const again = await enter(bob, 'token', { token: TOKENS.bob })
    expect([again.status, (await again.json()).code]).toEqual([403, 'access_removed'])
    expect(await (await enter(visit(), 'guest', { code: codeOf(url) })).json()).toMatchObject({ code: 'code_unknown' })
    expect((await sendAs(ann, 'PUT', '/api/people', { id: bobId, access: true })).status).toBe(200)
    expect((await enter(bob, 'token', { token: TOKENS.bob })).status).toBe(200)
    expect(await userOf(bob)).toBe(bobId)
    expect(await (await read()).json()).toMatchObject({ id: 'oura-bob' })
    const me = await userOf(ann)
    expect((await sendAs(ann, 'PUT', '/api/people', { id: me, access: false })).status).toBe(404)
    expect((await sendAs(ann, 'PUT', '/api/people', { id: 'demo', access: false })).status).toBe(404)
  })

  test('removing a person for good wants the word, and takes only them', async () => {
    const dora = (await people()).people.find(({ name, role }: { name: string | null; role: string }) => name === null && role === 'member')
    for (const confirm of [undefined, 'delete', 'DELETE ', ''])
      expect((await sendAs(ann, 'DELETE', '/api/people', { id: dora.id, confirm })).status).toBe(422)
    expect((await sendAs(ann, 'DELETE', '/api/people', { id: dora.id, confirm: 'DELETE' })).status).toBe(200)
    expect((await people()).people).toHaveLength(2)
    expect((await sendAs(ann, 'DELETE', '/api/people', { id: await userOf(ann), confirm: 'DELETE' })).status).toBe(404)
  })

  test('a guest is told where a shown number comes from as it is now: nothing that Oura removed or rewrote', async () => {
    const db = new Sqlite(join(ringside.folder, 'data', 'ringside.db'))
    const id = await userOf(ann)
    const add = db.prepare("insert into document values (?, ?, ?, '2026-03-10', ?, ?, ?, ?)")
    const amend = db.prepare("insert into document_revision values (?, ?, ?, 3000, '2026-03-10', ?)")
    const body = (name: string, value: number) =>
      JSON.stringify({ id: name, day: '2026-03-10', type: 'long_sleep', score: value, total_sleep_duration: value, contributors: {} })
    for (const collection of ['daily_sleep', 'sleep']) {
      add.run(id, collection, 'kept', body('kept', 81), `1${collection}`, 3000, null)
      add.run(id, collection, 'gone', body('gone', 13), `2${collection}`, 1000, 2000)
      amend.run(id, collection, 'kept', body('kept', 79))
    }
    db.prepare("insert into daily_metric (user_id, day, sleep_score) values (?, '2026-03-10', 81)").run(id)
    const { url } = await (await sendAs(ann, 'POST', '/api/guest-links', { name: 'x', shown_name: 'Ann', pages: ['day'], days: 1 })).json()
    const guest = visit()
    expect((await enter(guest, 'guest', { code: codeOf(url) })).status).toBe(200)
    const path = '/api/explain?day=2026-03-10&metric='
    const whole = await (await ann.ask(`${path}sleep_score`)).json()
    expect(whole.documents.map((one: { id: string; earlier: unknown[] }) => [one.id, one.earlier.length])).toEqual([
      ['gone', 0],
      ['kept', 1],
    ])
    const told = await guest.ask(`${path}sleep_score`)
    expect(told.status).toBe(200)
    const text = await told.text()
    // The score is on the page, the document that it is read from is not.
    expect(JSON.parse(text)).toMatchObject({ value: 81, withheld: true, documents: [] })
    const night = await (await guest.ask(`${path}total_sleep`)).text()
    expect(JSON.parse(night)).toMatchObject({
      withheld: false,
      documents: [{ id: 'kept', value: 81, earlier: null, body: body('kept', 81) }],
    })
    for (const secret of ['gone', '79']) for (const said of [text, night]) expect(said).not.toContain(secret)
    expect(text).not.toContain('contributors')
    // A number that the chosen page does not show; a link for Trends shares every number.
    const trends = visit()
    const other = await (await sendAs(ann, 'POST', '/api/guest-links', { name: 'y', shown_name: 'Ann', pages: ['trends'], days: 1 })).json()
    expect((await enter(trends, 'guest', { code: codeOf(other.url) })).status).toBe(200)
    const refused = await guest.ask(`${path}m10`)
    expect([refused.status, (await refused.json()).code]).toEqual([403, 'out_of_scope'])
    expect(await (await trends.ask(`${path}m10`)).json()).toMatchObject({ value: null, withheld: true })
    for (const link of (await (await ann.ask('/api/guest-links')).json()).data)
      await sendAs(ann, 'DELETE', '/api/guest-links', { id: link.id })
    db.prepare("delete from document where collection in ('daily_sleep', 'sleep')").run()
    db.prepare('delete from document_revision').run()
    db.prepare("delete from daily_metric where day = '2026-03-10'").run()
    db.close()
  })

  test('a guest link is over on its day', async () => {
    const { url, id } = await (
      await sendAs(ann, 'POST', '/api/guest-links', { name: 'Dr. Meyer', shown_name: 'Ann', pages: ['night', 'day'], days: 1 })
    ).json()
    const guest = visit()
    expect((await enter(guest, 'guest', { code: codeOf(url) })).status).toBe(200)
    expect((await (await ann.ask('/api/guest-links')).json()).data).toMatchObject([{ id, name: 'Dr. Meyer', pages: ['day', 'night'] }])
    // A guest is no device of hers, and has none.
    expect((await (await ann.ask('/api/devices')).json()).data.map(({ provider }: { provider: string }) => provider)).not.toContain('guest')
    const db = new Sqlite(join(ringside.folder, 'data', 'ringside.db'))
    db.prepare('update guest_link set ends_at = ? where id = ?').run(Date.now() - 1, id)
    db.close()
    expect((await guest.ask('/api/oura/v2/usercollection/sleep')).status).toBe(401)
    const late = await enter(visit(), 'guest', { code: codeOf(url) })
    expect([late.status, (await late.json()).code]).toEqual([410, 'code_expired'])
    for (const bad of [{ pages: [] }, { pages: ['data'] }, { days: 0 }, { days: 367 }, { name: '' }, { shown_name: ' ' }])
      expect((await sendAs(ann, 'POST', '/api/guest-links', { name: 'a', shown_name: 'b', pages: ['day'], days: 1, ...bad })).status).toBe(
        422,
      )
  })

  test('a key may ask so often a minute', async () => {
    const { key } = await (await sendAs(ann, 'POST', '/api/keys', { name: 'slow', per_minute: 3 })).json()
    const statuses: number[] = []
    let wait = ''
    for (let index = 0; index < 5; index++) {
      const response = await visit().ask('/api/sync', { headers: { authorization: `Bearer ${key}` } })
      statuses.push(response.status)
      wait = response.headers.get('retry-after') ?? ''
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429])
    expect(Number(wait)).toBeGreaterThan(0)
  })
})

describe('erasing', () => {
  const data = () => join(ringside.folder, 'data')
  const bytesOf = (text: string) =>
    filesBelow(data())
      .filter(({ content }) => content.includes(text))
      .map(({ file }) => file)

  test('the owner goes: every trace too, in the log and in older copies; the server is handed on', async () => {
    const ann = visit()
    await enter(ann, 'token', { token: TOKENS.ann })
    const { key } = await (await sendAs(ann, 'POST', '/api/keys', { name: 'canary-key-name' })).json()
    const copied = new Map(ann.cookies)
    const copy = join(data(), 'ringside.db.before-001-archive.bak')
    const db = new Sqlite(join(data(), 'ringside.db'))
    db.exec(`vacuum into '${copy}'`)
    db.close()
    expect(bytesOf('canary-mail-ann').length).toBeGreaterThan(1)
    // One that a restart made of this day holds her too, and Bob.
    const daily = bytesOf('canary-mail-ann').filter((name) => name.includes('backups')).length
    for (const confirm of [undefined, 'delete', '']) expect((await sendAs(ann, 'POST', '/api/erase', { confirm })).status).toBe(422)
    const response = await sendAs(ann, 'POST', '/api/erase', { confirm: 'DELETE' })
    expect(response.status).toBe(200)
    expect(response.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"')
    expect(await response.json()).toEqual({
      removed: expect.objectContaining({ document: 1, api_key: 2, connection: 1, guest_link: expect.any(Number) }),
      oura: null,
      copies: 1 + daily,
      remains: 'nothing',
      owner: 'passed_on',
    })
    for (const trace of ['canary-mail-ann', 'canary-key-name', 'oura-ann']) expect(bytesOf(trace)).toEqual([])
    expect(existsSync(copy)).toBe(true)
    expect(bytesOf('canary-mail-bob').length).toBeGreaterThan(1)
    const thief = visit()
    for (const [name, value] of copied) thief.cookies.set(name, value)
    expect((await thief.ask('/api/connection')).status).toBe(401)
    expect((await visit().ask('/api/sync', { headers: { authorization: `Bearer ${key}` } })).status).toBe(401)
    const bob = visit()
    await enter(bob, 'token', { token: TOKENS.bob })
    expect((await (await bob.ask('/api/people')).json()).people).toMatchObject([{ role: 'owner', name: 'Bob' }])
  })

  test('the last one goes: the server is nobody’s again, without an application, and with another setup code', async () => {
    const bob = visit()
    await enter(bob, 'token', { token: TOKENS.bob })
    const before = setupCode()
    expect(await (await sendAs(bob, 'POST', '/api/erase', { confirm: 'DELETE' })).json()).toMatchObject({ owner: 'none' })
    const db = new Sqlite(join(data(), 'ringside.db'), { readonly: true })
    expect(db.prepare("select id from user where role <> 'demo'").all()).toEqual([])
    expect(db.prepare('select * from oura_app').all()).toEqual([])
    expect(db.prepare("select event from audit where user_id = '' and event in ('erased', 'owner_left')").all()).toHaveLength(4)
    db.close()
    expect((await visit().ask('/connect')).status).toBe(200)
    const codes = [...ringside.log().matchAll(/"code":"([0-9A-Z-]{14})"/g)].map(([, code]) => code)
    expect(codes.at(-1)).not.toBe(before)
    expect(await (await enter(visit(), 'token', { token: TOKENS.carl, setup_code: before })).json()).toMatchObject({ code: 'setup_code' })
    expect((await enter(visit(), 'token', { token: TOKENS.carl, setup_code: codes.at(-1) ?? '' })).status).toBe(200)
  })
})

test('the secrets of codes and links are in no log and no file', () => {
  const secrets = answers.flatMap((text) => [...text.matchAll(/#(?:invite=)?([\w-]{22,32})"/g)].map(([, secret = '']) => secret))
  expect(secrets.length).toBeGreaterThan(8)
  for (const secret of secrets) {
    expect(ringside.log()).not.toContain(secret)
    for (const { content } of filesBelow(join(ringside.folder, 'data'))) expect(content.includes(secret)).toBe(false)
  }
})
