import { type RefObject, useEffect, useEffectEvent, useRef } from 'react'

/**
 * A ref for a control whose first state the server drew. What was typed or picked before its script came stands there, but React tells
 * nobody of it and draws over it later (react/react#12955): `pass` gets the element once it is alive, to hand on what is in it.
 */
export function useEarlyInput<Control extends Element>(pass: (control: Control) => void): RefObject<Control | null> {
  const control = useRef<Control>(null)
  const handOn = useEffectEvent(() => {
    if (control.current) pass(control.current)
  })
  useEffect(() => handOn(), [])
  return control
}
