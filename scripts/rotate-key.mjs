// npm run rotate-key: puts a new data key before the others in SECRETS_FILE. A running Ringside takes it up within seconds and seals
// with it all that the older ones sealed; those stay in the file until somebody removes them. Needs no node_modules.
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
if (existsSync('.env')) process.loadEnvFile('.env')

const fail = (sentence) => {
  console.error(`\n${sentence}\n`)
  process.exit(1)
}

if (process.env.DATA_KEYS)
  fail(
    'The keys come from DATA_KEYS here: put a new pair in front of the others (k2:…,k1:…) and restart. Make one with openssl rand -base64 32.',
  )
const named = resolve(process.env.SECRETS_FILE || './secrets.json')
if (!existsSync(named)) fail(`There is no ${named} yet: it is made at the first start.`)
// Where the name is a link, the file it leads to is the one to be replaced.
const file = realpathSync(named)

// One rotation at a time: the draft's name is taken by whoever makes it. One that was cut off is not waited for.
const draft = `${file}.new`
if (Date.now() - (statSync(draft, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY) > 10_000) rmSync(draft, { force: true })
let handle
try {
  handle = openSync(draft, 'wx', 0o600)
} catch (error) {
  fail(error.code === 'EEXIST' ? 'Another rotation is under way; try again in a few seconds.' : `${draft} cannot be made (${error.code}).`)
}

/** The file's content with a new key in front, and that key's id; null where it is no such file. */
function rotated(text) {
  try {
    const content = JSON.parse(text)
    const ids = content.DATA_KEYS.split(',').map((pair) => pair.trim().split(':')[0])
    if (!ids.every((id) => /^[\w-]{1,16}$/.test(id))) return null
    const id = `k${Math.max(0, ...ids.map((known) => Number(/^k(\d+)$/.exec(known)?.[1] ?? 0))) + 1}`
    return { id, content: { ...content, DATA_KEYS: `${id}:${randomBytes(32).toString('base64')},${content.DATA_KEYS}` } }
  } catch {
    return null
  }
}

const next = rotated(readFileSync(file, 'utf8'))
if (!next) {
  rmSync(draft)
  fail(`${file} is damaged; put back your copy of it first.`)
}
// Made by root, it would be closed to the user that the server runs as.
const { uid, gid } = statSync(file)
if (process.getuid?.() === 0) fchownSync(handle, uid, gid)
writeSync(handle, `${JSON.stringify(next.content, null, 2)}\n`)
fsyncSync(handle)
closeSync(handle)
renameSync(draft, file)
const folder = openSync(dirname(file), 'r')
fsyncSync(folder)
closeSync(folder)
console.log(`${next.id} is the active key in ${file} now. A running Ringside takes it up within seconds (its log: keys.rotated).
Keep the older keys in the file as long as you keep backups from before today: they open those.`)
