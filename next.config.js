/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // The server-side packages that must be loaded as they are, native binary and worker threads included.
  serverExternalPackages: ['better-sqlite3', 'pg', 'pino', 'undici'],
  // The image optimizer has been a way in more than once; icons are served as files.
  images: { unoptimized: true },
  devIndicators: false,
  // Messages are compiled on the server (lib/messages), so that no page carries an ICU parser.
  turbopack: { resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } },
}
