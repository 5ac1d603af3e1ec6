/**
 * Which message keys a source asks for. `exact`: every literal that could be a key below a namespace the file uses; `prefixes`: beginnings of
 * template literals; `called`: for each literal handed to a translator the keys it may mean, of which
 * one must exist.
 */
export function keysAsked(source: string): { exact: Set<string>; prefixes: string[]; called: string[][] } {
  const translators = [...source.matchAll(/(\w+) = useTranslations\((?:'([\w.]+)')?\)/g)].map((match) => ({
    name: match[1] ?? '',
    path: match[2] ? `${match[2]}.` : '',
  }))
  const literals = [...source.matchAll(/'([\w.]+)'/g)].map((match) => match[1] ?? '')
  const templates = [...source.matchAll(/`([\w.]+)\$\{/g)].map((match) => match[1] ?? '')
  // One file may have several translators of one name: a call is right when it is for one of them.
  const pathsOf = (name: string) => translators.filter((translator) => translator.name === name).map(({ path }) => path)
  const called = [...source.matchAll(/\b(\w+)(?:\.rich|\.markup)?\('([\w.]+)'/g)].flatMap(([, name = '', key = '']) => {
    const paths = pathsOf(name)
    return paths.length > 0 ? [paths.map((path) => path + key)] : []
  })
  // `messagesOf(locale).app.name`: the server reads a few without a translator.
  const direct = /messagesOf\(/.test(source) ? [...source.matchAll(/\b(?=(\w+\.\w+)\b)/g)].map((match) => match[1] ?? '') : []
  const exact = new Set([...translators.flatMap(({ path }) => literals.map((key) => path + key)), ...direct])
  // `names(`${collection}`)`: every key of that namespace may be asked for.
  const whole = translators.filter(({ name }) => source.includes(`${name}(\`\${`)).map(({ path }) => path)
  const prefixes = [...translators.flatMap(({ path }) => templates.map((key) => path + key)), ...whole]
  return { exact, prefixes, called }
}
