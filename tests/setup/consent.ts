/** What a person does on the stand-in's page at Oura, without a browser: where it leads back to; null when Oura shows an error instead. */
export async function consent(
  url: string,
  answer: { account?: string; allow?: boolean; without?: readonly string[] } = {},
): Promise<URL | null> {
  const { account = 'ann', allow = true, without = [] } = answer
  const at = new URL(url)
  const page = await fetch(at, { redirect: 'manual' })
  if (page.status === 302) return new URL(page.headers.get('location') ?? '')
  if (page.status !== 200) return null
  const form = new URLSearchParams([...at.searchParams, ['account', account], ['answer', allow ? 'allow' : 'deny']])
  for (const [, scope = ''] of (await page.text()).matchAll(/name="granted" value="([^"]+)"/g))
    if (!without.includes(scope.replace('extapi:', ''))) form.append('granted', scope)
  const response = await fetch(`${at.origin}${at.pathname}`, { method: 'POST', body: form, redirect: 'manual' })
  return URL.parse(response.headers.get('location') ?? '')
}
