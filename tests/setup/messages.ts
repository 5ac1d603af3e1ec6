/**
 * Which message keys a source asks for. `exact`: every literal that could be a key below a namespace the file uses; `prefixes`: beginnings of
 * template literals; `called`: literals handed directly to a translator, which must exist.
 */
export function keysAsked(source: string): { exact: Set<string>; prefixes: string[]; called: string[] } {
  const translators = [...source.matchAll(/(\w+) = useTranslations\((?:'([\w.]+)')?\)/g)].map((match) => ({
    name: match[1] ?? '',
    path: match[2] ? `${match[2]}.` : '',
  }))
  const literals = [...source.matchAll(/'([\w.]+)'/g)].map((match) => match[1] ?? '')
  const templates = [...source.matchAll(/`([\w.]+)\$\{/g)].map((match) => match[1] ?? '')
  const calls = translators.flatMap(({ name, path }) =>
    [...source.matchAll(new RegExp(`\\b${name}(?:\\.rich|\\.markup)?\\('([\\w.]+)'`, 'g'))].map((match) => path + match[1]),
  )
  // `messagesOf(locale).app.name`: the server reads a few without a translator.
  const direct = /messagesOf\(/.test(source) ? [...source.matchAll(/\b(?=(\w+\.\w+)\b)/g)].map((match) => match[1] ?? '') : []
  const exact = new Set([...translators.flatMap(({ path }) => literals.map((key) => path + key)), ...direct])
  // `names(`${collection}`)`: every key of that namespace may be asked for.
  const whole = translators.filter(({ name }) => source.includes(`${name}(\`\${`)).map(({ path }) => path)
  const prefixes = [...translators.flatMap(({ path }) => templates.map((key) => path + key)), ...whole]
  return { exact, prefixes, called: calls }
}
