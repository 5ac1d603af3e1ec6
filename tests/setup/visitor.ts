/** One browser, as far as HTTP goes: it keeps cookies and says where its requests come from. */
export type Visitor = {
  cookies: Map<string, string>
  /** Sent with every request. */
  headers: Headers
  /** A GET, or whatever `init` says. Never follows redirects. */
  ask(path: string, init?: RequestInit): Promise<Response>
  /** A request of a page of the server itself, with a JSON body. */
  send(method: string, path: string, body?: unknown): Promise<Response>
  /** Signs in through next-auth as the page does; answers what the server said. */
  signIn(provider: string, fields?: Record<string, string>): Promise<Response>
  signOut(): Promise<Response>
}

/** A visitor of `url` without any cookie. `seen` is called with the text of every answer. */
export function visitor(url: string, seen: (text: string) => void = () => {}): Visitor {
  const cookies = new Map<string, string>()
  const always = new Headers()

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers([...always, ...new Headers(init.headers)])
    if (cookies.size > 0 && !headers.has('cookie'))
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(`${url}${path}`, { redirect: 'manual', ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (!name) continue
      if (value) cookies.set(name, value)
      else cookies.delete(name)
    }
    seen(`${[...response.headers].map((pair) => pair.join(': ')).join('\n')}\n\n${await response.clone().text()}`)
    return response
  }
  const send = (method: string, path: string, body: unknown = {}) =>
    ask(path, { method, headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify(body) })
  async function withCsrf(path: string, fields: Record<string, string>): Promise<Response> {
    const { csrfToken }: { csrfToken: string } = await (await ask('/api/auth/csrf')).json()
    return send('POST', path, { ...fields, csrfToken, callbackUrl: '/', json: 'true' })
  }
  return {
    cookies,
    headers: always,
    ask,
    send,
    signIn: (provider, fields = {}) => withCsrf(`/api/auth/callback/${provider}`, fields),
    signOut: () => withCsrf('/api/auth/signout', {}),
  }
}
