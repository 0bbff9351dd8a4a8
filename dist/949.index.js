export const id = 949
export const ids = [949]
export const modules = {
2949: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
rollout: () => rollout
})
var _src_kit_action_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2453)
var _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(493)
var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5355)
const OPERATIONS = ['start', 'advance', 'status', 'abort', 'pause', 'resume', 'skip', 'retry', 'promote', 'approve', 'release-hold']
const rollout = (0, _src_kit_action_js__WEBPACK_IMPORTED_MODULE_0__.Q)({
name: 'rollout',
inputs: {
..._inputs_js__WEBPACK_IMPORTED_MODULE_2__.j,
operation: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.yL)(OPERATIONS),
revision: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 200}).optional(),
reason: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 500}).optional(),
watch: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.p0)().optional(),
report: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 1024}).optional()
},
outputs: ['rollout-id', 'revision', 'phase', 'step', 'weight', 'evidence', 'next-look', 'needs-person', 'rollback-span-ms'],
run: async (inputs, runtime) => (await Promise.all([__webpack_require__.e(154), __webpack_require__.e(180), __webpack_require__.e(114)]).then(__webpack_require__.bind(__webpack_require__, 7114))).runOperation(inputs, runtime)
})
}
}
