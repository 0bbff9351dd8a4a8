export const id = 5738
export const ids = [5738]
export const modules = {
4170: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
o: () => defineNotifier
})
const defineNotifier = definition => definition
},
1777: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
E: () => posting,
l: () => postingOptions
})
var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _kit_secret_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7274)
const postingOptions = zod__WEBPACK_IMPORTED_MODULE_1__.rej({
url: zod__WEBPACK_IMPORTED_MODULE_1__.YjP().regex(new RegExp(_kit_secret_name_js__WEBPACK_IMPORTED_MODULE_2__.J), 'this is not the name of a secret\nits name on GitHub, such as SLACK_WEBHOOK_URL').describe('Name of the secret that holds the address. It must be listed under `secrets`.'),
'allow-private-network': zod__WEBPACK_IMPORTED_MODULE_1__.zMY().default(false).describe('Lets the address lead into a private network. Metadata services stay out of reach.')
})
const TIMEOUT = 5_000
const posting = (type, options, {secret, http}) => {
const url = secret(options.url)
if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `the secret ${options.url} is no address`,
at: options.url,
fix: 'an address that begins with https://',
docs: `notify/${type}.md`
})
const allowPrivate = options['allow-private-network']
const plain = new URL(url).protocol === 'http:'
if (plain && !allowPrivate)
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `the address in the secret ${options.url} is not encrypted`,
at: options.url,
fix: 'https://, or allow-private-network: true inside a network of your own',
docs: `notify/${type}.md`
})
const client = http({allowPrivate})
return async (json, headers = {}) => {
const request = {method: 'POST', url, json, headers, timeout: TIMEOUT, deadline: TIMEOUT}
await client.request({...request, retry: 'never', maxBytes: 64 * 1024}).catch(error => {
throw withoutAddress(error, type, options.url)
})
}
}
const withoutAddress = (error, type, secret) => {
if (error instanceof _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL)
return new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `the address in the secret ${secret} may not be asked: it is private or not usable`,
at: secret,
fix: 'a public address, or allow-private-network: true inside a network of your own',
docs: `notify/${type}.md`
})
if (!(error instanceof _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ)) return error
const {status, code, retryable, effect} = error
return new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ({
provider: type,
message: `the address in the secret ${secret} ${status === undefined ? 'did not answer' : `answered ${status}`}`,
retryable,
effect,
...(status === undefined ? {} : {status}),
...(code === undefined ? {} : {code})
})
}
},
5738: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
webhook: () => webhook,
webhookBody: () => webhookBody
})
var _definition_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4170)
var _posting_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1777)
const SCHEMA = 1
const webhookBody = ({at, ...notice}) => ({
schema: SCHEMA,
...notice,
at: new Date(at).toISOString()
})
const webhook = (0, _definition_js__WEBPACK_IMPORTED_MODULE_1__.o)({
type: 'webhook',
options: _posting_js__WEBPACK_IMPORTED_MODULE_0__.l,
secrets: ({url}) => [url],
connect: (options, context) => {
const post = (0, _posting_js__WEBPACK_IMPORTED_MODULE_0__.E)('webhook', options, context)
return {type: 'webhook', send: notice => post(webhookBody(notice), {'x-sluice-id': notice.id})}
}
})
}
}
