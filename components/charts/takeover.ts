import { type ComponentType, startTransition, useCallback, useEffect, useRef, useState } from 'react'
import { partsAlive } from '@/components/ui/later'
import { pageAtRest } from '@/components/ui/rest'
import type { Plot } from './plot'

export type LaneChart = ComponentType<{ plot: Plot }>

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
/** After the next paint: the finger is answered before anything heavy begins. */
const painted = async () => {
  await frame()
  await new Promise((resolve) => setTimeout(resolve))
}

let loading: Promise<LaneChart | null> | undefined

/** recharts, asked for once; null when it did not come, perhaps for want of a network, and then asked for again the next time. */
function loadChart(): Promise<LaneChart | null> {
  loading ??= import('./lane-chart').then(
    (module) => module.default,
    () => {
      loading = undefined
      return null
    },
  )
  return loading
}

/** Whether the reader's network is one on which nothing is to be fetched ahead. */
const sparesData = () => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true

/**
 * Lets recharts take the posters over: `wake` loads it and gives it the lanes one a frame, the touched one first, so that no task is long.
 * To read its script is the longest task there is; a page that nobody touches for a while has it behind it before the first finger.
 * `chartFor` answers what draws a lane now, null while its poster does.
 */
export function useTakeover(lanes: readonly string[]): { wake: (touched?: string) => void; chartFor: (lane: string) => LaneChart | null } {
  const woken = useRef(false)
  const [chart, setChart] = useState<LaneChart | null>(null)
  const [live, setLive] = useState<readonly string[]>([])
  useEffect(() => {
    if (!sparesData()) void partsAlive().then(pageAtRest).then(loadChart)
  }, [])
  const wake = useCallback(
    async (touched?: string) => {
      if (woken.current) return
      woken.current = true
      await painted()
      const loaded = await loadChart()
      if (!loaded) {
        // Offline, perhaps: the posters stay, and the next touch tries again.
        woken.current = false
        return
      }
      const order = [...lanes].sort((a, b) => Number(b === touched) - Number(a === touched))
      for (const count of order.keys()) {
        await painted()
        startTransition(() => {
          setChart(() => loaded)
          setLive(order.slice(0, count + 1))
        })
      }
    },
    [lanes],
  )
  return { wake, chartFor: (lane) => (live.includes(lane) ? chart : null) }
}
