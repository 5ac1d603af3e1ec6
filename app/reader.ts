import { cookies, headers } from 'next/headers'
import { parseSettings, SETTINGS_COOKIE, type Settings } from '@/lib/domain/settings'

/** How the visitor of this request wants to read: their cookie, else their browser's language. */
export async function readerSettings(): Promise<Settings> {
  const [jar, head] = await Promise.all([cookies(), headers()])
  return parseSettings(jar.get(SETTINGS_COOKIE)?.value, head.get('accept-language'))
}
