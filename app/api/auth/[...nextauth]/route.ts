import { answerAuthGet, answerAuthPost } from '@/lib/server/auth-answer'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route<{ nextauth: string[] }>({
  GET: (request, { nextauth }) => answerAuthGet(request, nextauth),
  POST: (request, { nextauth }) => answerAuthPost(request, nextauth),
})
