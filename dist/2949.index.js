export const id = 2949
export const ids = [2949, 5330]
export const modules = {
2949: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
rollout: () => rollout
})
var _src_kit_action_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7171)
var _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(493)
var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5355)
const OPERATIONS = ['start', 'propose', 'admit', 'settle', 'record-approval', 'advance', 'status', 'abort', 'pause', 'resume', 'skip', 'retry', 'promote', 'approve', 'release-hold', 'explain', 'simulate', 'plan']
const rollout = (0, _src_kit_action_js__WEBPACK_IMPORTED_MODULE_0__.Q)({
name: 'rollout',
inputs: {
..._inputs_js__WEBPACK_IMPORTED_MODULE_2__.j$,
operation: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.yL)(OPERATIONS),
revision: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 200}).optional(),
reason: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 500}).optional(),
watch: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.p0)().optional(),
report: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 1024}).optional(),
'rollout-id': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 20}).optional(),
step: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 2}).optional(),
approval: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.yL)(_inputs_js__WEBPACK_IMPORTED_MODULE_2__.zo).default('none'),
'approval-environment': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 255}).optional(),
'self-approval': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Jt)().default(true),
approvers: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.p_)({max: 50}).optional(),
'allow-downgrade': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Jt)().default(false),
at: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 30}).optional(),
scenarios: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.p_)({max: 20}).optional(),
'must-find': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.p_)({max: 20}).optional(),
runs: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 6}).optional(),
'refuse-blind-steps': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Jt)().default(false),
'tick-workflow': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Qq)({max: 255}).optional(),
'tick-max-age': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.p0)().prefault('45m'),
'on-demand': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.Jt)().default(false),
'heartbeat-url': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_1__.rJ)().optional()
},
outputs: ['rollout-id', 'revision', 'phase', 'step', 'weight', 'evidence', 'next-look', 'needs-person', 'rollback-span-ms', 'next', 'database'],
run: async (inputs, runtime) => (await Promise.all([__webpack_require__.e(4667), __webpack_require__.e(781), __webpack_require__.e(9322), __webpack_require__.e(9690), __webpack_require__.e(7379), __webpack_require__.e(793)]).then(__webpack_require__.bind(__webpack_require__, 2156))).runOperation(inputs, runtime)
})
}
}
