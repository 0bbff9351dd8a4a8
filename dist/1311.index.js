export const id = 1311
export const ids = [1311]
export const modules = {
1311: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
preflight: () => preflight
})
var _src_kit_action_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7171)
var _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(493)
var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5355)
const TWO_HOURS = 7_200_000
const preflight = (0, _src_kit_action_js__WEBPACK_IMPORTED_MODULE_0__.Q)({
name: 'preflight',
inputs: {
..._inputs_js__WEBPACK_IMPORTED_MODULE_2__.j$,
service: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 63}).optional(),
revision: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 200}).optional(),
approval: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.yL)(_inputs_js__WEBPACK_IMPORTED_MODULE_2__.zo).default('none'),
'approval-environment': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 255}).optional(),
'required-checks': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.p_)({max: 50}).optional(),
'required-reviews': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.yL)(['0', '1', '2', '3']).default('0'),
'tick-workflow': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 255}).optional(),
'tick-max-age': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.p0)().default(TWO_HOURS),
'workflow-repository': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 255}).optional(),
'self-approval': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Jt)().default(true)
},
outputs: ['findings'],
run: async (inputs, runtime) => (await Promise.all([__webpack_require__.e(4667), __webpack_require__.e(781), __webpack_require__.e(9322), __webpack_require__.e(9690), __webpack_require__.e(7379), __webpack_require__.e(793)]).then(__webpack_require__.bind(__webpack_require__, 2910))).run(inputs, runtime)
})
}
}
