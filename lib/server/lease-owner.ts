import 'server-only'
import { randomUUID } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

const shared = globalThis as typeof globalThis & { ringsideOwner?: string; ringsidePlace?: string }

/**
 * Where process ids mean what they mean here: a start of one machine, and of its containers this one. Names alone are not enough: two
 * machines may bear the same, and in containers everybody is process 1.
 */
function place(): string {
  const read = (one: () => string) => {
    try {
      return one().trim()
    } catch {
      return ''
    }
  }
  shared.ringsidePlace ??= [
    hostname(),
    read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    read(() => readlinkSync('/proc/self/ns/pid')),
  ].join('/')
  return shared.ringsidePlace
}

/** This process as the owner of leases, told apart from every other, and from an earlier one that had its process id. */
export function self(): string {
  shared.ringsideOwner ??= `${place()} ${process.pid} ${randomUUID()}`
  return shared.ringsideOwner
}

/** Whether the process that holds a lease was on this machine and is no more: nobody needs to wait for its lease to run out. */
export function isDead(owner: string): boolean {
  const [where, pid] = owner.split(' ')
  if (where !== place() || owner === self()) return false
  if (Number(pid) === process.pid) return true
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
