import 'server-only'
import type { AuthOptions } from 'next-auth'
import { StorageError } from './db/storage-error'

/**
 * What next-auth answers with these options. Whatever goes wrong while it looks a session up it takes for one that has ended: a database
 * that does not answer for a moment would sign people out. Rejects with the StorageError instead.
 */
export async function sayingTrouble<T>(options: AuthOptions, ask: (options: AuthOptions) => Promise<T>): Promise<T> {
  const { jwt, ...callbacks } = options.callbacks ?? {}
  if (!jwt) return ask(options)
  let trouble: StorageError | undefined
  const watched: typeof jwt = async (asked) => {
    try {
      return await jwt(asked)
    } catch (error) {
      if (error instanceof StorageError) trouble = error
      throw error
    }
  }
  const answer = await ask({ ...options, callbacks: { ...callbacks, jwt: watched } })
  if (trouble) throw trouble
  return answer
}
