import { readdirSync } from 'node:fs'

/**
 * Every address of the API, and what each of its methods asks of a visitor. `public`: nothing. `session`: a cookie. `reader`: a cookie or
 * an API key to everything. `key`: also a key to some collections, which hears of those alone. `shared`: also a guest of pages that read
 * it. `writer`: a cookie of somebody who may change things. `owner`: that of the server's owner. `signed`: a signature of Oura's, and no cookie counts. A guest is refused everything but
 * `public` and `shared`. A route file without a line here fails the tests, and so does a method that is not named: all others are 405.
 */
export type Access = 'public' | 'session' | 'reader' | 'key' | 'shared' | 'writer' | 'owner' | 'signed'
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

export const ROUTES: Record<string, { [M in Method]?: Access }> = {
  '/api/[...path]': { GET: 'public', POST: 'public', PUT: 'public', PATCH: 'public', DELETE: 'public' },
  '/api/auth/[...nextauth]': { GET: 'public', POST: 'public' },
  '/api/connection': { GET: 'reader', PUT: 'writer', DELETE: 'writer' },
  '/api/coverage': { GET: 'shared' },
  '/api/coverage/days': { GET: 'session' },
  '/api/devices': { GET: 'session', POST: 'writer', DELETE: 'writer' },
  '/api/erase': { POST: 'writer' },
  '/api/export': { GET: 'key' },
  '/api/guest-links': { GET: 'session', POST: 'writer', DELETE: 'writer' },
  '/api/experiments': { GET: 'reader', POST: 'writer', PUT: 'writer', DELETE: 'writer' },
  '/api/experiments/checks': { PUT: 'writer' },
  '/api/explain': { GET: 'shared' },
  '/api/health': { GET: 'public' },
  '/api/import': { GET: 'session', POST: 'writer', DELETE: 'writer' },
  '/api/invites': { POST: 'owner', DELETE: 'owner' },
  '/api/keys': { GET: 'session', POST: 'writer', DELETE: 'writer' },
  '/api/oura-app': { GET: 'public', PUT: 'public' },
  '/api/oura/v2/usercollection/[collection]': { GET: 'shared' },
  '/api/oura/v2/usercollection/[collection]/[document_id]': { GET: 'shared' },
  '/api/oura/v2/usercollection/personal_info': { GET: 'key' },
  '/api/people': { GET: 'owner', PUT: 'owner', DELETE: 'owner' },
  '/api/rhythm': { GET: 'shared' },
  '/api/settings': { GET: 'session', PUT: 'writer' },
  '/api/sync': { GET: 'reader', POST: 'writer' },
  '/api/tag-days': { GET: 'shared' },
  '/api/tags': { GET: 'shared', POST: 'writer', PUT: 'writer', DELETE: 'writer' },
  '/api/trend-marks': { GET: 'shared' },
  '/api/trends': { GET: 'shared' },
  '/api/webhooks': { GET: 'owner', PUT: 'owner' },
  '/api/webhooks/oura': { GET: 'signed', POST: 'signed' },
}

/** The addresses of the route files there are, as Next writes them. */
export const routeFiles = (): string[] =>
  readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((name) => /(^|\/)route\.tsx?$/.test(name))
    .map((name) => `/${name.replace(/\/route\.tsx?$/, '').replaceAll(/\([^)]*\)\//g, '')}`)
    .sort()

/** An address to ask for, with a name for each of its parameters and the query it cannot do without. */
export function example(route: string): string {
  const path = route
    .replace('[...nextauth]', 'session')
    .replace('[...path]', 'oura/v1/sleep')
    .replace('[collection]', 'daily_activity')
    .replace('[document_id]', 'none')
  const queries: Record<string, string> = {
    '/api/oura/v2/usercollection/[collection]': '?start_date=2026-11-01&end_date=2026-11-02',
    '/api/coverage': '?from=2026-11-01&to=2026-11-02',
    '/api/explain': '?metric=steps&day=2026-11-01',
    '/api/tag-days': '?from=2026-11-01&to=2026-11-02',
    '/api/tags': '?from=2026-11-01&to=2026-11-02',
    '/api/rhythm': '?from=2026-11-01&to=2026-11-02',
    '/api/trend-marks': '?from=2026-11-01&to=2026-11-02',
    '/api/trends': '?metrics=steps&from=2026-11-01&to=2026-11-02',
  }
  return path + (queries[route] ?? '')
}
