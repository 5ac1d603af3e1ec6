import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './fetch-json'

const TRIES = 2
const LONGEST_MS = 30_000

/** Whether a failed read goes again by itself: never after a refusal (4xx), twice after silence or a 5xx. */
export function retry(failures: number, error: Error): boolean {
  return failures < TRIES && error instanceof ApiError && (error.code === 'network' || error.status >= 500)
}

/** Ms until the next try: what the server asked for, else 0.5 s doubling with jitter. */
export function retryDelay(failures: number, error: Error): number {
  if (error instanceof ApiError && error.retryAfter !== null) return Math.min(error.retryAfter, LONGEST_MS)
  return Math.min(500 * 2 ** failures * (0.75 + Math.random() / 2), LONGEST_MS)
}

type State = { state: { error: Error | null } }
const signedIn = ({ state: { error } }: State) => !(error instanceof ApiError && error.status === 401)

/** Ms until a query is asked for again by itself; never once the server has said that nobody is signed in here any more. */
export const again =
  (ms: number) =>
  (query: State): number | false =>
    signedIn(query) && ms

/** What a change waits for before it is over: after a refusal nothing, since without a network the list would be waited for, and nothing said. */
export const unlessRefused = (error: Error | null, reread: Promise<unknown>): Promise<unknown> | undefined => {
  if (error === null) return reread
  void reread
}

/** After everything is erased: what this page still knows goes, and nothing is asked for again by itself. */
export async function endQueries(client: QueryClient): Promise<void> {
  await client.cancelQueries()
  const error = new ApiError('unauthenticated', 'Nobody is signed in here any more.', 401)
  for (const query of client.getQueryCache().getAll()) query.setState({ ...query.state, data: undefined, error, status: 'error' })
}

/** The defaults of every query: what is on the device is shown first, and asked for again in the background after a minute. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        // On the server a client lasts as long as its page: a timer would hold all of it, somebody's numbers, for half an hour.
        gcTime: typeof window === 'undefined' ? Number.POSITIVE_INFINITY : 30 * 60_000,
        networkMode: 'offlineFirst',
        retry,
        retryDelay,
        refetchOnWindowFocus: signedIn,
        refetchOnReconnect: signedIn,
      },
      mutations: { networkMode: 'offlineFirst', retry: false },
    },
  })
}
