import { createSocket } from 'node:dgram'
import { once } from 'node:events'

/** A name server of a test's own. */
export interface NameServer {
  /** `address:port`. */
  address: string
  close(): void
}

const named = (name: string): Buffer =>
  Buffer.concat([
    ...name.split('.').map((part) => Buffer.from([part.length, ...Buffer.from(part)])),
    Buffer.from([0]),
  ])

/** `10 mail.example.com` as the record of a mail exchanger. */
const mailRecord = (text: string): Buffer => {
  const [priority = '', exchange = ''] = text.split(' ')
  const number = Buffer.alloc(2)
  number.writeUInt16BE(Number(priority))
  return Buffer.concat([number, named(exchange)])
}

const KINDS = { CNAME: { code: 5, data: named }, MX: { code: 15, data: mailRecord } } as const

/** Starts one that knows these records, one of a kind for a name, and no others. */
export const startNameServer = async (
  records: readonly { host: string; record: keyof typeof KINDS; value: string }[],
): Promise<NameServer> => {
  const socket = createSocket('udp4')
  socket.on('message', (query, { port, address }) => {
    const question = query.subarray(12, query.indexOf(0, 12) + 5)
    const found = records.find(
      ({ host, record }) =>
        question.subarray(0, -4).equals(named(host)) &&
        question.readUInt16BE(question.length - 4) === KINDS[record].code,
    )
    // https://www.rfc-editor.org/rfc/rfc1035#section-4.1.1
    const head = [0x81, found ? 0x80 : 0x83, 0, 1, 0, found ? 1 : 0, 0, 0, 0, 0]
    const data = found ? KINDS[found.record].data(found.value) : Buffer.alloc(0)
    const answer = found
      ? [Buffer.from([0xc0, 12, 0, KINDS[found.record].code, 0, 1, 0, 0, 0, 60, 0, data.length]), data]
      : []
    socket.send(Buffer.concat([query.subarray(0, 2), Buffer.from(head), question, ...answer]), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { address: `127.0.0.1:${socket.address().port}`, close: () => socket.close() }
}
