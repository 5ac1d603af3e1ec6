// A process that brings a file in, to be killed: node --import ./tests/setup/resolve.mjs <this> <database options as JSON> <user> <file>
// Goes on where the one before it was ended, and says what it is answered.
import { readFileSync, writeSync } from 'node:fs'
import { openDatabase } from '@/lib/server/db/kysely'
import { readImport, takeImport } from '@/lib/server/import'
import { resumeImports } from '@/lib/server/import-run'

const [options = '', user = '', path = ''] = process.argv.slice(2)
const PART = 40_000
const ID = 'the-only-file'
const say = (line: string) => writeSync(1, `${line}\n`)

const db = await openDatabase(JSON.parse(options))
const bytes = readFileSync(path)
const begun = await readImport(db, user)
say(`open ${begun.received} ${begun.state}`)
await resumeImports(db, Date.now)
if (begun.state === 'none' || begun.state === 'receiving') {
  for (let at = begun.received; at < bytes.length; at += PART) {
    const data = bytes.subarray(at, at + PART).toString('base64')
    say(`kept ${(await takeImport(db, user, { id: ID, at, data }, Date.now())).received}`)
  }
  await takeImport(db, user, { id: ID, size: bytes.length }, Date.now())
}
for (;;) {
  const { state } = await readImport(db, user)
  if (state === 'done' || state === 'refused') break
  await new Promise((resolve) => setTimeout(resolve, 5))
}
say(`over ${(await readImport(db, user)).state}`)
await db.destroy()
process.exit(0)
