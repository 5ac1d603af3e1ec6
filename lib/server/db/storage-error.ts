import 'server-only'
import type { ErrorCode } from '@/lib/api'

const SENTENCES = {
  full: 'The disk that holds the database is full; free some space, nothing that was saved is lost.',
  read_only: 'The database cannot be written to; give the user that runs Ringside write access to ringside.db and its folder (DATA_DIR).',
  unwritable:
    'The folder of the database (DATA_DIR) cannot be made or opened; create it, or give the user that runs Ringside access to it.',
  locked: 'Another program has kept the database locked for too long; stop that program, then try again.',
  corrupt: 'The database file ringside.db in DATA_DIR is damaged or is no database; move it away and put a backup in its place.',
  newer: 'The database was made by a newer version of Ringside; start that version, or restore the backup made before the update.',
  network_disk: 'The database lies on a network drive, where SQLite loses data; set DATA_DIR to a local disk, or use DATABASE_URL.',
  unreachable: 'The database server does not answer; check that it runs and that DATABASE_URL names the right host and port.',
  password: 'The database server refused the user or the password; correct them in DATABASE_URL.',
  tls: 'The database server and this one do not agree on TLS; set sslmode in DATABASE_URL (disable, or verify-full with sslrootcert).',
  no_database: 'The database named in DATABASE_URL does not exist; create it, or correct the name.',
  forbidden: 'The database user may not do this; grant it the right to create and change tables in its schema.',
  taken: 'The database has tables of another program under the names that Ringside needs; name an empty database in DATABASE_URL.',
  failed: 'The disk that holds the database reported a fault; check the disk and the system log.',
} as const

export type StorageProblem = keyof typeof SENTENCES

/** The database cannot be used. `message` is one plain sentence, without paths or secrets: what is wrong and what to do. */
export class StorageError extends Error {
  // The server's bundles each hold this class, and share one database: one made elsewhere is one all the same.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'StorageError'
  }
  override readonly name = 'StorageError'
  readonly problem: StorageProblem
  readonly code: Extract<ErrorCode, 'storage_full' | 'storage_unavailable'>
  constructor(problem: StorageProblem, cause?: unknown) {
    super(SENTENCES[problem], { cause })
    this.problem = problem
    this.code = problem === 'full' ? 'storage_full' : 'storage_unavailable'
  }
}

// Beginnings of SQLite result names, SQLSTATE codes and system error names; the longest that fits wins.
const PROBLEMS: Record<string, StorageProblem> = {
  SQLITE_FULL: 'full',
  SQLITE_READONLY: 'read_only',
  SQLITE_PERM: 'read_only',
  SQLITE_BUSY: 'locked',
  SQLITE_LOCKED: 'locked',
  SQLITE_CORRUPT: 'corrupt',
  SQLITE_NOTADB: 'corrupt',
  SQLITE_CANTOPEN: 'unwritable',
  SQLITE_IOERR: 'failed',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'read_only',
  EACCES: 'unwritable',
  EPERM: 'unwritable',
  ENOTDIR: 'unwritable',
  EEXIST: 'unwritable',
  EISDIR: 'unwritable',
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'unreachable',
  EPIPE: 'unreachable',
  ENOENT: 'unreachable',
  CERT_: 'tls',
  DEPTH_ZERO_: 'tls',
  SELF_SIGNED_: 'tls',
  UNABLE_TO_: 'tls',
  ERR_TLS_: 'tls',
  ERR_SSL_: 'tls',
  EPROTO: 'tls',
  '08': 'unreachable',
  '53': 'unreachable',
  '53100': 'full',
  '57P': 'unreachable',
  '28': 'password',
  '3D000': 'no_database',
  '42501': 'forbidden',
  '3F000': 'forbidden',
  '42P07': 'taken',
  '25006': 'read_only',
  '40P01': 'locked',
  '55P03': 'locked',
  '58': 'failed',
  XX001: 'corrupt',
  XX002: 'corrupt',
}

// What pg throws without any code: the connection breaks or cannot be made in time, the address has no password, the server no TLS.
const PG_SAYS: readonly (readonly [RegExp, StorageProblem])[] = [
  [/^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/, 'unreachable'],
  [/^SASL: .*client password/, 'password'],
  [/SSL connection/, 'tls'],
]

/** The StorageError that a driver's error amounts to; anything else (a broken constraint, a bug) is handed back as it came. */
export function asStorageError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StorageError) return error
  const said = PG_SAYS.find(([words]) => words.test(error.message))
  if (said) return new StorageError(said[1], error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  for (let length = code.length; length >= 2; length--) {
    const problem = PROBLEMS[code.slice(0, length)]
    if (problem) return new StorageError(problem, error)
  }
  return error
}
