import 'server-only'

/** Below so many bytes the disk is soon full: a first sync of many years takes about a tenth of it. */
export const LITTLE_ROOM = 500e6
