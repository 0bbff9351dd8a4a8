export const id = 7124
export const ids = [7124]
export const modules = {
7124: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
openTransport: () => openTransport
})
var node_dns__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(610)
var undici__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6752)
var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7463)
var _http_address_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4229)
const MAX_HEADERS = 16 * 1024
const CONNECT_TIMEOUT = 10_000
const openTransport = options => {
const dispatcher = options.dispatcher ?? ownDispatcher(options)
return {
send: ({url, method, headers, body, signal}) =>
(0, undici__WEBPACK_IMPORTED_MODULE_1__.request)(url, {
dispatcher,
method,
headers,
...(body !== undefined && {body}),
signal,
headersTimeout: 0,
bodyTimeout: 0
}),
close: () => (options.dispatcher ? Promise.resolve() : dispatcher.destroy())
}
}
const ownDispatcher = ({proxies, guard, lookup}) => {
const common = {
maxHeaderSize: MAX_HEADERS,
allowH2: false,
connect: connector(guard, lookup)
}
if (!proxies || (proxies.http === '' && proxies.https === '')) return new undici__WEBPACK_IMPORTED_MODULE_1__.Agent(common)
const broken = [proxies.http, proxies.https].filter(uri => uri !== '' && !/^https?:$/.test(protocolOf(uri)))
if (broken.length > 0)
throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__.xL({
message: 'HTTP_PROXY or HTTPS_PROXY is not an http:// or https:// address',
fix: 'http://proxy.example.com:3128'
})
return new undici__WEBPACK_IMPORTED_MODULE_1__.EnvHttpProxyAgent({
...common,
httpProxy: proxies.http,
httpsProxy: proxies.https,
noProxy: proxies.none
})
}
const protocolOf = uri => (URL.canParse(uri) ? new URL(uri).protocol : '')
const connector = (guard, lookup) => {
const resolve = guard ? (0, _http_address_js__WEBPACK_IMPORTED_MODULE_3__.rN)(guard, lookup ?? node_dns__WEBPACK_IMPORTED_MODULE_0__.lookup) : lookup
const open = (0, undici__WEBPACK_IMPORTED_MODULE_1__.buildConnector)({
timeout: CONNECT_TIMEOUT,
allowH2: false,
...(resolve && {lookup: resolve})
})
if (!guard) return open
return (target, callback) =>
open(target, (error, socket) => {
if (error) return callback(error, null)
const address = socket.remoteAddress
if (address !== undefined && (0, _http_address_js__WEBPACK_IMPORTED_MODULE_3__.Ln)(address, guard) === null) return callback(null, socket)
socket.destroy()
callback((0, _http_address_js__WEBPACK_IMPORTED_MODULE_3__.fY)(), null)
})
}
}
}
