// Reads of a crowd are answered in turn. Node accepts one connection each time around its loop (libuv 1.50 and later), and once around
// takes as long as everything that is being worked on: with 200 connections asking without a pause, new ones were not accepted for 10 s.

const AT_ONCE = 8
/** What only reads what is here. Signing in waits for Oura, and would hold up others meanwhile; whoever watches over the server does not wait. */
const isRead = ({ method, url }) => (method === 'GET' || method === 'HEAD') && !/^\/api\/(auth\/|health)/.test(url)

/**
 * Runs what answers a request, `answer`, when it is its turn: at once where it is no plain read, else in the order of arrival, some at
 * once. A turn ends when the answer begins or its connection does, so that a long download holds nobody up.
 */
export function inTurns(atOnce = AT_ONCE) {
  const waiting = []
  let running = 0
  const goOn = () => {
    while (running < atOnce && waiting.length > 0) waiting.shift()()
  }
  return (request, response, answer) => {
    if (!isRead(request)) return answer()
    const start = () => {
      if (response.destroyed || request.socket.destroyed) return
      running += 1
      let isOver = false
      const end = () => {
        if (isOver) return
        isOver = true
        running -= 1
        // Not in line: a connection is accepted in between, and a long row of short answers would pile up on the stack.
        if (waiting.length > 0) setImmediate(goOn)
      }
      const { writeHead } = response
      response.writeHead = function (...head) {
        end()
        return Reflect.apply(writeHead, this, head)
      }
      response.once('close', end)
      answer()
    }
    waiting.push(start)
    goOn()
  }
}
