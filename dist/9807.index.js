export const id = 9807
export const ids = [9807]
export const modules = {
9807: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
run: () => run
})
var _src_gates_migrate_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4771)
var _src_kit_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7463)
var _open_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4806)
var _revision_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5035)
var _summaries_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7964)
const run = async (inputs, runtime) => {
const {service, openSchema} = await (0, _open_js__WEBPACK_IMPORTED_MODULE_2__.IH)(inputs, runtime)
const schema = await openSchema()
if (!schema)
throw new _src_kit_errors_js__WEBPACK_IMPORTED_MODULE_1__.xL({
message: 'the service has no database to migrate',
at: inputs.config,
fix: 'database: { type: postgres, url: DATABASE_URL }',
docs: 'configuration.md#database'
})
try {
const order = {revision: (0, _revision_js__WEBPACK_IMPORTED_MODULE_3__.W)(inputs, runtime.environment), dryRun: inputs['dry-run']}
const outcome = await (0, _src_gates_migrate_js__WEBPACK_IMPORTED_MODULE_0__.H)(service, schema, order)
const {applied, at, restorePoint, plan} = outcome
return {
...outcome,
outputs: {applied: applied.join('\n'), version: at ?? '', 'restore-point': restorePoint ?? ''},
details: {pending: plan.pending, drift: plan.drift, contract: plan.contract},
summary: (0, _summaries_js__WEBPACK_IMPORTED_MODULE_4__.sK)('Migrate', service, outcome)
}
} finally {
await schema.database.close()
}
}
},
5035: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
D: () => commitOf,
W: () => revisionOf
})
var _src_kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
const revisionOf = (inputs, {sha}) => {
const revision = inputs.revision ?? sha
if (revision !== '') return revision
throw new _src_kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: '`revision` is required where there is no commit',
at: 'revision',
fix: 'revision: v2'
})
}
const commitOf = ({environment: {sha}}) => (/^[0-9a-f]{40}$/.test(sha) ? {commit: sha} : {})
},
7964: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Ov: () => secretsSummary,
WP: () => smokeSummary,
sK: () => gateSummary
})
var _src_report_gate_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6493)
const gateSummary = (title, service, outcome) => (0, _src_report_gate_js__WEBPACK_IMPORTED_MODULE_0__.z)({title, service: service.name, environment: service.environment}, outcome)
const secretsSummary = (service, environment, outcome) =>
[
(0, _src_report_gate_js__WEBPACK_IMPORTED_MODULE_0__.z)({title: 'Secret check', service, environment}, outcome),
(0, _src_report_gate_js__WEBPACK_IMPORTED_MODULE_0__.s)(
['Secret', 'Where', 'State', 'What to do'],
outcome.secrets.map(({name, where, state, remedy}) => [name, where, state, remedy])
)
].join('\n')
const smokeSummary = (service, outcome) =>
[
gateSummary('Smoke test', service, outcome),
(0, _src_report_gate_js__WEBPACK_IMPORTED_MODULE_0__.s)(
['Check', 'Component', 'Verdict', 'Requests', 'Slowest', 'What was wrong'],
outcome.checks.map(({check, component, verdict, attempts, slowest, faults, figures = ''}) => [check, component, verdict, String(attempts), slowest === null ? '' : `${Math.round(slowest)} ms`, [...faults, figures].filter(Boolean).join(', ')])
)
].join('\n')
},
4771: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
H: () => migrate,
_: () => checkSchema
})
var _journal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7713)
var _outcome_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3382)
const migrate = (service, schema, order) =>
service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => {
const [known, plan] = await Promise.all([(0, _journal_js__WEBPACK_IMPORTED_MODULE_0__.Fr)(service), schema.database.plan(schema.migrations)])
for (const {version, line, message} of plan.notices ?? []) service.say(`${[version, line].filter(part => part !== null).join(', line ') || 'database'}: ${message}`)
const base = {rollout: known.inFlight, plan, applied: [], at: plan.at, restorePoint: null}
const promoted = known.rollouts.filter(({state}) => state.phase === 'promoted')
const no = admission(service, order, known.held !== null, known.inFlight) ?? obstacle(plan, promoted)
if (no) return {...base, ...no}
if (plan.pending.length === 0) {
const rollout = order.dryRun ? known.inFlight : await noteForgotten(service, known, plan)
const message = `The schema is at ${plan.at ?? 'its beginning'}; nothing is pending.`
return {...base, rollout, ...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.IX)('nothing-to-do', message)}
}
if (order.dryRun) return {...base, ...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.IX)('dry-run', `Would apply ${versions(plan)}. Nothing was changed.`)}
return apply(service, schema, plan, known.inFlight)
})
const noteForgotten = async (service, {inFlight, rollouts}, {at}) => {
if (!inFlight || at === null || inFlight.state.migrated !== null) return inFlight
const known = rollouts.some(({state, record}) => state.migrated === at && (state.checked.live || state.phase === 'promoted' || record.firstRelease))
return known ? inFlight : (0, _journal_js__WEBPACK_IMPORTED_MODULE_0__.N4)(service, inFlight, {kind: 'migrated', version: at})
}
const checkSchema = async schema => {
if (!schema) return {migrations: null, restorePointMissing: null}
const migrations = await schema.database.plan(schema.migrations)
if (schema.restorePoint !== 'required' || migrations.pending.length === 0) return {migrations, restorePointMissing: null}
const point = await schema.database.restorePoint('sluice', {dryRun: true})
return {migrations, restorePointMissing: point.id === null ? point.reason : null}
}
const versions = ({pending}) => pending.map(({version, name}) => `${version}_${name}`).join(', ')
const admission = ({name, environment}, {revision}, held, inFlight) => {
if (held) return (0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.TR)('on-hold', `${name} is on hold in ${environment}: nothing goes forward until a person releases it.`)
if (inFlight?.record.revision !== revision) return (0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.TR)('not-started', `No rollout of ${name} ${revision} was started in ${environment}: run the rollout action with operation start first. Nothing was applied.`)
if (inFlight.doubt) return (0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.TR)(inFlight.doubt.reason, inFlight.doubt.text)
const {rollbackAsked, phase} = inFlight.state
if (rollbackAsked) return (0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.TR)('rollback-asked', 'A person asked for a rollback. Nothing was applied.')
if (phase !== 'progressing' && phase !== 'baking') return (0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.TR)('not-allowed-now', `The rollout is ${phase}. Nothing was applied.`)
return null
}
const obstacle = (plan, promoted) => {
if (plan.drift.length > 0) {
const lines = plan.drift.map(({version, problem, message}) => `${version} (${problem}): ${message}`)
return (0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.TR)('schema-drift', `The database and the folder disagree; nothing was applied.\n${lines.join('\n')}`)
}
const open = plan.contract.filter(finding => !expanded(finding, promoted))
if (open.length === 0) return null
const lines = open.map(({version, line, message}) => `${version}, line ${line}: ${message}`)
return (0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.TR)(
'contract-migration',
`The release that serves now cannot live with this; nothing was applied.\n${lines.join('\n')}\nSplit it: first a release that no longer needs what goes away, then, in a later release, the same statement below a line "-- sluice:contract after <revision of that release>".`
)
}
const expanded = ({declaredAfter}, promoted) => declaredAfter !== null && promoted.some(({record}) => record.revision.startsWith(declaredAfter))
const apply = async (service, schema, plan, inFlight) => {
let rollout = inFlight
const point = await takeRestorePoint(schema, rollout)
const base = {rollout, plan, applied: [], at: plan.at, restorePoint: point.id}
if (point.id === null && schema.restorePoint === 'required')
return {
...base,
...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.TR)('no-restore-point', `No restore point, and the configuration requires one: ${point.reason}. Nothing was applied.`)
}
if (rollout && point.id !== null && point.id !== rollout.state.restorePoint) rollout = await (0, _journal_js__WEBPACK_IMPORTED_MODULE_0__.N4)(service, rollout, {kind: 'restore-point', id: point.id})
const {applied, failed, at} = await schema.database.apply(schema.migrations)
if (rollout && at !== null && applied.length > 0) rollout = await (0, _journal_js__WEBPACK_IMPORTED_MODULE_0__.N4)(service, rollout, {kind: 'migrated', version: at})
const done = {...base, rollout, applied, at}
if (!failed) return {...done, ...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.IX)('done', `Applied ${applied.join(', ')}; the schema is at ${at}.`)}
const line = failed.line === null ? '' : `, line ${failed.line}`
return {
...done,
...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.TR)(
'migration-failed',
`${failed.version}_${failed.name}${line}: ${failed.message} This file was undone whole. ${applied.length > 0 ? `Before it ${applied.join(', ')} were applied and stay.` : 'The schema is as it was.'} Mend the file and run again: it goes on from there.`
)
}
}
const takeRestorePoint = async ({database, restorePoint}, rollout) => {
if (restorePoint === 'none') return {id: null, reason: 'the configuration asks for none'}
if (rollout?.state.restorePoint) return {id: rollout.state.restorePoint}
return database.restorePoint(`sluice-${rollout?.record.id ?? 'manual'}`)
}
}
}
