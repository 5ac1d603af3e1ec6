'use client'
import {
  Activity,
  type ComponentType,
  memo,
  type RefObject,
  Suspense,
  use,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { quietMoment } from './rest'

type Load<P> = () => Promise<ComponentType<P>>
type Turn = { start: () => Promise<unknown>; release: () => void }

const ON_SERVER = typeof window === 'undefined'
/** So long a page rests on which nobody has moved a finger and nothing has been asked for, before its parts come alive by themselves. */
const REST_MS = 3000
const TRIES_MS = [500, 2000, 8000]
/** Parts that did not come alive this long after their scripts came are not waited for. */
const ALIVE_AT_MOST_MS = 5000
/** Whoever does this is about to use the page. */
const SIGNS = ['pointermove', 'wheel', 'scroll'] as const

const loads: Promise<unknown>[] = []
// Parts that wait for their turn, in the order of the page; null once nothing has to wait any more.
let queue: Turn[] | null = []
/** The parts that are on the page but not alive, by their boxes; a part that is touched before it is here is in `touched`. */
const asleep = new WeakMap<Element, () => void>()
const touched = new WeakSet<Element>()

let isAwake = false
let wake = () => {}
const woken = new Promise<void>((resolve) => {
  wake = () => {
    isAwake = true
    resolve()
  }
})

/**
 * The scripts come first, each in a quiet moment. Then the page rests until somebody is about to use it; then the parts come alive one a
 * quiet moment, in tasks of their own, so that none keeps a finger waiting.
 */
async function takeTurns(): Promise<void> {
  const started = new Set<Turn>()
  for (let next: Turn | undefined; !isAwake; started.add(next)) {
    await quietMoment()
    next = queue?.find((turn) => !started.has(turn))
    if (!next) break
    void next.start()
  }
  setTimeout(wake, REST_MS)
  await woken
  for (let turn = queue?.[0]; turn; turn = queue?.[0]) {
    for (const one of queue ?? []) void one.start()
    await turn.start()
    await quietMoment()
    turn.release()
    if (queue?.[0] === turn) queue.shift()
  }
  hasten()
}

/** Everything that still waits, now: a key was pressed, or another page of the app is on its way. */
function hasten(): void {
  const waiting = queue ?? []
  queue = null
  for (const turn of waiting) turn.release()
  wake()
}

function inTurn<P>(load: Load<P>): { loading: Promise<ComponentType<P>>; release: () => void } {
  let loading: Promise<ComponentType<P>> | undefined
  const start = () => {
    loading ??= patiently(load)
    return loading
  }
  if (queue === null || ON_SERVER) return { loading: start(), release: () => {} }
  let release = () => {}
  const turn = new Promise<ComponentType<P>>((resolve) => {
    release = () => resolve(start())
  })
  queue.push({ start: () => start().catch(() => undefined), release })
  return { loading: turn, release }
}

/**
 * A script that did not come over a bad line is asked for again, and without any line not before there is one; what the server drew stands
 * there meanwhile. For `lazy` too: what has failed it once has failed it for good, and the page with it.
 */
export async function patiently<Module>(load: () => Promise<Module>): Promise<Module> {
  for (const wait of ON_SERVER ? [] : TRIES_MS) {
    try {
      return await load()
    } catch {
      if (navigator.onLine) await new Promise((next) => setTimeout(next, wait))
      else await new Promise((next) => window.addEventListener('online', next, { once: true }))
    }
  }
  return load()
}

/** What a finger does to a part that cannot answer yet is done to it again once it can. */
function hold(event: PointerEvent): void {
  const { target } = event
  const part = target instanceof Element ? target.closest('[data-later]') : null
  if (!target || !part || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.stopImmediatePropagation()
  // It goes before all others; a part inside a part that is not here yet, as soon as that one is.
  for (let box: Element | null | undefined = part; box; box = box.parentElement?.closest('[data-later]')) {
    touched.add(box)
    asleep.get(box)?.()
  }
  if (event.type === 'click') event.preventDefault()
  part.addEventListener('arrived', () => target.dispatchEvent(new PointerEvent(event.type, event)), { once: true })
}

if (!ON_SERVER) {
  for (const deed of ['pointerdown', 'pointerup', 'pointercancel', 'click'] as const) document.addEventListener(deed, hold, true)
  for (const sign of ['pointerdown', ...SIGNS]) window.addEventListener(sign, () => wake(), { capture: true, passive: true, once: true })
  for (const sign of ['keydown', 'focusin']) window.addEventListener(sign, hasten, { capture: true, once: true })
  if (document.readyState === 'complete') void takeTurns()
  else window.addEventListener('load', () => void takeTurns(), { once: true })
}

function Arrived({ at }: { at: RefObject<HTMLDivElement | null> }) {
  // Not a layout effect: where a part is drawn here first, its box gets its ref only after those of what it holds.
  useEffect(() => {
    at.current?.removeAttribute('data-later')
    at.current?.dispatchEvent(new Event('arrived'))
  }, [at])
  return null
}

/** When every part that was asked for so far is here; never rejects. */
export async function partsLoaded(): Promise<void> {
  for (let known = -1; known !== loads.length; ) {
    known = loads.length
    await Promise.allSettled(loads)
  }
}

/** The page is needed: its parts come alive without waiting for somebody to touch it. */
export function wakeParts(): void {
  wake()
}

/**
 * When every part that the server drew has come alive, or is not to be waited for any longer; never rejects. Until then nothing that they
 * show may change: React would find the page other than it would draw it, and draw it anew.
 */
export async function partsAlive(): Promise<void> {
  if (document.readyState !== 'complete') await new Promise((next) => window.addEventListener('load', next, { once: true }))
  await partsLoaded()
  const late = performance.now() + ALIVE_AT_MOST_MS
  while (document.querySelector('[data-later]') && performance.now() < late) await new Promise((next) => setTimeout(next, 50))
}

/** A component that suspends until its script is here. */
function partOf<P extends object>(load: Load<P>): { Part: ComponentType<P>; release: () => void } {
  const { loading, release } = inTurn(load)
  // What React reads from a promise it has seen through: known at once, a part does not suspend where it is drawn for the first time.
  const seen = loading.then((value) => Object.assign(loading, { status: 'fulfilled', value }))
  loads.push(seen.catch(() => undefined))
  function Part(props: P) {
    const Loaded = use(loading)
    return <Loaded {...props} />
  }
  return { Part, release }
}

/**
 * A part of a page whose script is not in the first load. The server draws it as always; in the browser it stays as drawn until its turn
 * after the page has loaded, or at the first touch or key, then it comes alive in its place. On the way to another page of the app it
 * loads at once and the router waits for it. `behind`: it may lag a moment behind the parts above it, as what lies below the fold may.
 */
export function later<P extends object>(load: Load<P>, { behind = false } = {}): ComponentType<P> {
  const { Part, release } = partOf(load)
  return memo(function Later(given: P) {
    const box = useRef<HTMLDivElement>(null)
    useEffect(() => {
      if (!box.current) return
      asleep.set(box.current, release)
      if (touched.has(box.current)) release()
    }, [])
    // What has not come alive yet must not be rendered in a hurry: React would throw away what the server drew.
    const settled = useDeferredValue(given)
    const props = behind || box.current?.hasAttribute('data-later') ? settled : given
    // An Activity, as a Suspense of this size is sent hidden behind the page and needs a script to be seen.
    return useMemo(
      () => (
        <div ref={box} className="contents" data-later="">
          <Activity>
            <Part {...props} />
            <Arrived at={box} />
          </Activity>
        </div>
      ),
      [props],
    )
  })
}

/** A part that nobody sees until it is opened, such as a sheet: loaded with the parts of `later`, drawn from the first opening on. */
export function onDemand<P extends { open: boolean }>(load: Load<P>): ComponentType<P> {
  const { Part, release } = partOf(load)
  return function OnDemand(props: P) {
    const [wanted, setWanted] = useState(props.open)
    if (props.open && !wanted) setWanted(true)
    useEffect(() => {
      if (wanted) release()
    }, [wanted])
    return wanted ? (
      <Suspense>
        <Part {...props} />
      </Suspense>
    ) : null
  }
}
