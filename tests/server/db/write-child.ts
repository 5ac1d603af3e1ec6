import { writeSync } from 'node:fs'
import { upsertDocuments } from '@/lib/server/db/documents'
import { openDatabase } from '@/lib/server/db/kysely'

// Writes batches of five documents for ever, and says which batch was acknowledged. It is killed while it does.
const [options, begin] = process.argv.slice(2)
const db = await openDatabase(JSON.parse(options ?? ''))
for (let batch = Number(begin); ; batch++) {
  const documents = [0, 1, 2, 3, 4].map((item) => ({ id: `${batch}-${item}`, day: '2026-03-01', body: `{"id":"${batch}-${item}"}` }))
  await upsertDocuments(db, 'writer', 'tag', documents, Date.now())
  writeSync(1, `${batch}\n`)
}
