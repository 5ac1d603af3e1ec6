import { parseWaiting, WAITING_PREFIX, waitingAccount } from './waiting'

/** How many changes lie on this device of people who signed in here before: they wait until these come back. */
export function waitingOfOthers(): number {
  const account = waitingAccount()
  if (account === null) return 0
  try {
    return Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '')
      .filter((name) => name.startsWith(WAITING_PREFIX) && name !== `${WAITING_PREFIX}${account}`)
      .reduce((count, name) => count + parseWaiting(localStorage.getItem(name)).length, 0)
  } catch {
    return 0
  }
}
