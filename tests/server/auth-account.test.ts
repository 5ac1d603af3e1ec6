import { NextRequest } from 'next/server'
import { expect, test, vi } from 'vitest'
import { currentUser, requireOwner, requireReader, requireShared, requireUser, requireWriter } from '@/lib/server/auth'

const asked = new Headers()
let held: object
vi.mock('next/headers', () => ({ headers: async () => asked }))
vi.mock('next-auth', () => ({ getServerSession: async () => held }))
vi.mock('@/lib/server/auth-options', () => ({ authOptions: () => ({}) }))

test('a page of somebody else than who is signed in now changes nothing and is shown nothing', async () => {
  held = { user: { id: 'bob' }, expires: '' }
  asked.set('x-ringside-account', 'ann')
  await expect(requireWriter()).rejects.toMatchObject({ code: 'unauthenticated', status: 401 })
  asked.set('x-ringside-account', 'bob')
  expect(await requireWriter()).toEqual({ id: 'bob', readOnly: false })
  asked.delete('x-ringside-account')
  expect(await requireWriter()).toEqual({ id: 'bob', readOnly: false })

  const request = new NextRequest('http://localhost/api/tags')
  expect(await requireShared(request)).toEqual({ id: 'bob', readOnly: false, reach: null })
  asked.set('x-ringside-account', 'ann')
  await expect(requireShared(request)).rejects.toMatchObject({ status: 401 })
  // Nor by a link that was opened in the same browser.
  held = { guest: { of: 'ann', pages: ['day'] }, expires: '' }
  await expect(requireShared(request)).rejects.toMatchObject({ status: 401 })
  asked.delete('x-ringside-account')
  expect(await requireShared(request)).toMatchObject({ id: 'ann', readOnly: true })
  // A guest's page says so: it is shown what its link shows, and nothing of whoever signs in or opens another link in its browser.
  asked.set('x-ringside-account', 'guest-of-ann')
  expect(await requireShared(request)).toMatchObject({ id: 'ann', readOnly: true })
  await expect(requireWriter()).rejects.toMatchObject({ code: 'out_of_scope' })
  for (const other of [{ user: { id: 'bob' } }, { user: { id: 'ann' } }, { guest: { of: 'bob', pages: ['day'] } }]) {
    held = { ...other, expires: '' }
    await expect(requireShared(request)).rejects.toMatchObject({ code: 'unauthenticated', status: 401 })
  }
})

test('a guest is let in where guests are meant, and is nobody everywhere else', async () => {
  held = { guest: { of: 'ann', pages: ['day'] }, expires: '' }
  const request = new NextRequest('http://localhost/api/export')
  expect(await requireShared(request)).toMatchObject({ id: 'ann', readOnly: true })
  const asks = [() => requireShared(request, 'keys'), () => requireReader(request), requireUser, requireWriter, requireOwner]
  for (const ask of asks) await expect(ask()).rejects.toMatchObject({ code: 'out_of_scope', status: 403 })
  expect(await currentUser()).toBeNull()
})
