import { useEffect, useState } from 'react'

/**
 * How a browser gets from Oura to this page again. `back`: by itself. `other-name`: this machine under another of its names, which alone
 * Oura knows and whose cookies are its own. `by-hand`: Oura's answer leads to an address that is not this server as this browser sees it.
 */
export type ReturnWay = 'back' | 'other-name' | 'by-hand'

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

export function wayFrom(redirectUri: string, page: { origin: string; hostname: string }): ReturnWay {
  const back = new URL(redirectUri)
  if (back.origin === page.origin) return 'back'
  return LOOPBACK.test(back.hostname) && LOOPBACK.test(page.hostname) ? 'other-name' : 'by-hand'
}

/** The way from the registered address; `back` until the page knows its own. */
export function useReturnWay(redirectUri: string | undefined): ReturnWay {
  const [way, setWay] = useState<ReturnWay>('back')
  useEffect(() => {
    if (redirectUri) setWay(wayFrom(redirectUri, window.location))
  }, [redirectUri])
  return way
}
