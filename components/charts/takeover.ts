import { type ComponentType, startTransition, useCallback, useRef, useState } from 'react'
import type { Plot } from './plot'

export type LaneChart = ComponentType<{ plot: Plot }>

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
/** After the next paint: the finger is answered before anything heavy begins. */
const painted = async () => {
  await frame()
  await new Promise((resolve) => setTimeout(resolve))
}

/**
 * Lets recharts take the posters over: `wake` loads it and gives it the lanes one a frame, the touched one first, so that no task is long.
 * `chartFor` answers what draws a lane now, null while its poster does.
 */
export function useTakeover(lanes: readonly string[]): { wake: (touched?: string) => void; chartFor: (lane: string) => LaneChart | null } {
  const woken = useRef(false)
  const [chart, setChart] = useState<LaneChart | null>(null)
  const [live, setLive] = useState<readonly string[]>([])
  const wake = useCallback(
    async (touched?: string) => {
      if (woken.current) return
      woken.current = true
      await painted()
      const loaded = await import('./lane-chart').catch(() => null)
      if (!loaded) {
        // Offline, perhaps: the posters stay, and the next touch tries again.
        woken.current = false
        return
      }
      const order = [...lanes].sort((a, b) => Number(b === touched) - Number(a === touched))
      for (const count of order.keys()) {
        await painted()
        startTransition(() => {
          setChart(() => loaded.default)
          setLive(order.slice(0, count + 1))
        })
      }
    },
    [lanes],
  )
  return { wake, chartFor: (lane) => (live.includes(lane) ? chart : null) }
}
