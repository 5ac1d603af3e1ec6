import { useEffect, useEffectEvent } from 'react'

/**
 * Hands over what stands behind the # of the address, once the page is alive. Where `take` says that it was a secret, it is taken out of
 * the address and out of this tab's history.
 */
export function useArrival(take: (fragment: string) => boolean): void {
  const arrive = useEffectEvent(take)
  useEffect(() => {
    if (arrive(location.hash.slice(1))) history.replaceState(history.state, '', location.pathname + location.search)
  }, [])
}
