import { ApiError } from '@/lib/server/api-error'
import { route } from '@/lib/server/route'

const nothing = () => {
  throw new ApiError('not_found', 'There is nothing at this address.')
}

/** An address of the API that does not exist: a program that asks for one gets an error like every other, not a page. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: nothing,
  POST: nothing,
  PUT: nothing,
  PATCH: nothing,
  DELETE: nothing,
})
