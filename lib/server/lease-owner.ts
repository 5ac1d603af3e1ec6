import 'server-only'
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'

const shared = globalThis as typeof globalThis & { ringsideOwner?: string }

/** This process as the owner of leases, told apart from every other, and from an earlier one that had its process id. */
export function self(): string {
  shared.ringsideOwner ??= `${hostname()} ${process.pid} ${randomUUID()}`
  return shared.ringsideOwner
}

/** Whether the process that holds a lease was on this machine and is no more: nobody needs to wait for its lease to run out. */
export function isDead(owner: string): boolean {
  const [host, pid] = owner.split(' ')
  if (host !== hostname() || owner === self()) return false
  if (Number(pid) === process.pid) return true
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
