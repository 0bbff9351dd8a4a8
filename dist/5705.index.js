export const id = 5705
export const ids = [5705]
export const modules = {
5705: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
migrate: () => migrate
})
var _src_kit_action_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7171)
var _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(493)
var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5355)
const migrate = (0, _src_kit_action_js__WEBPACK_IMPORTED_MODULE_0__.Q)({
name: 'migrate',
inputs: {..._inputs_js__WEBPACK_IMPORTED_MODULE_2__.j$, revision: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 200}).optional()},
outputs: ['applied', 'version', 'restore-point'],
run: async (inputs, runtime) => (await Promise.all([__webpack_require__.e(4667), __webpack_require__.e(781), __webpack_require__.e(9807)]).then(__webpack_require__.bind(__webpack_require__, 9807))).run(inputs, runtime)
})
}
}
