export const id = 1133
export const ids = [1133]
export const modules = {
1133: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
watchSocket: () => watchSocket
})
var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500)
var _http_address_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4229)
const NORMAL = 1000
const GLANCE = 500
const watchSocket = async order => {
const {elapsed: now = () => performance.now()} = order
const {WebSocket} = await __webpack_require__.e(6752).then(__webpack_require__.t.bind(__webpack_require__, 6752, 19))
const dispatcher = await dispatcherOf(order)
const started = performance.now()
const socket = new WebSocket(order.url, {
protocols: [...order.protocols],
headers: {...order.headers},
...(dispatcher && {dispatcher})
})
const life = {opened: null, messages: 0, answered: false, spoke: 0, ended: null}
const listeners = new Set()
const on = (event, note) =>
socket.addEventListener(event, happened => {
note(happened)
for (const listener of listeners) listener()
})
on('open', () => {
life.opened = performance.now() - started
life.spoke = now()
if (order.send !== null) socket.send(order.send)
})
on('message', event => {
const data = 'data' in event ? event.data : null
life.messages += 1
life.spoke = now()
if (order.contains !== null && typeof data === 'string' && data.includes(order.contains)) life.answered = true
})
on('error', () => {
life.ended ??= 'an error ended it'
})
on('close', event => {
life.ended ??= `the server closed it (${'code' in event ? event.code : '?'})`
})
const until = enough =>
new Promise(resolve => {
const done = () => {
if (!enough() && life.ended === null && !order.signal.aborted) return
finish(enough() && life.ended === null)
}
const finish = result => {
clearTimeout(limit)
listeners.delete(done)
order.signal.removeEventListener('abort', done)
resolve(result)
}
const limit = setTimeout(() => finish(false), order.within)
listeners.add(done)
order.signal.addEventListener('abort', done)
done()
})
const faults = []
if (!(await until(() => life.opened !== null))) faults.push(`no WebSocket was opened within ${order.within} ms`)
else if (order.contains !== null && !(await until(() => life.answered))) faults.push(life.ended ?? `no message with the expected text came within ${order.within} ms`)
else faults.push(...(await stays(order, life, now)))
if (life.opened !== null && life.ended === null) socket.close(NORMAL)
void dispatcher?.close()
return {faults, opened: life.opened, messages: life.messages}
}
const dispatcherOf = async ({url, guard, way = {}}) => {
const {lookup} = (0, _http_address_js__WEBPACK_IMPORTED_MODULE_1__.rx)(new URL(url).hostname, guard)
const {dial, ca} = way
if (!lookup && !dial && ca === undefined) return null
const {Agent, buildConnector} = await __webpack_require__.e(6752).then(__webpack_require__.t.bind(__webpack_require__, 6752, 19))
const options = {...(lookup && {lookup}), ...(ca !== undefined && {ca})}
if (!dial) return new Agent({connect: options})
const connect = buildConnector(options)
return new Agent({
connect: (asked, callback) => {
const {hostname, protocol} = asked
const there = dial(hostname, Number(asked.port) || (protocol === 'https:' ? 443 : 80))
connect({...asked, hostname: there.host, port: String(there.port), servername: hostname}, callback)
}
})
}
const stays = async ({stay, silence, signal}, life, now) => {
const from = now()
const silent = () => silence !== null && now() - life.spoke > silence
while (now() - from < stay && !silent() && life.ended === null && !signal.aborted) await (0, node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(Math.max(1, Math.min(GLANCE, stay - (now() - from))))
if (life.ended !== null) return [`${life.ended} after ${Math.round(now() - from)} ms of ${stay}`]
return silent() ? [`it was silent for longer than ${silence} ms`] : []
}
}
}
