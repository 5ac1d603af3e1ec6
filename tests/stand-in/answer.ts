/** An answer before it is sent. */
export type Answer = { status: number; headers: Record<string, string>; body: string | Buffer }

const json = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body,
})
const detail = (status: number, text: string) => json(status, JSON.stringify({ detail: text }))

// The bodies are those of facts §4.2: prose where the specification has no schema, FastAPI's shape for 422.
export const answers = {
  ok: (body: string) => json(200, body),
  badRequest: (text: string) => detail(400, text),
  noAuthorization: () => detail(400, 'Missing authorization header.'),
  badToken: () => detail(401, 'The access token provided is expired, revoked, malformed, or invalid for other reasons.'),
  noScope: (scope: string) => detail(401, `Token is not authorized access ${scope} scope.`),
  forbidden: () => detail(403, 'Forbidden'),
  noDocument: () => detail(404, 'Document not found.'),
  noRoute: () => detail(404, 'Not Found'),
  wrongMethod: () => json(405, JSON.stringify({ detail: 'Method Not Allowed' }), { allow: 'GET' }),
  invalid: (field: string, input: string) =>
    json(
      422,
      JSON.stringify({
        detail: [{ type: 'datetime_from_date_parsing', loc: ['query', field], msg: 'Input should be a valid datetime or date', input }],
      }),
    ),
  /** 429 with no body; `now` and the reset are epoch ms. */
  tooMany: (how: 'seconds' | 'date' | 'reset' | 'none', seconds: number, now: number): Answer => ({
    status: 429,
    headers: {
      ...(how === 'seconds' && { 'retry-after': String(seconds) }),
      ...(how === 'date' && { 'retry-after': new Date(now + seconds * 1000).toUTCString() }),
      ...(how !== 'none' && {
        'x-ratelimit-limit': '5000',
        'x-ratelimit-window': '300',
        'x-ratelimit-tier': 'access_token',
        'x-ratelimit-reset': String(Math.ceil((now + seconds * 1000) / 1000)),
      }),
    },
    body: '',
  }),
}
