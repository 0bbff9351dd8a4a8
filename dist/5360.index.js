export const id = 5360
export const ids = [5360]
export const modules = {
5360: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
rollback: () => rollback
})
var _src_kit_action_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7171)
var _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(493)
var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5355)
const rollback = (0, _src_kit_action_js__WEBPACK_IMPORTED_MODULE_0__.Q)({
name: 'rollback',
inputs: {
..._inputs_js__WEBPACK_IMPORTED_MODULE_2__.j$,
reason: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 500}),
hold: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Jt)().optional(),
target: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.p_)({max: 20}).optional(),
part: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.yL)(['whole', 'request']).default('whole'),
'rollout-id': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 20}).optional(),
within: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.p0)().optional()
},
outputs: ['restored', 'rollout-id', 'span-ms', 'cancelled'],
run: async (inputs, runtime) =>
inputs.part === 'request'
? (await Promise.all([__webpack_require__.e(4667), __webpack_require__.e(781), __webpack_require__.e(9322), __webpack_require__.e(9690), __webpack_require__.e(7379), __webpack_require__.e(793)]).then(__webpack_require__.bind(__webpack_require__, 3670))).request(inputs, runtime)
: (await Promise.all([__webpack_require__.e(4667), __webpack_require__.e(781), __webpack_require__.e(9322), __webpack_require__.e(9690), __webpack_require__.e(7379), __webpack_require__.e(793)]).then(__webpack_require__.bind(__webpack_require__, 5915))).run(inputs, runtime)
})
}
}
