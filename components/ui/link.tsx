'use client'
import { useRouter } from 'next/navigation'
import type { ComponentProps, MouseEvent } from 'react'
import { useMayOpen } from './guest'

let reach = async (): Promise<unknown> => undefined

/** From now on links of a device without a network are followed only where `server` resolves: the server may be this device itself. */
export function followWhere(server: () => Promise<unknown>): void {
  reach = server
}

/** Goes to another page of the app, without loading it anew; stays where a guest link does not show it. */
export function useFollow(): (href: string) => void {
  const router = useRouter()
  const mayOpen = useMayOpen()
  return (href) => {
    if (!mayOpen(href)) return
    // Where nothing answers the browser would put its own page about that in place of this one and all that it holds. At its top stands why.
    if (navigator.onLine) router.push(href)
    else
      void reach().then(
        () => router.push(href),
        () => window.scrollTo(0, 0),
      )
  }
}

/**
 * A way to another page of the app; its words alone where a guest link does not show that page. Next's own link prefetches, and weighs 3 kB
 * for it.
 */
export function Link({ href, ...props }: Omit<ComponentProps<'a'>, 'onClick'> & { href: string }) {
  const follow = useFollow()
  const mayOpen = useMayOpen()
  if (!mayOpen(href)) return <span className={`${props.className ?? ''} closed-link`}>{props.children}</span>
  const onClick = (event: MouseEvent) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    follow(href)
  }
  return <a {...props} href={href} onClick={onClick} />
}
