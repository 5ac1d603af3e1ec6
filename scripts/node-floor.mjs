// The first version of each line of Node without a known hole that a stranger can use (CVE-2026-21710 and its neighbours, March 2026).
// Lines that began later never had them. To be raised with every security release of Node.
const FLOORS = { 22: '22.22.2', 23: '24.14.1', 24: '24.14.1', 25: '25.8.2' }

const parts = (version) => version.split('.').map(Number)
const isBelow = (version, floor) => {
  const [have, want] = [parts(version), parts(floor)]
  const at = want.findIndex((part, index) => part !== have[index])
  return at >= 0 && (have[at] ?? 0) < (want[at] ?? 0)
}

/** The version that mends what is known of this one; null where nothing is. */
export function mendedNode(version) {
  const floor = FLOORS[parts(version)[0]]
  return floor !== undefined && isBelow(version, floor) ? floor : null
}
