export const id = 1092
export const ids = [1092]
export const modules = {
1092: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
smokeTest: () => smokeTest
})
var _src_kit_action_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7171)
var _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(493)
var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5355)
const smokeTest = (0, _src_kit_action_js__WEBPACK_IMPORTED_MODULE_0__.Q)({
name: 'smoke-test',
inputs: {..._inputs_js__WEBPACK_IMPORTED_MODULE_2__.j$, target: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.yL)(['canary', 'live']).default('canary')},
outputs: ['verdict'],
run: async (inputs, runtime) => (await Promise.all([__webpack_require__.e(4667), __webpack_require__.e(781), __webpack_require__.e(7379), __webpack_require__.e(1085)]).then(__webpack_require__.bind(__webpack_require__, 1085))).run(inputs, runtime)
})
}
}
