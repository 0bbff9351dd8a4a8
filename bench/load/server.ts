/**
 * The server that is loaded, in a process of its own. It prints its port. `stall=<milliseconds>@<request>` makes it stand
 * still once, as a full disk or a long collection of garbage would.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { argv, stdout } from 'node:process'

const [, length, request] = /^stall=(\d+)@(\d+)$/.exec(argv[2] ?? '') ?? []
let count = 0

const server = createServer((_question, answer) => {
  count += 1
  if (count === Number(request)) {
    const until = performance.now() + Number(length)
    while (performance.now() < until);
  }
  answer.writeHead(200, { 'content-type': 'application/json' }).end('{"revision":"v2"}')
})
server.listen(0, '127.0.0.1', () => stdout.write(`${(server.address() as AddressInfo).port}\n`))
