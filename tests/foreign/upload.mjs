// Uploads a file with tus-js-client: node upload.mjs ENDPOINT TOKEN METADATA FILE [ABORT]
//
// With ABORT the first try is given up after so many bytes, and a second client
// carries on from the address that the first one got.
import { readFileSync } from 'node:fs'
import { Upload } from 'tus-js-client'

const [endpoint, token, metadata, path, abortAfter] = process.argv.slice(2)
const content = readFileSync(path)

function upload(more) {
  return new Promise((resolve, reject) => {
    const made = new Upload(content, {
      endpoint,
      headers: { Authorization: `Bearer ${token}` },
      metadata: JSON.parse(metadata),
      chunkSize: 4096,
      retryDelays: [0, 50],
      onError: reject,
      onSuccess: () => resolve(made),
      onChunkComplete: (_size, sent) => more.onChunk?.(made, sent, resolve),
      ...more.options,
    })
    made.start()
  })
}

let first = null
if (abortAfter) {
  first = await upload({
    onChunk: (made, sent, resolve) => {
      if (sent >= Number(abortAfter)) made.abort().then(() => resolve(made))
    },
  })
}
const done = await upload({ options: first ? { uploadUrl: first.url } : {} })
console.log(JSON.stringify({ first: first?.url ?? null, url: done.url }))
