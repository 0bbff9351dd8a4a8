export const id = 8863
export const ids = [8863]
export const modules = {
8863: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
tick: () => tick
})
var _src_kit_action_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7171)
var _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(493)
var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5355)
const tick = (0, _src_kit_action_js__WEBPACK_IMPORTED_MODULE_0__.Q)({
name: 'tick',
inputs: {
config: _inputs_js__WEBPACK_IMPORTED_MODULE_2__.j$.config,
configs: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.p_)({max: 50}).optional(),
environments: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.p_)({max: 50}).optional(),
ledger: _inputs_js__WEBPACK_IMPORTED_MODULE_2__.j$.ledger,
'github-token': _inputs_js__WEBPACK_IMPORTED_MODULE_2__.j$['github-token'],
'approve-workflow': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 255}).optional(),
'tick-workflow': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 255}).default('tick.yml'),
'on-demand': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Jt)().default(false),
'heartbeat-url': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.rJ)().optional(),
'dry-run': _inputs_js__WEBPACK_IMPORTED_MODULE_2__.j$['dry-run']
},
outputs: ['due', 'targets', 'started', 'asleep'],
run: async (inputs, runtime) => (await Promise.all([__webpack_require__.e(4667), __webpack_require__.e(781), __webpack_require__.e(9322), __webpack_require__.e(9690), __webpack_require__.e(7379), __webpack_require__.e(793)]).then(__webpack_require__.bind(__webpack_require__, 5285))).run(inputs, runtime)
})
}
}
