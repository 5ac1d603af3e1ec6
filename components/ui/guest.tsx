'use client'
import { createContext, useContext } from 'react'

/** The pages (day, night, trends) that a guest link shows whoever came by it; null for everybody else. */
export const GuestContext = createContext<readonly string[] | null>(null)

/** Whether this page is shown to somebody who came by a guest link: what changes anything is left out. */
export const useIsGuest = (): boolean => useContext(GuestContext) !== null

/** Answers whether a path of this server, with its query, may be opened: a guest link leads to its own pages alone. */
export function useMayOpen(): (href: string) => boolean {
  const pages = useContext(GuestContext)
  return (href) => pages === null || pages.includes(href.split(/[/?]/)[1] || 'day')
}
