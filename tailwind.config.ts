import type { Config } from 'tailwindcss'

const tokens = [
  'bg surface raised line control ink ink2 ink3 night band',
  'awake rem light deep rest inactive low medium high',
  'sleep readiness activity hr hrv cool warm stress recovery',
  'ok warn danger heat1 heat2 heat3 heat4',
]
  .join(' ')
  .split(' ')

// Every colour is a CSS variable, so that light, dark and system are one attribute on <html>.
export default {
  content: ['./app/**/*.tsx', './components/**/*.tsx'],
  theme: {
    extend: {
      colors: Object.fromEntries(tokens.map((token) => [token, `var(--${token})`])),
      borderRadius: { card: '16px', tile: '14px', control: '12px', segment: '10px', sheet: '22px' },
    },
  },
} satisfies Config
