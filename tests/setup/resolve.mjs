// Lets plain Node run this project's TypeScript (stand-in, bench, workers of tests): `@/` is the root, files go without extension,
// and `server-only` is nothing outside Next. Use: node --import ./tests/setup/resolve.mjs file.ts
import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = new URL('../../', import.meta.url)
const empty = new URL('./empty.ts', import.meta.url).href

const withExtension = (url) => {
  for (const ending of ['', '.ts', '.tsx', '.json']) {
    const path = fileURLToPath(url) + ending
    if (existsSync(path) && /\.\w+$/.test(path)) return pathToFileURL(path).href
  }
  return url
}

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'server-only') return { url: empty, shortCircuit: true }
    if (specifier.startsWith('@/')) return next(withExtension(new URL(specifier.slice(2), root).href), context)
    if (specifier.startsWith('.') && context.parentURL?.startsWith(root.href) && !context.parentURL.includes('/node_modules/'))
      return next(withExtension(new URL(specifier, context.parentURL).href), context)
    return next(specifier, context)
  },
})
