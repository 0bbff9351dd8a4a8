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
const GLANCE = 50
const watchSocket = async order => {
const way = (0, _http_address_js__WEBPACK_IMPORTED_MODULE_1__.rx)(new URL(order.url).hostname, order.guard)
const {Agent, WebSocket} = await __webpack_require__.e(6752).then(__webpack_require__.t.bind(__webpack_require__, 6752, 19))
const started = performance.now()
const dispatcher = way.lookup && new Agent({connect: {lookup: way.lookup}})
const socket = new WebSocket(order.url, {
protocols: [...order.protocols],
headers: {...order.headers},
...(dispatcher && {dispatcher})
})
const seen = {
opened: null,
messages: 0,
answered: false,
spoke: 0,
ended: null
}
socket.addEventListener('open', () => {
seen.opened = performance.now() - started
seen.spoke = performance.now()
if (order.send !== null) socket.send(order.send)
})
socket.addEventListener('message', ({data}) => {
seen.messages += 1
seen.spoke = performance.now()
if (order.contains !== null && typeof data === 'string' && data.includes(order.contains)) seen.answered = true
})
socket.addEventListener('error', () => {
seen.ended ??= 'an error ended it'
})
socket.addEventListener('close', ({code}) => {
seen.ended ??= `the server closed it (${code})`
})
const until = async (enough, limit) => {
const from = performance.now()
while (!enough()) {
if (seen.ended !== null || order.signal.aborted || performance.now() - from > limit) return false
await (0, node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(Math.min(GLANCE, limit))
}
return true
}
const faults = []
if (!(await until(() => seen.opened !== null, order.within))) faults.push(`no WebSocket was opened within ${order.within} ms`)
else if (order.contains !== null && !(await until(() => seen.answered, order.within))) faults.push(seen.ended ?? `no message with the expected text came within ${order.within} ms`)
else faults.push(...(await stays(order, seen, until)))
if (seen.opened !== null && seen.ended === null) socket.close(NORMAL)
void dispatcher?.close()
return {faults, opened: seen.opened, messages: seen.messages}
}
const stays = async ({stay, silence}, seen, until) => {
const from = performance.now()
const silent = () => silence !== null && performance.now() - seen.spoke > silence
await until(() => silent() || performance.now() - from >= stay, stay + GLANCE)
const lasted = Math.round(performance.now() - from)
if (seen.ended !== null) return [`${seen.ended} after ${lasted} ms of ${stay}`]
return silent() ? [`it was silent for longer than ${silence} ms`] : []
}
}
}
