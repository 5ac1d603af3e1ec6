import { type RefObject, useEffect, useRef } from 'react'

const FOCUSABLE = ':is(a[href], button, input, select, textarea, summary):not(:disabled)'

function focusableIn(node: Node): HTMLElement[] {
  if (!(node instanceof HTMLElement && node.isConnected)) return []
  return node.matches(FOCUSABLE) ? [node] : [...node.querySelectorAll<HTMLElement>(FOCUSABLE)]
}

/** The first of them; nothing that deletes: a second press of Enter would do it. */
const safest = (elements: readonly HTMLElement[]) => elements.find((element) => element.dataset.danger === undefined)

/**
 * For an element whose parts give way to one another: where the part that has the focus goes, what came in its place gets it, else what is
 * nearest around. It would fall to the top of the page. Answers with how to stop.
 */
function keepFocus(root: HTMLElement): () => void {
  let last: Element | null = null
  // What had the focus before the last part that went: where it is back, so is the focus.
  let opener: string | null = null
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
    const change = changes.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(lost)))
    const came = changes.flatMap(({ addedNodes }) => [...addedNodes].flatMap(focusableIn))
    let near: HTMLElement | undefined = came.find(({ textContent }) => textContent === opener) ?? safest(came)
    for (let around: Node | null = change?.target ?? null; !near && around && root.contains(around); around = around.parentNode)
      near = safest(focusableIn(around))
    last = null
    opener = lost.textContent
    near?.focus({ preventScroll: true })
  })
  root.addEventListener('focusin', note)
  root.addEventListener('focusout', leave)
  observer.observe(root, { childList: true, subtree: true })
  return () => {
    root.removeEventListener('focusin', note)
    root.removeEventListener('focusout', leave)
    observer.disconnect()
  }
}

/** Keeps the focus within the element that gets this ref. */
export function useKeptFocus<Root extends HTMLElement>(): RefObject<Root | null> {
  const ref = useRef<Root>(null)
  useEffect(() => (ref.current ? keepFocus(ref.current) : undefined), [])
  return ref
}

/** Keeps it on the whole page, in its sheets too. */
export function KeptFocus() {
  useEffect(() => keepFocus(document.body), [])
  return null
}
