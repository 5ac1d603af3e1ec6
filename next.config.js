// Answers are for this origin's own pages alone. The content security policy needs a nonce and comes from proxy.ts.
const headers = [
  { key: 'Referrer-Policy', value: 'no-referrer' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Embedder-Policy', value: 'require-corp' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value:
      'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()',
  },
]

// Next hands a handler's Content-Type on as a list, which its own compression does not recognise (16.4). Said here it is a word: of a long
// series, or a day of heart rate, that leaves a fifth for the network. Only what reads the archive: no answer with a key, a code or a token
// in it is ever compressed, so that its length tells nobody anything.
const packed = [
  '/api/:name(trends|trend-marks|rhythm|explain|tag-days|coverage)',
  '/api/coverage/days',
  '/api/oura/v2/usercollection/:path+',
].map((source) => ({ source, headers: [{ key: 'Content-Type', value: 'application/json' }] }))

/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // The server-side packages that must be loaded as they are: a native binary, worker threads, and classes of which the process may
  // have one copy only (a transaction that one bundle began is handed to another).
  serverExternalPackages: ['better-sqlite3', 'kysely', 'pg', 'pino', 'undici'],
  // The image optimizer has been a way in more than once; icons are served as files.
  images: { unoptimized: true },
  devIndicators: false,
  // The scripts that start a page carry their own hash; a file that something on the way has changed is not run.
  // Next keeps a body in memory until proxy.ts has seen its head: of one without a length up to 10 MB, whoever sends it. It cuts off where
  // it stops, by up to one read (64 kB): so much that what is left is still more than any handler takes (64 KiB), and is refused as too
  // large.
  experimental: { sri: { algorithm: 'sha256' }, proxyClientMaxBodySize: '256kb' },
  // Messages are compiled on the server (lib/messages), so that no page carries an ICU parser.
  turbopack: { resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } },
  headers: async () => [{ source: '/:path*', headers }, ...packed],
}
