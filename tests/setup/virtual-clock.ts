/** A clock that stands still until it is moved; who sleeps by it moves it, and does not wait. Epoch ms. */
export function virtualClock(start = Date.parse('2026-11-01T12:00:00.250Z')) {
  let now = start
  const slept: number[] = []
  return {
    now: () => now,
    sleep: async (ms: number) => {
      slept.push(ms)
      now += ms
    },
    advance(ms: number) {
      now += ms
    },
    slept,
  }
}
