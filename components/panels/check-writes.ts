import { useCallback, useEffect, useState } from 'react'
import type { CheckWrite } from '@/lib/api'
import type { Day } from '@/lib/domain/day'
import { isWaitingCheck, type WaitingCheck } from '@/lib/queries/waiting'
import { useKeptWrite, useWaiting } from './waiting-changes'

/** An answer that is confirmed sooner was not waiting for anything that is worth a line. */
const SOON_MS = 600

/** The answer to this evening's question that the server would not take or has not confirmed for a while, if there is one. */
export function useWaitingCheck(experimentId: string, day: Day): WaitingCheck | null {
  const found = useWaiting()
    .filter(isWaitingCheck)
    .find(({ check }) => check.experiment_id === experimentId && check.day === day)
  const waits = found?.refused === null
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!waits) return setLate(false)
    const timer = setTimeout(() => setLate(true), SOON_MS)
    return () => clearTimeout(timer)
  }, [waits])
  return found && (!waits || late) ? found : null
}

/** Answers an evening's question: on the page at once, kept on the device, and sent until the server has it. */
export function useCheckWrite(): (check: CheckWrite) => void {
  const keep = useKeptWrite()
  return useCallback((check) => keep({ check }), [keep])
}
