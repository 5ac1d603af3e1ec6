'use client'
import { createContext, useContext } from 'react'

/** Whether this page is shown to somebody who came by a guest link: what changes anything is left out. */
export const GuestContext = createContext(false)

export const useIsGuest = (): boolean => useContext(GuestContext)
