export const id = 3687
export const ids = [3687]
export const modules = {
3687: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
secretCheck: () => secretCheck
})
var _src_kit_action_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7171)
var _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(493)
var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5355)
const secretCheck = (0, _src_kit_action_js__WEBPACK_IMPORTED_MODULE_0__.Q)({
name: 'secret-check',
inputs: {
config: _inputs_js__WEBPACK_IMPORTED_MODULE_2__.j$.config,
environment: _inputs_js__WEBPACK_IMPORTED_MODULE_2__.j$.environment,
ask: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Jt)().default(true),
'dry-run': _inputs_js__WEBPACK_IMPORTED_MODULE_2__.j$['dry-run'],
'workflow-repository': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 200}).optional()
},
outputs: ['missing'],
run: async (inputs, runtime) => (await Promise.all([__webpack_require__.e(4667), __webpack_require__.e(781), __webpack_require__.e(758)]).then(__webpack_require__.bind(__webpack_require__, 758))).run(inputs, runtime)
})
}
}
