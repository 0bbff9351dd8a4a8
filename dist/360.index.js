export const id = 360
export const ids = [360]
export const modules = {
5360: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
rollback: () => rollback
})
var _src_kit_action_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2453)
var _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(493)
var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5355)
const rollback = (0, _src_kit_action_js__WEBPACK_IMPORTED_MODULE_0__.Q)({
name: 'rollback',
inputs: {
..._inputs_js__WEBPACK_IMPORTED_MODULE_2__.j,
reason: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 500}),
hold: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Jt)().optional(),
target: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.p_)({max: 20}).optional()
},
outputs: ['restored', 'rollout-id', 'span-ms'],
run: async (inputs, runtime) => (await Promise.all([__webpack_require__.e(154), __webpack_require__.e(180), __webpack_require__.e(957)]).then(__webpack_require__.bind(__webpack_require__, 1957))).run(inputs, runtime)
})
}
}
