import { dirname, join } from 'node:path'

// Who may import whom. A file may import its own layer and the layers, or single files, listed; nothing else.
const mayImport: Record<string, string[]> = {
  'lib/oura': [],
  'lib/domain': ['lib/oura'],
  'lib/format': ['lib/domain'],
  'lib/api': ['lib/domain'],
  'lib/messages': ['lib/domain'],
  'lib/server': ['lib/oura', 'lib/domain', 'lib/api', 'lib/queries', 'package.json'],
  'lib/queries': ['lib/oura', 'lib/domain', 'lib/api'],
  'components/ui': ['lib/domain', 'lib/format'],
  'components/charts': ['lib/oura', 'lib/domain', 'lib/format', 'components/ui'],
  'components/panels': ['lib/oura', 'lib/domain', 'lib/format', 'lib/api', 'lib/queries', 'components/ui', 'components/charts'],
  'components/views': ['lib/domain', 'lib/format', 'lib/queries', 'components/ui', 'components/panels'],
  'app/api': ['lib/oura', 'lib/domain', 'lib/api', 'lib/server'],
  app: [
    'lib/domain',
    'lib/queries',
    'lib/messages',
    'lib/server/prefetch',
    'lib/server/prefetch-data',
    'lib/server/prefetch-trends',
    'lib/server/prefetch-connect',
    'lib/server/auth',
    'lib/server/about',
    'components/ui',
    'components/views',
  ],
  'package.json': [],
  instrumentation: ['lib/server'],
  proxy: ['lib/server'],
}
// Layers that may use only these packages.
const mayUse: Record<string, RegExp> = {
  'lib/oura': /^zod$/,
  'lib/domain': /^simple-statistics$/,
  'lib/api': /^$/,
  'lib/format': /^$/,
  'lib/queries': /^@tanstack\/react-query$/,
  'components/charts': /^(react|recharts)$/,
}

const layerOf = (path: string): string | undefined =>
  Object.keys(mayImport)
    .sort((a, b) => b.length - a.length)
    .find((layer) => path === layer || path === `${layer}.ts` || path.startsWith(`${layer}/`))

// An address that ends with the word is no import.
const importsOf = (text: string): string[] =>
  [...text.matchAll(/(?<!['"\w/])(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1] as string)

/** What a source file does against the layers, a sentence each; empty when it keeps them. */
export function violations(file: string, text: string): string[] {
  const layer = layerOf(file)
  if (!layer) return [`${file} belongs to no layer`]
  const allowed = [layer, ...(mayImport[layer] ?? [])]
  const found: string[] = []
  for (const specifier of importsOf(text)) {
    const packages = mayUse[layer]
    const inside = specifier.startsWith('@/')
      ? layerOf(specifier.slice(2))
      : specifier.startsWith('.')
        ? layerOf(join(dirname(file), specifier))
        : null
    if (specifier.startsWith('@/') && !allowed.includes(inside ?? '') && !allowed.includes(specifier.slice(2)))
      found.push(`${layer} may not import ${specifier}`)
    else if (specifier.startsWith('.') && inside !== layer) found.push(`${specifier} leaves ${layer}: write it with @/`)
    else if (inside === null && packages && !packages.test(specifier)) found.push(`${layer} may not use ${specifier}`)
  }
  if (file.startsWith('lib/server/') && !text.startsWith("import 'server-only'")) found.push('a server file starts with server-only')
  if (!/^(lib\/(oura|server)|app\/api)\//.test(file) && /^import (?!type )[^'"]*from '@\/lib\/oura\//m.test(text))
    found.push('outside the server only types come from lib/oura')
  if (importsOf(text).includes('next/link')) found.push('links are made with @/components/ui/link, which weighs a tenth of next/link')
  if (layer !== 'components/charts' && importsOf(text).includes('recharts')) found.push('recharts is imported in components/charts only')
  return found
}
