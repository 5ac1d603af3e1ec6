import 'server-only'
import 'next-auth'
import 'next-auth/jwt'

declare module 'next-auth' {
  interface Session {
    user?: { id: string }
    guest?: import('./guest-links').Guest
  }
  interface User {
    guest?: import('./session').GuestTerms
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    sid?: string
  }
}
