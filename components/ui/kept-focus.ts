import { type RefObject, useEffect, useRef } from 'react'

// Nothing that deletes: a second press of Enter would do it.
const FOCUSABLE = ':is(a[href], button, input, select, textarea, summary):not(:disabled, [data-danger])'

const firstIn = (node: Node): HTMLElement | null =>
  node instanceof HTMLElement && node.isConnected ? (node.matches(FOCUSABLE) ? node : node.querySelector<HTMLElement>(FOCUSABLE)) : null

/**
 * For an element whose parts give way to one another: where the part that has the focus goes, what came in its place gets it, else what is
 * nearest around. It would fall to the top of the page.
 */
export function useKeptFocus<Root extends HTMLElement>(): RefObject<Root | null> {
  const ref = useRef<Root>(null)
  useEffect(() => {
    const root = ref.current
    if (!root) return
    let last: Element | null = null
    const note = ({ target }: FocusEvent) => {
      last = target instanceof Element ? target : null
    }
    // Who leaves by themselves is not called back; what was taken away is no longer there when this is looked at.
    const leave = ({ target, relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) return
      setTimeout(() => {
        if (target === last && last?.isConnected) last = null
      })
    }
    const observer = new MutationObserver((changes) => {
      const lost = last
      if (!lost || lost.isConnected || document.activeElement !== document.body) return
      last = null
      const change = changes.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(lost)))
      if (!change) return
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
        const came = firstIn(node)
        if (came) return came.focus({ preventScroll: true })
      }
      for (let around: Node | null = change.target; around && root.contains(around); around = around.parentNode) {
        const near = firstIn(around)
        if (near) return near.focus({ preventScroll: true })
      }
    })
    root.addEventListener('focusin', note)
    root.addEventListener('focusout', leave)
    observer.observe(root, { childList: true, subtree: true })
    return () => {
      root.removeEventListener('focusin', note)
      root.removeEventListener('focusout', leave)
      observer.disconnect()
    }
  }, [])
  return ref
}
