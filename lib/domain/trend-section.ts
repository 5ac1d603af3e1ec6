/** The sections of the Trends page by their word in the address (`?view=`); the first is shown where none is named. */
export const TREND_SECTIONS = ['metrics', 'links', 'rhythm', 'experiments'] as const
export type TrendSection = (typeof TREND_SECTIONS)[number]

/** The sections that somebody sees: what a person tries out on themselves is not for guests. */
export const sectionsFor = (isGuest: boolean): readonly TrendSection[] =>
  TREND_SECTIONS.filter((name) => !(isGuest && name === 'experiments'))

/** The section that an address asks for. */
export const trendSection = (params: { get: (name: string) => string | null }, isGuest: boolean): TrendSection =>
  sectionsFor(isGuest).find((name) => name === params.get('view')) ?? 'metrics'
