import { useEffect, useEffectEvent } from 'react'

/**
 * Hands over what stands behind the # of the address, once the page is alive and whenever it changes: a link pasted into a tab that is on
 * its page already loads nothing anew. Where `take` says that it was a secret, it is taken out of the address and out of this tab's history.
 */
export function useArrival(take: (fragment: string) => boolean): void {
  const arrive = useEffectEvent(take)
  useEffect(() => {
    const look = () => {
      if (arrive(location.hash.slice(1))) history.replaceState(history.state, '', location.pathname + location.search)
    }
    look()
    window.addEventListener('hashchange', look)
    return () => window.removeEventListener('hashchange', look)
  }, [])
}
