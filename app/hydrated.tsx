import type { DehydratedState } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { HydratedFrom } from './hydrated-from'

type Props = { account: string | null; state: DehydratedState; children: ReactNode }

/**
 * What the server has read for the queries below, and whose it is; null where it is no person’s. It travels as text: React would build it
 * value by value, at ten times the cost.
 */
export function Hydrated({ account, state, children }: Props) {
  return (
    <HydratedFrom account={account} state={JSON.stringify(state)}>
      {children}
    </HydratedFrom>
  )
}
