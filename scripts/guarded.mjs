// node --import ./scripts/guarded.mjs …: starts Next behind the guard. The app does not start without it.
import { guardServers } from './http-guard.mjs'

guardServers(process.env)
