export const id = 1085
export const ids = [1085]
export const modules = {
1085: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
run: () => run
})
var errors = __webpack_require__(7463)
var phases = __webpack_require__(3171)
var go_back = __webpack_require__(512)
var journal = __webpack_require__(7713)
var outcome = __webpack_require__(3382)
var json_schema = __webpack_require__(3260)
const faultsOf = (check, answer, revision) => {
const {expect, within, version} = check
const asked = expect.json.length > 0 || expect.schema || (version && 'json' in version)
const json = asked ? parseJson(answer.body) : undefined
return [
...(expect.status.includes(answer.status) ? [] : [`answered ${answer.status}, expected ${expect.status.join(' or ')}`]),
...expect.json.flatMap(({pointer, value}) => (same(at(json, pointer), value) ? [] : [`${pointer} is not ${JSON.stringify(value)}`])),
...expect.header.flatMap(({name, value}) => (answer.headers[name] === value ? [] : [`header ${name} is not ${value}`])),
...(expect.contains === null || answer.body.includes(expect.contains) ? [] : ['the body lacks the expected text']),
...(expect.schema ? (0, json_schema.d)(expect.schema, json) : []),
...(within === null || answer.milliseconds <= within ? [] : [`took ${Math.round(answer.milliseconds)} ms, allowed ${within} ms`]),
...(version === null || revision === '' ? [] : versionFaults(version, answer, json, revision))
]
}
const SHORTEST_REVISION = 7
const versionFaults = (version, answer, json, revision) => {
const named = 'json' in version ? at(json, version.json) : answer.headers[version.header]
if (typeof named !== 'string' || named === '') return ['the answer does not name its revision']
const short = named.length >= SHORTEST_REVISION && revision.startsWith(named)
return named === revision || short ? [] : [`another revision answered than ${revision}`]
}
const parseJson = text => {
try {
return JSON.parse(text)
} catch {
return undefined
}
}
const at = (document, pointer) => {
const names = pointer.split('/').slice(1)
let value = document
for (const raw of names) {
const name = raw.replaceAll('~1', '/').replaceAll('~0', '~')
if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
value = value[name]
}
return value
}
const same = (found, wanted) => {
if (typeof wanted !== 'object' || wanted === null) return found === wanted
if (typeof found !== 'object' || found === null || Array.isArray(found) !== Array.isArray(wanted)) return false
const names = Object.keys(wanted)
return Object.keys(found).length === names.length && names.every(name => Object.hasOwn(found, name) && same(found[name], wanted[name] ?? null))
}
const smokeTest = async (service, order) => {
const {inFlight} = await (0, journal.Fr)(service)
const nothing = {rollout: inFlight, verdict: 'inconclusive', checks: []}
const stages = order.stages?.list ?? []
const all = [...order.checks, ...stages]
if (all.length === 0)
throw new errors.xL({
message: 'there is no smoke check: nothing would be tested',
at: 'smoke',
fix: 'smoke: [{ name: health, component: web, path: /healthz, version: { json: /version } }]',
docs: 'configuration.md#smoke'
})
if (order.target === 'canary' && inFlight === null)
return {
...nothing,
...(0, outcome.TR)('not-started', `No rollout of ${service.name} is on its way in ${service.environment}.`)
}
if (order.target === 'live' && inFlight?.record.firstRelease)
return {
...nothing,
...(0, outcome.IX)('nothing-to-do', `${inFlight.record.revision} is the first release: none is live before it.`),
verdict: 'pass'
}
const targets = await findTargets(service, order.target, inFlight)
const missing = all.filter(({component}) => !targets.some(target => target.component === component))
if (missing.length > 0) return {...nothing, ...(0, outcome.TR)('not-deployed', missingSentence(order.target, missing))}
if (order.dryRun) return {...nothing, ...(0, outcome.IX)('dry-run', `Would run ${all.map(({name}) => name).join(', ')}.`)}
const checks = []
for (const check of order.checks) {
const target = targets.find(({component}) => component === check.component)
if (target) checks.push(await runCheck(service, order, check, target))
}
if (checks.every(({verdict}) => verdict === 'pass'))
for (const stage of stages) {
const target = targets.find(({component}) => component === stage.component)
if (target) checks.push(await runStage(service, order, stage, target))
}
return conclude(service, order, inFlight, checks)
}
const missingSentence = (target, missing) => {
const names = [...new Set(missing.map(({component}) => component))].join(', ')
return target === 'canary' ? `Not deployed yet: ${names}. Run the deploy action first.` : `Nothing serves yet: ${names}. The first release has no live release before it.`
}
const findTargets = async (service, target, inFlight) => {
const found = await Promise.all(
service.components.map(async ({name, platform}) => {
if (target === 'canary') {
const release = inFlight?.state.deployed[name]
return release === undefined || inFlight === null ? null : {component: name, release, revision: inFlight.record.revision}
}
const baseline = inFlight?.record.components.find(component => component.name === name)?.baseline
const {weights} = await platform.current()
const live = weights.find(({release, weight}) => (baseline ? release.id === baseline : weight > 0))
return live ? {component: name, release: live.release.id, revision: revisionOf(service, name, live.release)} : null
})
)
return found.filter(entry => entry !== null)
}
const UNTOLD = /^(?:sha256:[0-9a-f]{64}|unknown)$/
const revisionOf = ({say}, component, {id, revision, rollout}) => {
if (rollout !== null || !(revision === id || UNTOLD.test(revision))) return revision
say(`${component}: the live release was put there by other means, and nobody knows from which commit: the version in its answers is not looked at.`)
return ''
}
const runCheck = async (service, order, check, {release, revision}) => {
const {world} = service
const platform = service.components.find(({name}) => name === check.component)?.platform
const address = await platform?.address(release)
if (!address)
throw new errors.xL({
message: `component "${check.component}" is not in the configuration`,
at: `smoke.${check.name}`
})
const request = requestOf(check, address, order.secret)
for (let index = 0; index < check.warmUp; index += 1) await order.probe(request).catch(ignoreUnreachable)
const started = world.elapsed()
const seen = {
attempts: 0,
inARow: 0,
slowest: null,
faults: null
}
while (seen.inARow < check.passes) {
if (seen.attempts > 0) {
if (world.elapsed() - started + check.interval >= check.deadline) break
await world.sleep(check.interval)
}
seen.attempts += 1
const answer = await order.probe(request).catch(ignoreUnreachable)
if (answer) {
seen.faults = faultsOf(check, answer, revision)
seen.slowest = Math.max(seen.slowest ?? 0, answer.milliseconds)
}
seen.inARow = answer && seen.faults?.length === 0 ? seen.inARow + 1 : 0
}
const passed = seen.inARow >= check.passes
const verdict = passed ? 'pass' : seen.faults === null || seen.faults.length === 0 ? 'inconclusive' : 'fail'
const {attempts, slowest, faults} = seen
return {
check: check.name,
component: check.component,
release,
verdict,
faults: passed ? [] : (faults ?? []),
attempts,
slowest
}
}
const runStage = async (service, order, stage, {release, revision}) => {
const platform = service.components.find(({name}) => name === stage.component)?.platform
const address = await platform?.address(release)
if (!address || !order.stages) throw new RangeError(`stage ${stage.name} has no component`)
const own = {check: stage.name, component: stage.component, release}
const found = await order.stages.run(stage, {...address, revision}, order.secret).catch(ignoreUnreachable)
if (!found) return {...own, verdict: 'inconclusive', faults: [], attempts: 1, slowest: null}
const {faults, attempts, slowest, figures} = found
return {...own, verdict: faults.length === 0 ? 'pass' : 'fail', faults, attempts, slowest, figures}
}
const ignoreUnreachable = error => {
if (error instanceof errors.mZ) return null
throw error
}
const requestOf = (check, address, secret) => {
const own = Object.fromEntries(check.headers.map(({name, value}) => [name, fill(value, secret)]))
const json = check.body !== null && 'json' in check.body
return {
component: check.component,
method: check.method,
url: new URL(check.path, address.url).href,
headers: {...(json ? {'content-type': 'application/json'} : {}), ...own, ...address.headers},
body: check.body === null ? null : 'text' in check.body ? check.body.text : JSON.stringify(check.body.json),
timeout: Math.min(check.deadline, LONGEST_REQUEST),
maxBytes: check.maxBody
}
}
const LONGEST_REQUEST = 30_000
const fill = (template, secret) => template.map(part => (typeof part === 'string' ? part : secret(part.secret))).join('')
const conclude = async (service, {target}, inFlight, checks) => {
const failed = checks.filter(({verdict}) => verdict === 'fail')
const open = checks.filter(({verdict}) => verdict === 'inconclusive')
if (failed.length === 0 && open.length === 0) {
const rollout = inFlight === null || inFlight.state.checked[target] ? inFlight : await alone(service, inFlight, fresh => (0, journal.N4)(service, fresh, {kind: 'checked', target}))
return {
...(0, outcome.IX)('done', `${checks.length} check(s) of the ${target} release passed.`),
rollout,
verdict: 'pass',
checks
}
}
const list = results => results.map(({check, faults}) => (faults.length > 0 ? `${check}: ${faults.join(', ')}` : check)).join('; ')
if (failed.length === 0)
return {
...(0, outcome.TR)('unreachable', `Nobody answered, which says nothing about the release: ${list(open)}. Nothing was changed.`),
rollout: inFlight,
verdict: 'inconclusive',
checks
}
const taken = inFlight ? await alone(service, inFlight, fresh => takeBack(service, target, fresh)) : {rollout: null, blocked: ''}
return {
...(0, outcome.TR)('smoke-failed', `The ${target} release is not well: ${list(failed)}.${taken.blocked}`),
rollout: taken.rollout,
verdict: 'fail',
checks
}
}
const alone = (service, rollout, work) => service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => work(await (0, journal.Ow)(service, rollout)))
const takeBack = async (service, target, rollout) => {
if ((0, phases.$g)(rollout.state.phase)) return {rollout, blocked: ''}
if (target === 'live') return {rollout: await (0, journal.N4)(service, rollout, {kind: 'stuck', reason: 'smoke-failed'}), blocked: ''}
const hold = (0, journal.Lv)(service, rollout) && rollout.record.plan.holdAfterRollback
const wentBack = await (0, go_back.OE)(service, rollout, {reason: 'smoke-failed', hold})
if (wentBack.blocked.length === 0) return {rollout: wentBack.rollout, blocked: ''}
const stuck = await (0, journal.N4)(service, rollout, {kind: 'stuck', reason: 'way-back-unsafe'})
const why = wentBack.blocked.map(({name, reason}) => `${name}: ${reason}`).join('; ')
return {rollout: stuck, blocked: ` It cannot go back (${why}): a person must decide.`}
}
var actions_open = __webpack_require__(4806)
const httpProbe = ({http, now}, guardOf) => {
const clients = new Map()
const clientOf = component => {
const client = clients.get(component) ?? http({provider: 'smoke-test', guard: guardOf(component)})
clients.set(component, client)
return client
}
return async ({component, method, url, headers, body, timeout, maxBytes}) => {
const started = now()
const answer = await clientOf(component).request({
method: method,
url,
headers,
...(body !== null && {body}),
timeout,
deadline: timeout,
maxBytes,
retry: 'never',
redirect: 'answer',
accept: 'any'
})
const milliseconds = now() - started
return {status: answer.status, headers: {...answer.headers}, body: answer.text(), milliseconds}
}
}
var external_node_path_ = __webpack_require__(6760)
var file = __webpack_require__(8633)
const OUTCOMES = {
pass: 'good',
fail: 'bad',
inconclusive: 'lost'
}
const recordProbes = async ({sources}, checks, {at, run, workspace}) => {
const files = new Map(
sources
.filter(({type}) => type === 'probe')
.map(({options}) => {
const {file, 'look-back': lookBack} = options
return [(0, external_node_path_.resolve)(workspace, file), lookBack]
})
)
const results = checks.map(({check, release, verdict, slowest}) => ({
at,
probe: check,
release,
run,
outcome: OUTCOMES[verdict],
took: slowest
}))
for (const [path, lookBack] of files) {
await (0, file.p5)(path, at - lookBack)
await (0, file.Z0)(path, results)
}
}
var promises_ = __webpack_require__(1553)
var external_node_tls_ = __webpack_require__(1692)
var http_address = __webpack_require__(4229)
const TIMEOUT = 10_000
const readCertificate = (host, port, {ca, dial, guard} = {}) =>
new Promise(resolve => {
const socket = (0, external_node_tls_.connect)({
...(dial?.(host, port) ?? {host, port}),
servername: host,
rejectUnauthorized: false,
...(0, http_address.rx)(host, guard),
...(ca && {ca})
})
const done = found => {
socket.destroy()
resolve(found)
}
socket.setTimeout(TIMEOUT, () => done(null))
socket.once('error', () => done(null))
socket.once('secureConnect', () => {
const moment = Date.parse(socket.getPeerCertificate().valid_to ?? '')
const error = socket.authorizationError
const distrust = socket.authorized ? null : error instanceof Error ? error.message : String(error)
done({distrust, ends: Number.isNaN(moment) ? null : moment})
})
})
const DAY = 86_400_000
const DNS_TIMEOUT = 5_000
const stageRunner = world => {
const run = stageOf(world)
return async (stage, target, secret) => {
try {
const host = stage.type === 'certificate' ? stage.host : null
if (stage.type !== 'dns' && stage.type !== 'command' && !world.surroundings.dial) await (0, http_address.Jj)(host ?? new URL(target.url).hostname, world.guardOf(stage.component))
return await run(stage, target, secret)
} catch (error) {
if (error instanceof Error && 'code' in error && error.code === http_address.nz) throw silent('the address is private or reserved; it was not connected to')
throw error
}
}
}
const stageOf = runtime => (stage, target, secret) => {
const guard = runtime.guardOf(stage.component)
const {ca, nameServers, elapsed} = runtime.surroundings
const headers = templates => ({
...Object.fromEntries(templates.map(({name, value}) => [name, stages_fill(value, secret)])),
...target.headers
})
switch (stage.type) {
case 'websocket':
return watch(stage, target, headers(stage.headers), {
signal: runtime.signal,
guard,
way: runtime.surroundings,
...(elapsed && {elapsed})
})
case 'certificate':
return lookAtCertificate(stage, target, runtime.now(), {...runtime.surroundings, guard})
case 'dns':
return resolveName(stage, nameServers)
case 'command':
return runCommand(stage, target, runtime)
case 'load':
return load(stage, target, headers(stage.headers), {
signal: runtime.signal,
guard,
...(ca !== undefined && {ca})
})
default:
return stage
}
}
const stages_fill = (template, secret) => template.map(part => (typeof part === 'string' ? part : secret(part.secret))).join('')
const found = (faults, more = {}) => ({
faults,
attempts: 1,
slowest: null,
figures: '',
...more
})
const silent = what =>
new errors.mZ({
provider: 'smoke-test',
message: `smoke-test: ${what}`,
retryable: true,
code: 'connection'
})
const watch = async ({path, protocols, send, contains, within, stay, silence}, {url}, headers, ways) => {
const {watchSocket} = await __webpack_require__.e(1133).then(__webpack_require__.bind(__webpack_require__, 1133))
const address = new URL(path, url)
address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
const order = {url: address.href, headers, protocols, send, contains, within, stay, silence, ...ways}
const {faults, opened, messages} = await watchSocket(order)
return found(faults, {slowest: opened, figures: `${messages} message(s)`})
}
const lookAtCertificate = async ({host, days}, {url}, now, ways) => {
const address = new URL(url)
if (host === null && address.protocol !== 'https:') return found(['the release is not reached by https, so it shows no certificate'])
const name = host ?? address.hostname
const seen = await readCertificate(name, host === null ? Number(address.port || 443) : 443, ways)
if (!seen) throw silent(`${name} shows no certificate`)
const left = seen.ends === null ? null : Math.floor((seen.ends - now) / DAY)
return found([...(seen.distrust === null ? [] : [`the certificate of ${name} is not trusted (${seen.distrust})`]), ...(left !== null && left >= days ? [] : [`the certificate of ${name} ends in ${left ?? '?'} days, wanted ${days}`])], {figures: `${left ?? '?'} days left`})
}
const recordsOf = async (resolver, {host, record}) => {
if (record === 'MX') return (await resolver.resolveMx(host)).map(({priority, exchange}) => `${priority} ${exchange}`)
if (record === 'TXT') return (await resolver.resolveTxt(host)).map(parts => parts.join(''))
return resolver.resolve(host, record)
}
const plain = value => value.toLowerCase().replace(/\.$/, '')
const resolveName = async (stage, nameServers) => {
const resolver = new promises_.Resolver({timeout: DNS_TIMEOUT, tries: 2})
if (nameServers) resolver.setServers(nameServers)
const answers = await recordsOf(resolver, stage).catch(error => {
const code = error instanceof Error && 'code' in error ? String(error.code) : ''
if (code === 'ENOTFOUND' || code === 'ENODATA') return []
throw silent('no name server answered')
})
const has = new Set(answers.map(plain))
const missing = stage.values.filter(value => !has.has(plain(value)))
return found(missing.map(value => `${stage.record} of ${stage.host} lacks ${value}`))
}
const runCommand = async ({command, env, timeout}, {url, headers, revision}, {exec}) => {
const [program = '', ...args] = command
const set = {SLUICE_URL: url, SLUICE_HEADERS: JSON.stringify(headers), SLUICE_REVISION: revision}
const ended = await exec({program, args, pass: env, set, timeout}).catch(error => {
if (error instanceof errors.mZ && error.code === 'timeout') return null
throw error
})
if (!ended) return found([`it did not end within ${timeout} ms`])
return found(ended.exitCode === 0 ? [] : [`it ended with exit code ${ended.exitCode}`])
}
const load = async (stage, {url, headers: selecting, revision}, headers, ways) => {
const {runLoad} = await __webpack_require__.e(6660).then(__webpack_require__.bind(__webpack_require__, 6660))
const {version, status} = stage
const result = await runLoad({
url: new URL(stage.path, url),
method: stage.method,
headers: {...(stage.json && {'content-type': 'application/json'}), ...headers, ...selecting},
body: stage.body,
timeout: stage.timeout,
rate: stage.rate,
connections: stage.connections,
duration: stage.duration,
...ways,
judge: answer => {
if (!status.includes(answer.status)) return `status ${answer.status}`
return [null, ''].includes(version && revision) || answer.header(version ?? '') === revision ? null : 'another revision'
}
})
return found(loadFaults(stage, result), {
attempts: result.requests,
slowest: result.longest,
figures: loadFigures(result)
})
}
const loadFaults = ({errors, limits}, result) => {
if (result.requests === 0) return ['not one request was sent']
const wrong = Object.entries(result.errors)
const failed = wrong.reduce((sum, [, count]) => sum + count, 0)
const late = ['p50', 'p95', 'p99'].flatMap(name => {
const [limit, took] = [limits[name], result[name]]
return limit !== null && (took === null || took > limit) ? [`${name} is ${took === null ? 'unknown' : `${Math.ceil(took)} ms`}, allowed ${limit} ms`] : []
})
const share = failed / result.requests
const kinds = wrong.map(([what, count]) => `${count} ${what}`).join(', ')
return [...(share > errors ? [`${failed} of ${result.requests} requests failed (${kinds}), allowed ${errors * 100} %`] : []), ...late]
}
const loadFigures = ({requests, perSecond, p50, p95, p99}) => {
const time = value => (value === null ? '-' : `${value.toPrecision(3)} ms`)
return `${requests} requests, ${perSecond.toFixed(perSecond < 10 ? 1 : 0)}/s, p50 ${time(p50)}, p95 ${time(p95)}, p99 ${time(p99)}`
}
var summaries = __webpack_require__(7964)
const run = async (inputs, runtime) => {
const {service, config, secret, guardOf} = await (0, actions_open.IH)(inputs, runtime)
const outcome = await smokeTest(service, {
target: inputs.target,
checks: config.smoke,
stages: {list: config.stages, run: stageRunner({...runtime, guardOf})},
probe: httpProbe(runtime, guardOf),
secret,
dryRun: inputs['dry-run']
})
await recordProbes(config, outcome.checks, {
at: await service.ledger.now(),
run: service.author.run,
workspace: runtime.environment.workspace
})
return {
...outcome,
outputs: {verdict: outcome.verdict},
details: {checks: outcome.checks},
summary: (0, summaries.WP)(service, outcome)
}
}
},
8633: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Z0: () => appendResults,
zV: () => loadResults,
p5: () => pruneResults
})
var promises_ = __webpack_require__(1455)
var external_node_path_ = __webpack_require__(6760)
var errors = __webpack_require__(7463)
var schemas = __webpack_require__(2857)
const OUTCOMES = null && ['good', 'bad', 'lost']
const VERSION = 1
const line = schemas.Ikc({
v: schemas.euz(VERSION),
at: schemas.aig(),
probe: schemas.YjP().min(1),
release: schemas.YjP().min(1),
run: schemas.YjP().min(1),
outcome: schemas.L5J(),
took: schemas.L5J()
})
const writeResult = ({at, probe, release, run, outcome, took}) => `\n${JSON.stringify({v: VERSION, at, probe, release, run, outcome, took})}\n`
const readLine = text => {
try {
const {at, probe, release, run, outcome, took} = line.parse({
outcome: null,
took: null,
...JSON.parse(text)
})
return {at, probe, release, run, outcome, took}
} catch {
return null
}
}
const readResults = text => {
const lines = new Set(text.split('\n').filter(each => each.trim() !== ''))
const read = [...lines].map(readLine)
const found = read.filter(each => each !== null)
return {found, unreadable: read.length - found.length}
}
const pruneRecord = (text, before) => [...new Set(text.split('\n'))].filter(each => (readLine(each)?.at ?? before - 1) >= before).join('\n')
const MEBIBYTE = 1024 * 1024
const LARGEST_RECORD = 64 * MEBIBYTE
const isMissing = error => error instanceof Error && 'code' in error && error.code === 'ENOENT'
const unreadable = says => new errors.mZ({provider: 'probe', message: `probe: ${says}`, retryable: true, code: 'connection'})
const appendResults = async (path, results) => {
if (results.length === 0) return
await (0, promises_.mkdir)((0, external_node_path_.dirname)(path), {recursive: true})
await (0, promises_.appendFile)(path, results.map(writeResult).join(''))
}
const pruneResults = async (path, before) => {
const text = await (0, promises_.readFile)(path, 'utf8').catch(error => {
if (isMissing(error)) return null
throw error
})
if (text === null) return
await (0, promises_.writeFile)(`${path}.new`, `${pruneRecord(text, before)}\n`)
await (0, promises_.rename)(`${path}.new`, path)
}
const loadResults = async path => {
try {
const {size} = await (0, promises_.stat)(path)
if (size > LARGEST_RECORD)
throw new errors.xL({
message: `the record of probes is larger than ${LARGEST_RECORD / MEBIBYTE} MiB`,
fix: 'a record without what is older than a plan, or rarer probes',
docs: 'metrics/probe.md#the-record'
})
return readResults(await (0, promises_.readFile)(path, 'utf8'))
} catch (error) {
if (error instanceof errors.xL) throw error
throw unreadable(isMissing(error) ? 'there is no record of probes yet' : 'the record of probes cannot be read')
}
}
}
}
