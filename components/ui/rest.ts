/** After this long without a quiet moment it is taken for one. */
const AT_MOST_MS = 300
const REST_MS = 2000
const SIGNS = ['pointerdown', 'pointermove', 'wheel', 'scroll', 'keydown'] as const

/** When the main thread has nothing to do; never rejects. */
export const quietMoment = () =>
  new Promise<void>((next) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => next(), { timeout: AT_MOST_MS })
    else setTimeout(next, 50)
  })

/** When nobody has touched the page for two seconds and the main thread has nothing to do; never rejects. */
export async function pageAtRest(): Promise<void> {
  let last = performance.now()
  const note = () => {
    last = performance.now()
  }
  for (const sign of SIGNS) window.addEventListener(sign, note, { capture: true, passive: true })
  for (let left = REST_MS; left > 0; left = last + REST_MS - performance.now()) await new Promise((next) => setTimeout(next, left))
  for (const sign of SIGNS) window.removeEventListener(sign, note, { capture: true })
  await quietMoment()
}
