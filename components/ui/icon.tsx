// One path each on a 24 × 24 grid, drawn with a round pen.
const PATHS = {
  'chevron-down': 'm6 9.5 6 6 6-6',
  'chevron-left': 'm14.5 6-6 6 6 6',
  'chevron-right': 'm9.5 6 6 6-6 6',
  battery: 'M5.5 8h11a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2ZM21 11v2',
  bed: 'M3 18v-5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v5M3 16h18M5 11V8a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v3',
  calendar: 'M4 8a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2ZM4 10.5h16M8 3.5V7M16 3.5V7',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  clock: 'M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0ZM12 7.5V12l3 2',
  close: 'M6 6l12 12M18 6 6 18',
  copy: 'M9 9h9a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2ZM5 15H4a1 1 0 0 1-1-1V5a2 2 0 0 1 2-2h9a1 1 0 0 1 1 1v1',
  day: 'M8 12a4 4 0 1 0 8 0 4 4 0 1 0-8 0ZM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4',
  download: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4 20h16',
  error: 'M8 3.5h8L20.5 8v8L16 20.5H8L3.5 16V8ZM12 8v5M12 16.2v.1',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM9 12a3 3 0 1 0 6 0 3 3 0 1 0-6 0Z',
  'eye-off':
    'M3.5 3.5l17 17M10 5.7a9 9 0 0 1 2-.2c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-3 3.8M6.4 7.2A16 16 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4.600-1.3M10 10a3 3 0 0 0 4 4',
  key: 'M4 15a4 4 0 1 0 8 0 4 4 0 1 0-8 0ZM11 12l8-8M16 7l3 3',
  link: 'M9 15l6-6M10.5 6.5 12 5a4.2 4.2 0 0 1 6 6l-1.5 1.5M13.5 17.5 12 19a4.2 4.2 0 0 1-6-6l1.5-1.5',
  lock: 'M7.5 10.5h9A2.5 2.5 0 0 1 19 13v5a2.5 2.5 0 0 1-2.5 2.5h-9A2.5 2.5 0 0 1 5 18v-5a2.5 2.5 0 0 1 2.5-2.5ZM8 10.5V8a4 4 0 0 1 8 0v2.5',
  night: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z',
  offline: 'M3 3l18 18M8.5 6.2A6 6 0 0 1 17.7 10a4.5 4.5 0 0 1 2.7 7.3M16.5 18.5H7a4.5 4.5 0 0 1-1-8.9',
  ring: 'M4.5 13a7.5 7.5 0 1 0 15 0 7.5 7.5 0 1 0-15 0ZM9.5 3h5',
  server:
    'M6 4h12a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM6 13h12a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-3a2 2 0 0 1 2-2ZM8 7.5v.1M8 16.5v.1',
  sliders:
    'M4 7h9M17 7h3M4 12h3M11 12h9M4 17h9M17 17h3M13 7a2 2 0 1 0 4 0 2 2 0 1 0-4 0ZM7 12a2 2 0 1 0 4 0 2 2 0 1 0-4 0ZM13 17a2 2 0 1 0 4 0 2 2 0 1 0-4 0Z',
  swap: 'M7 4 4 7l3 3M4 7h13M17 14l3 3-3 3M20 17H7',
  sync: 'M20 11.5A8 8 0 1 0 18 17M20 5v6.5h-6.5',
  trends: 'M3 17l5.5-6 4 3.5L21 6M3 21h18',
  warning: 'M12 4 2.8 19.5h18.4ZM12 10v4.5M12 17.2v.1',
} as const

export type IconName = keyof typeof PATHS

/** A decorative icon in the colour of the text around it; the words beside it, or the button's label, say what it means. */
export function Icon({ name, className = 'size-5', weight = 1.8 }: { name: IconName; className?: string; weight?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={weight}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`shrink-0 ${className}`}
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
