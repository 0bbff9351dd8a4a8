export const id = 7558
export const ids = [7558]
export const modules = {
7558: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
command: () => command_command
})
var definition = __webpack_require__(5801)
var schemas = __webpack_require__(2857)
var core = __webpack_require__(8532)
var grammar = __webpack_require__(3355)
var secret_name = __webpack_require__(7274)
const VARIABLE = /^(?!GITHUB_|RUNNER_|ACTIONS_|INPUT_)[A-Za-z_][A-Za-z0-9_]{0,99}$/
const PLACES = ['revision', 'rollout', 'release', 'canary', 'baseline', 'weight']
const limit = schemas
.YjP()
.meta({title: 'duration', pattern: grammar.Cq})
.transform((text, context) => {
const reading = (0, grammar.E9)(text)
if (reading.ok && reading.value >= 1000 && reading.value <= 2 * 3_600_000) return reading.value
const message = reading.ok ? 'must be from 1s to 2h' : `${reading.message}\n${reading.fix}`
context.issues.push({code: 'custom', message, input: text})
return core.tm
})
const command = (allowed, needs = []) =>
schemas
.YOg(
schemas
.YjP()
.min(1)
.max(4096)
.regex(/^[^\0]*$/, 'must not contain NUL')
)
.min(1)
.max(100)
.superRefine(([program = '', ...args], context) => {
if (/[{}"\x00-\x1f]/.test(program) || program.startsWith('-')) context.addIssue({code: 'custom', message: 'the program must be a plain name or path\n./deploy.sh'})
const places = args.flatMap(text => [...text.matchAll(/\{([a-z]+)\}/g)].map(([, name = '']) => name))
for (const place of places)
if (PLACES.includes(place) && !allowed.includes(place))
context.addIssue({
code: 'custom',
message: `{${place}} has no meaning here\n${allowed.map(one => `{${one}}`).join(', ') || 'no place'}`
})
for (const place of needs) if (!places.includes(place)) context.addIssue({code: 'custom', message: `no argument holds {${place}}\n{${place}}`})
})
const commandOptions = schemas
.rej({
directory: schemas
.YjP()
.max(1000)
.regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\0-\x1f\x7f]+$/, 'must lie in the working copy\ninfra')
.default('.')
.describe('Where the commands run, from the root of the working copy.'),
current: command([]).describe('Prints what serves now, as JSON.'),
deploy: command(['revision', 'rollout'], ['revision']).describe('Brings `{revision}` for `{rollout}` and prints the release, as JSON. Run twice for one rollout, it finds what it made.'),
rollback: command(['release'], ['release']).describe('Sends everything to `{release}`.'),
'set-weight': command(['canary', 'baseline', 'weight'], ['canary', 'weight']).optional().describe('Sends `{weight}` percent to `{canary}` and the rest to `{baseline}`. Without it the component cannot be divided.'),
'can-roll-back': command(['release'], ['release']).optional().describe('Prints whether `{release}` can be put back, as JSON. Default: whether `current` lists it.'),
address: command(['release'], ['release']).optional().describe('Prints where to reach exactly `{release}`, as JSON. Without it there are no smoke tests.'),
'dark-deploy': schemas.zMY().optional().describe('Whether `deploy` leaves everybody where they are. Default: whether there is `set-weight`.'),
'rolls-back-by': schemas.k5n(['pointer', 'redeploy']).default('redeploy').describe('Whether going back takes seconds (`pointer`) or deploys again (`redeploy`).'),
env: schemas.YOg(schemas.YjP().regex(VARIABLE, 'must be the name of a variable\nAWS_REGION')).max(50).default([]).describe('Names of variables handed on to the commands. No others are, besides PATH, HOME and the like.'),
secrets: schemas
.YOg(
schemas
.YjP()
.meta({title: 'secret name', pattern: secret_name.J})
.refine(text => new RegExp(secret_name.J).test(text), {
error: 'this is not the name of a secret\nits name on GitHub, such as CLOUD_TOKEN'
})
)
.max(50)
.default([])
.describe('Names of secrets handed on as variables of the same name. Never put one into an argument.'),
'time-limit': limit.prefault('10m').describe('For one command. At most 2h.')
})
.superRefine((options, context) => {
if (options['set-weight'] && options['dark-deploy'] === false)
context.addIssue({
code: 'custom',
path: ['dark-deploy'],
message: 'what can be divided must begin at 0 %\ntrue'
})
})
const LEAST_CAPABILITIES = {
split: 'none',
darkDeploy: false,
rollback: 'redeploy',
releaseMetrics: false,
jobs: false,
secretNames: false
}
const capabilitiesOf = options => ({
...LEAST_CAPABILITIES,
split: options['set-weight'] ? 'percent' : 'none',
darkDeploy: options['dark-deploy'] ?? options['set-weight'] !== undefined,
rollback: options['rolls-back-by']
})
var external_node_path_ = __webpack_require__(6760)
var errors = __webpack_require__(7463)
const RELEASE_NAME = /^[A-Za-z0-9_][\x21-\x7e]{0,55}$/
const release = schemas.rej({
id: schemas.YjP().regex(RELEASE_NAME),
revision: schemas.YjP().regex(/^[\x21-\x7e]{1,256}$/),
rollout: schemas.YjP().max(100).nullable()
})
const releaseAnswer = release
const currentAnswer = schemas
.rej({
weights: schemas.YOg(schemas.rej({release, weight: schemas.aig().min(0).max(100)})).max(200)
})
.refine(({weights}) => weights.reduce((sum, {weight}) => sum + weight, 0) <= 100 + 1e-9, {
error: 'the weights make more than 100'
})
.refine(({weights}) => new Set(weights.map(({release: {id}}) => id)).size === weights.length, {
error: 'a release is listed twice'
})
const wayBackAnswer = schemas.gMt('possible', [schemas.rej({possible: schemas.euz(true)}), schemas.rej({possible: schemas.euz(false), reason: schemas.YjP().min(1).max(500)})])
const addressAnswer = schemas.rej({
url: schemas.OZ5({protocol: /^https?$/}).max(2000),
headers: schemas.g1P(schemas.YjP().max(100), schemas.YjP().max(4000)).default({})
})
const readAnswer = (shape, text, verb) => {
const wrong = says =>
new errors.mZ({
provider: 'command',
message: `command: ${verb} printed ${says}; see docs/platforms/command.md`,
retryable: false,
code: 'invalid-answer'
})
let value
try {
value = JSON.parse(text)
} catch {
throw wrong('something that is not one JSON value (messages belong on the error output)')
}
const read = shape.safeParse(value)
if (read.success) return read.data
const places = read.error.issues.slice(0, 3).map(({path}) => `/${path.map(String).join('/')}`)
throw wrong(`JSON that does not fit at ${[...new Set(places)].join(', ')}`)
}
const REFUSED = 64
const NOT_NOW = 75
const ANSWER_CAP = 1024 * 1024
const filled = (argument, values) => argument.replace(/\{([a-z]+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? (values[name] ?? '') : whole))
const quote = text => (/^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
const refused = message => new errors.mZ({provider: 'command', message: `command: ${message}`, retryable: false})
const failed = (verb, exitCode, changes) => {
if (exitCode === REFUSED) return refused(`${verb} refused, and changed nothing (exit ${REFUSED})`)
return new errors.mZ({
provider: 'command',
message: `command: ${verb} failed (exit ${exitCode})${exitCode === NOT_NOW ? ', and asks to be tried again' : ''}`,
retryable: exitCode === NOT_NOW,
effect: changes ? 'unknown' : 'none'
})
}
const connectCommand = (options, context) => {
const {exec, workspace, secret, log} = context
const directory = (0, external_node_path_.join)(workspace, options.directory)
if (!exec) throw new RangeError('the platform command needs a way to run programs')
const run = async (verb, [program = '', ...args], values, changes) => {
const {exitCode, stdout, truncated} = await exec({
program,
args: args.map(argument => filled(argument, values)),
cwd: directory,
pass: options.env,
set: Object.fromEntries(options.secrets.map(name => [name, secret(name)])),
timeout: options['time-limit'],
maxBytes: ANSWER_CAP,
onLine: line => log.debug(`${verb}: ${line}`)
})
if (exitCode !== 0) throw failed(verb, exitCode, changes)
if (truncated) throw refused(`${verb} printed more than ${ANSWER_CAP} bytes`)
return stdout
}
const ask = async (verb, argv, values, shape) => readAnswer(shape, await run(verb, argv, values, false), verb)
const current = () => ask('current', options.current, {}, currentAnswer)
const named = id => {
if (RELEASE_NAME.test(id)) return id
throw refused('this is no name of a release')
}
return {
type: 'command',
capabilities: capabilitiesOf(options),
current,
deploy: async ({revision, rollout}) => {
if (!/^[A-Za-z0-9][\w.:+@/-]{0,255}$/.test(revision))
throw new errors.xL({
message: 'the revision cannot be given to a command',
fix: 'a commit or digest: letters, digits, . _ : + @ / -, beginning with a letter or digit',
docs: 'platforms/command.md#arguments'
})
const text = await run('deploy', options.deploy, {revision, rollout}, true)
const release = readAnswer(releaseAnswer, text, 'deploy')
if (release.revision !== revision) throw refused('deploy printed another revision than it was given')
return release
},
setWeight: async ({canary, baseline, weight}) => {
const argv = options['set-weight']
const values = {canary: named(canary), baseline: baseline === null ? '' : named(baseline)}
if (argv) return void (await run('set-weight', argv, {...values, weight: String(weight)}, true))
const found = (await current()).weights.find(({release}) => release.id === canary)
if ((found?.weight ?? 0) !== weight) throw refused(`there is no set-weight, and ${canary} has ${found?.weight ?? 0}% instead of ${weight}%`)
},
canRollBack: async to => {
if (!RELEASE_NAME.test(to)) return {possible: false, reason: 'this is no name of a release'}
const argv = options['can-roll-back']
if (argv) return ask('can-roll-back', argv, {release: to}, wayBackAnswer)
const {weights} = await current()
return weights.some(({release}) => release.id === to) ? {possible: true} : {possible: false, reason: `current does not list ${to} any more`}
},
rollback: async to => {
await run('rollback', options.rollback, {release: named(to)}, true)
},
address: async release => {
if (!options.address)
throw new errors.xL({
message: 'this component says nothing of where a release can be reached, so it cannot be smoke-tested',
fix: 'address: [./ops/address.sh, "{release}"], or smoke tests of another component',
docs: 'platforms/command.md#answers'
})
return ask('address', options.address, {release: named(release)}, addressAnswer)
},
wayBackCommand: to => {
const line = options.rollback.map(argument => quote(filled(argument, {release: to}))).join(' ')
return options.directory === '.' ? line : `(cd ${quote(options.directory)} && ${line})`
}
}
}
const command_command = (0, definition.d)({
type: 'command',
capabilities: LEAST_CAPABILITIES,
capabilitiesOf: capabilitiesOf,
options: commandOptions,
secrets: ({secrets}) => secrets,
connect: connectCommand
})
},
5801: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
d: () => definePlatform
})
const definePlatform = ({history, connect, secrets, capabilitiesOf, ...rest}) => ({
...rest,
...(secrets && {secrets: options => secrets(options)}),
connect: (options, context) => connect(options, context),
...(capabilitiesOf && {capabilitiesOf: options => capabilitiesOf(options)}),
...(history && {
history: (options, context, metrics) => history(options, context, metrics)
})
})
}
}
