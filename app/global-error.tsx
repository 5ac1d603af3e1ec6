'use client'

// The layout itself failed, and the messages with it: both languages, in words that need nothing.
export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <main>
          <h1>Ringside could not be shown</h1>
          <p>Your archive is untouched. Reload; if it stays like this, look at the server’s log.</p>
          <p lang="ja">Ringsideを表示できませんでした。保存済みのデータはそのままです。再読み込みしてください。</p>
        </main>
      </body>
    </html>
  )
}
