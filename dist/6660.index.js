export const id = 6660
export const ids = [6660]
export const modules = {
6660: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
runLoad: () => runLoad
})
var promises_ = __webpack_require__(8500)
const LEAST = 0.001
const STEP = Math.log(1.01)
const BUCKETS = 2500
const createHistogram = () => {
const buckets = new Float64Array(BUCKETS)
const state = {count: 0, longest: null}
return {
add: milliseconds => {
const index = Math.ceil(Math.log(Math.max(milliseconds, LEAST) / LEAST) / STEP)
const bucket = Math.min(index, BUCKETS - 1)
buckets[bucket] = (buckets[bucket] ?? 0) + 1
state.count += 1
state.longest = Math.max(state.longest ?? 0, milliseconds)
},
quantile: share => {
const wanted = Math.ceil(share * state.count)
let seen = 0
for (const [index, each] of buckets.entries()) {
seen += each
if (each > 0 && seen >= wanted) return Math.min(LEAST * Math.exp(index * STEP), state.longest ?? 0)
}
return state.longest
},
get count() {
return state.count
},
get longest() {
return state.longest
}
}
}
var external_node_buffer_ = __webpack_require__(4573)
var external_node_net_ = __webpack_require__(7030)
var external_node_tls_ = __webpack_require__(1692)
var http_address = __webpack_require__(4229)
const HEAD_END = external_node_buffer_.Buffer.from('\r\n\r\n')
const LONGEST_HEAD = 64 * 1024
const LARGEST_ANSWER = 8 * 1024 * 1024
const wire = ({url, method, headers, body}) => {
const own = {
'user-agent': 'sluice',
...headers,
host: url.host,
connection: 'keep-alive'
}
if (body !== null) own['content-length'] = String(external_node_buffer_.Buffer.byteLength(body))
const lines = Object.entries(own).map(([name, value]) => `${name}: ${value}`)
return external_node_buffer_.Buffer.from(`${method} ${url.pathname}${url.search} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body ?? ''}`)
}
const restOf = (head, status, method) => {
if (method === 'HEAD' || status === 204 || status === 304) return 0
if (/\r\ntransfer-encoding:[^\r]*chunked/i.test(head)) return 'chunks'
const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
return length === undefined ? 'end' : Number(length)
}
const endOfChunks = (bytes, from) => {
let at = from
for (;;) {
const line = bytes.indexOf('\r\n', at, 'latin1')
if (line === -1) return null
const size = Number.parseInt(bytes.toString('latin1', at, line), 16)
if (!Number.isFinite(size)) return null
if (size === 0) {
const end = bytes.indexOf('\r\n', line + 2, 'latin1')
return end === line + 2 ? end + 2 : afterTrailers(bytes, line + 2)
}
at = line + 2 + size + 2
if (at > bytes.length) return null
}
}
const afterTrailers = (bytes, from) => {
const end = bytes.indexOf(HEAD_END, from)
return end === -1 ? null : end + HEAD_END.length
}
const readAnswer = (bytes, method) => {
const end = bytes.indexOf(HEAD_END)
if (end === -1) return bytes.length > LONGEST_HEAD ? 'broken' : 'more'
const head = bytes.toString('latin1', 0, end + 2)
const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? Number.NaN)
if (!Number.isFinite(status)) return 'broken'
const start = end + HEAD_END.length
if (status < 200) return readAnswer(bytes.subarray(start), method)
const rest = restOf(head, status, method)
const last = rest === 'chunks' ? endOfChunks(bytes, start) : rest === 'end' ? null : start + rest
if (last === null || bytes.length < last) return 'more'
const header = name => new RegExp(`\\r\\n${name}: *([^\\r]*)\\r`, 'i').exec(head)?.[1]?.trim() ?? null
return {kind: 'answer', status, header}
}
const ONE = 0x31
const STATUS_AT = 9
const usualOf = (bytes, read) => {
if (read === 'broken' || read.kind !== 'answer' || bytes[STATUS_AT] === ONE) return null
if (read.header('content-length') === null || /close/i.test(read.header('connection') ?? '')) return null
const head = external_node_buffer_.Buffer.from(bytes.subarray(0, bytes.indexOf(HEAD_END) + HEAD_END.length))
return {head, length: bytes.length, answer: read}
}
const openLoadConnection = async request => {
const socket = await dial(request)
const text = wire(request)
let bytes = external_node_buffer_.Buffer.alloc(0)
let waiting = null
let alive = true
const finish = ended => {
const done = waiting
waiting = null
bytes = external_node_buffer_.Buffer.alloc(0)
done?.(ended)
}
const end = ended => {
alive = false
socket.destroy()
finish(ended)
}
let usual = null
socket.on('data', chunk => {
bytes = bytes.length === 0 ? chunk : external_node_buffer_.Buffer.concat([bytes, chunk])
if (usual?.length === bytes.length && bytes.subarray(0, usual.head.length).equals(usual.head)) return finish(usual.answer)
const read = bytes.length > LARGEST_ANSWER ? 'broken' : readAnswer(bytes, request.method)
usual = read === 'more' ? usual : usualOf(bytes, read)
if (read === 'broken') return end({kind: 'lost'})
if (read === 'more') return
if (read.kind === 'answer' && /close/i.test(read.header('connection') ?? '')) return end(read)
finish(read)
})
socket.on('close', () => end(untilClosed(bytes, request.method)))
socket.on('error', () => end({kind: 'lost'}))
socket.setTimeout(request.timeout, () => end({kind: 'timeout'}))
return {
exchange: () =>
new Promise(resolve => {
if (!alive) return resolve({kind: 'lost'})
waiting = resolve
socket.write(text)
}),
get usable() {
return alive
},
close: () => end({kind: 'lost'})
}
}
const untilClosed = (bytes, method) => {
const end = bytes.indexOf(HEAD_END)
const head = end === -1 ? '' : bytes.toString('latin1', 0, end + 2)
const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? Number.NaN)
if (!Number.isFinite(status) || restOf(head, status, method) !== 'end') return {kind: 'lost'}
return {kind: 'answer', status, header: () => null}
}
const dial = ({url, timeout, ca, guard}) =>
new Promise((resolve, reject) => {
const secure = url.protocol === 'https:'
const host = url.hostname.replace(/^\[(.+)\]$/, '$1')
const port = Number(url.port || (secure ? 443 : 80))
const way = {host, port, ...(0, http_address.rx)(host, guard)}
const socket = secure ? (0, external_node_tls_.connect)({...way, servername: host, ALPNProtocols: ['http/1.1'], ...(ca && {ca})}) : (0, external_node_net_.connect)(way)
const fail = () => {
socket.destroy()
reject(new Error('no connection'))
}
socket.setNoDelay(true)
socket.setTimeout(timeout, fail)
socket.once('error', fail)
socket.once(secure ? 'secureConnect' : 'connect', () => {
socket.removeAllListeners('timeout')
socket.removeListener('error', fail)
socket.setTimeout(0)
resolve(socket)
})
})
const PAUSE = 20
const runLoad = async order => {
const {rate, duration, timeout, signal} = order
const times = createHistogram()
const errors = {}
let requests = 0
const record = (ended, took) => {
requests += 1
times.add(took)
const wrong = ended.kind === 'answer' ? order.judge(ended) : ended.kind
if (wrong !== null) errors[wrong] = (errors[wrong] ?? 0) + 1
}
const start = performance.now()
const end = start + duration
const last = end + timeout
const due = rate === null ? null : Math.ceil((duration / 1000) * rate)
let next = 0
const worker = async () => {
let connection = null
while (!signal.aborted) {
const index = next
const moment = rate === null ? performance.now() : start + (index / rate) * 1000
if (due === null ? moment >= end : index >= due) break
next += 1
const wait = moment - performance.now()
if (wait > 1) await (0, promises_.setTimeout)(wait, undefined, {signal}).catch(() => undefined)
if (performance.now() > last) record({kind: 'timeout'}, performance.now() - moment)
else {
connection = connection?.usable ? connection : await openLoadConnection(order).catch(() => null)
const ended = connection ? await connection.exchange() : {kind: 'lost'}
record(ended, performance.now() - moment)
if (!connection) await (0, promises_.setTimeout)(PAUSE)
}
}
connection?.close()
}
await Promise.all(Array.from({length: order.connections}, worker))
const seconds = (performance.now() - start) / 1000
return {
requests,
errors,
seconds,
perSecond: requests / seconds,
p50: times.quantile(0.5),
p95: times.quantile(0.95),
p99: times.quantile(0.99),
longest: times.longest
}
}
}
}
