import { spawnSync } from 'node:child_process'
import { hostname } from 'node:os'
import { expect, test } from 'vitest'
import { isDead, self } from '@/lib/server/lease-owner'

const [where = '', pid = ''] = self().split(' ')
const gone = spawnSync(process.execPath, ['-e', '']).pid

test('a process of this machine that has ended is dead; this one and those that run are not', () => {
  expect(isDead(`${where} ${gone} a`)).toBe(true)
  // Somebody else once had the id of this process.
  expect(isDead(`${where} ${pid} a`)).toBe(true)
  expect(isDead(self())).toBe(false)
  expect(isDead(`${where} ${process.ppid} a`)).toBe(false)
})

test('of another machine or container of the same name nothing is known, whatever its processes are called', () => {
  const other = where.replace(/\/.*/, '/0b0c0d0e-0000-4000-8000-000000000000/pid:[4026532999]')
  expect(other.startsWith(hostname())).toBe(true)
  for (const owner of [hostname(), other]) for (const id of [pid, gone, process.ppid]) expect(isDead(`${owner} ${id} a`)).toBe(false)
})
