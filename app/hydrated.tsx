import type { DehydratedState } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { HydratedFrom } from './hydrated-from'

/** What the server has read for the queries below. It travels as text: React would build it value by value, at ten times the cost. */
export function Hydrated({ state, children }: { state: DehydratedState; children: ReactNode }) {
  return <HydratedFrom state={JSON.stringify(state)}>{children}</HydratedFrom>
}
