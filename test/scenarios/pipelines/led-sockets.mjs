// Loaded before an action in a process of its own: every encrypted connection to another machine goes to the one port of
// TEST_VENDORS on this machine instead, in plain text. The action's own client is as it is shipped; whom a request was
// meant for is in its Host header. Plain connections (the databases and servers of a test) stay as they are.

import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import tls from 'node:tls'

const { TEST_VENDORS: port } = process.env
const real = tls.connect

const led = () => {
  const socket = net.connect({ host: '127.0.0.1', port: Number(port) })
  // What guards against private addresses looks at is the address that was meant, which is a public one.
  Object.defineProperty(socket, 'remoteAddress', { value: '1.1.1.1' })
  socket.once('connect', () => socket.emit('secureConnect'))
  return socket
}

const isFar = (order) => typeof order === 'object' && order.socket === undefined && order.host !== '127.0.0.1'

if (port !== undefined) {
  tls.connect = (...given) => (isFar(given[0]) ? led() : real(...given))
  syncBuiltinESMExports()
}
