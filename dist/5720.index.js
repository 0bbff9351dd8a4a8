export const id = 5720
export const ids = [5720]
export const modules = {
7027: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
L: () => defineCredential
})
const defineCredential = spec => ({
type: spec.type,
options: spec.options,
...(spec.secrets && {secrets: options => spec.secrets?.(options) ?? []}),
connect: (raw, context) => {
const options = raw
const {ask} = spec
return {
type: spec.type,
page: typeof spec.page === 'string' ? spec.page : spec.page(options),
look: value => spec.look(value, context, options),
ask: ask ? value => ask(value, context, options) : null
}
}
})
},
5720: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
plain: () => plain
})
var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4573)
var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
var _definition_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7027)
const claims = zod__WEBPACK_IMPORTED_MODULE_1__.Ikc({exp: zod__WEBPACK_IMPORTED_MODULE_1__.aig()})
const endOf = value => {
const [, body] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(value) ?? []
try {
return body === undefined ? null : claims.parse(JSON.parse(node_buffer__WEBPACK_IMPORTED_MODULE_0__.Buffer.from(body, 'base64url').toString())).exp * 1000
} catch {
return null
}
}
const TEST_KEY = /^(?:sk|pk|rk|whsec)_test_/
const lookAt = (value, production) => (production && TEST_KEY.test(value) ? {state: 'test-key', wants: 'a live key', expires: null} : {state: 'good', wants: 'any text', expires: endOf(value)})
const plain = (0, _definition_js__WEBPACK_IMPORTED_MODULE_2__.L)({
type: 'plain',
page: '',
options: zod__WEBPACK_IMPORTED_MODULE_1__.rej({}),
look: (value, {production}) => lookAt(value, production)
})
}
}
