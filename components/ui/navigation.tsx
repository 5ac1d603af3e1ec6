import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'
import { Link } from './link'
import { Mark } from './mark'

export type Destination = { href: string; label: string; icon: IconName; current: boolean }
type Props = { label: string; destinations: readonly Destination[] }

/** The way around on a phone: at the bottom, under the thumb. Gone where the side rail begins. */
export function TabBar({ label, destinations }: Props) {
  return (
    <nav
      aria-label={label}
      className="fixed inset-x-0 bottom-0 z-10 flex justify-evenly border-t border-line bg-surface px-2 pt-1.5 pb-[max(0.5rem,env(safe-area-inset-bottom))] lg:hidden print:hidden"
    >
      {destinations.map(({ href, label, icon, current }) => (
        <Link
          key={href}
          href={href}
          aria-current={current ? 'page' : undefined}
          className="group flex min-h-12 max-w-28 min-w-0 flex-1 flex-col items-center gap-0.5 py-1 text-tick font-medium text-ink2 aria-[current]:font-bold aria-[current]:text-ink"
        >
          <span className="grid h-7 w-14 max-w-full place-items-center rounded-full group-aria-[current]:bg-raised group-aria-[current]:inset-ring group-aria-[current]:inset-ring-control">
            <Icon name={icon} className="size-[1.3125rem]" />
          </span>
          {label}
        </Link>
      ))}
    </nav>
  )
}

/** The way around on wide screens, with the state of things at its foot. */
export function SideRail({ label, destinations, brand, foot }: Props & { brand: string; foot: ReactNode }) {
  return (
    <nav
      aria-label={label}
      className="sticky top-0 hidden h-dvh w-[13rem] flex-none flex-col gap-1 overflow-y-auto border-r border-line px-3 py-5 lg:flex print:hidden"
    >
      <p className="flex items-center gap-2.5 px-3 pb-5 text-card font-bold">
        <Mark className="size-6" />
        {brand}
      </p>
      {destinations.map(({ href, label, icon, current }) => (
        <Link
          key={href}
          href={href}
          aria-current={current ? 'page' : undefined}
          className="flex min-h-11 items-center gap-3 rounded-control px-3 text-body font-medium text-ink2 aria-[current]:bg-raised aria-[current]:font-[650] aria-[current]:text-ink aria-[current]:inset-ring aria-[current]:inset-ring-control"
        >
          <Icon name={icon} className="size-[1.3125rem]" />
          {label}
        </Link>
      ))}
      <div className="mt-auto px-3 pt-4 text-caption leading-relaxed text-ink2">{foot}</div>
    </nav>
  )
}
