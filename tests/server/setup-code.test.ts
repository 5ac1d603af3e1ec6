import { expect, test, vi } from 'vitest'
import { appendAudit } from '@/lib/server/db/audit'
import { ensureUser } from '@/lib/server/db/users'
import { asksSetup, readEntry } from '@/lib/server/entry'
import { isSetupCode, setupCode } from '@/lib/server/setup-code'
import { testDatabase } from '@/tests/setup/databases'

vi.hoisted(() => {
  process.env.NEXTAUTH_SECRET = 'mR4v7Jw2kQ9x-Tz8uYb3Hn6Lc1Fd5Gs0Pa'
  process.env.DATA_KEYS = `k1:${Buffer.from('0123456789abcdefghijklmnopqrstuv').toString('base64')}`
  process.env.LOG_LEVEL = 'silent'
})

const LOCAL = new Headers({ host: 'localhost:3000', 'x-forwarded-for': '127.0.0.1' })
const BEYOND = new Headers({ host: 'localhost:3000', 'x-forwarded-for': '203.0.113.7' })

/** As a Japanese keyboard writes it. */
const wide = (text: string, dash: string) =>
  text.replaceAll('-', dash).replaceAll(/[0-9A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))

test('the code is the same each time it is asked for, sixty bits, in letters that are not mistaken for others', async () => {
  const db = await testDatabase('sqlite')
  const code = await setupCode(db)
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/)
  expect(await setupCode(db)).toBe(code)
  const shown = code.replace(/(.{4})(?=.)/g, '$1-')
  for (const typed of [
    code,
    shown,
    ` ${shown.toLowerCase()}\n`,
    code.replaceAll('0', 'o').replaceAll('1', 'I'),
    wide(shown, 'ー'),
    wide(shown, '－'),
  ])
    expect(await isSetupCode(db, typed), typed).toBe(true)
  for (const typed of ['', code.slice(1), `${code}0`, code.replace(/./, (letter) => (letter === 'A' ? 'B' : 'A'))])
    expect(await isSetupCode(db, typed), typed).toBe(false)
  await appendAudit(db, null, 'owner_left', null, 1)
  expect(await setupCode(db)).not.toBe(code)
})

test('it is asked of requests from beyond this machine, until somebody owns the server', async () => {
  const db = await testDatabase('sqlite')
  const said: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  expect(await asksSetup(db, LOCAL)).toBe(false)
  expect(said).toEqual([])
  expect(await asksSetup(db, BEYOND)).toBe(true)
  expect(await asksSetup(db, BEYOND)).toBe(true)
  write.mockRestore()
  // However quiet the log is set, and once.
  expect(said.join('')).toMatch(/setup code of this server is \w{4}-\w{4}-\w{4}/)
  expect(said).toHaveLength(1)
  expect(await readEntry(db, {}, LOCAL)).toMatchObject({ mayOwn: true })
  await expect(readEntry(db, {}, BEYOND)).rejects.toMatchObject({ code: 'setup_code', status: 403 })
  await expect(readEntry(db, { setup_code: 'AAAA-AAAA-AAAA' }, BEYOND)).rejects.toMatchObject({ code: 'setup_code' })
  expect(await readEntry(db, { setup_code: await setupCode(db) }, BEYOND)).toMatchObject({ mayOwn: true, inviteHash: null })
  await ensureUser(db, { id: 'ann', oura_user_id: 'a', role: 'owner' }, 1)
  expect(await asksSetup(db, BEYOND)).toBe(false)
  // Somebody who was let through while there was an owner does not become one because that one left meanwhile.
  expect(await readEntry(db, { setup_code: 'whatever', invite: 'A'.repeat(32) }, BEYOND)).toMatchObject({ mayOwn: false })
})
