export const id = 6686
export const ids = [6686]
export const modules = {
6686: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
runCli: () => runCli
})
var external_node_util_ = __webpack_require__(7975)
var errors = __webpack_require__(7463)
var report_journey = __webpack_require__(550)
var rehearsal_words = __webpack_require__(1100)
var cli_files = __webpack_require__(4419)
var cli_journey = __webpack_require__(3530)
var promises_ = __webpack_require__(1455)
var external_node_path_ = __webpack_require__(6760)
var schemas = __webpack_require__(2857)
const counts = schemas.rej({n: schemas.aig().min(0), x: schemas.aig().min(0)}).nullable()
const slice = schemas.rej({
from: schemas.Whr(),
to: schemas.Whr(),
canary: counts,
baseline: counts,
problem: schemas.k5n(['no-data', 'counter-reset', 'not-a-number', 'stale', 'ambiguous', 'out-of-range', 'error']).exactOptional()
})
const recordedFile = schemas.rej({
schema: schemas.euz(1),
of: schemas.k5n(['rollout', 'live']),
name: schemas.YjP().max(200),
factor: schemas.aig().min(0).max(1000).exactOptional(),
histories: schemas
.YOg(schemas.rej({metric: schemas.YjP(), slices: schemas.YOg(slice).max(200_000)}))
.min(1)
.max(30)
})
const readRecorded = async (root, path) => {
const file = (0, external_node_path_.isAbsolute)(path) ? path : (0, external_node_path_.join)(root, path)
const text = await (0, promises_.readFile)(file, 'utf8').catch(() => null)
const read = text === null ? null : recordedFile.safeParse(parsed(text))
if (read?.success) return read.data
throw new errors.xL({
message: read ? `${path} is no record of metrics` : `there is no record at ${path}`,
at: '--recorded',
fix: 'the file that rollout with operation: simulate wrote',
docs: 'cli.md#recorded-metrics'
})
}
const parsed = text => {
try {
return JSON.parse(text)
} catch {
return undefined
}
}
var rehearsal = __webpack_require__(2487)
var words = __webpack_require__(6433)
const OPTIONS = {
config: {type: 'string', short: 'c', default: '.github/sluice.yml'},
environment: {type: 'string', short: 'e'},
traffic: {type: 'string', short: 't', multiple: true},
ledger: {type: 'string'},
at: {type: 'string'},
markdown: {type: 'boolean', default: false},
scenario: {type: 'string', short: 's', multiple: true},
'must-find': {type: 'string', multiple: true},
recorded: {type: 'string'},
runs: {type: 'string', default: String(rehearsal.mU)},
seed: {type: 'string', default: '1'},
timeline: {type: 'boolean', default: false},
'rollout-id': {type: 'string'},
help: {type: 'boolean', short: 'h', default: false},
version: {type: 'boolean', short: 'v', default: false}
}
const HELP = `sluice <command> [options]        run where the repository is checked out

  plan       the journey of a release before it starts: gates, steps with dates, what is asked
             of the platforms, what each step can see, the way back, the cost
  simulate   the plan on a virtual clock against good and bad releases: decisions, harm,
             false alarms. Ends with 1 when a world does not end as it should
  explain    one look at a past moment: what was known, each slice, each bet, the decision

  -c, --config <file>         .github/sluice.yml
  -e, --environment <name>    the only one, or production
  -t, --traffic <m>=<n>/s@<share>   traffic of a metric: errors=12/s@1%. Again for each metric
      --ledger <where>        file:<directory>: traffic that the last promoted rollout recorded
      --markdown              print a job summary instead of a page for the terminal
      --at <moment>           2026-01-31T08:00:00Z: when it starts; for explain the moment
  simulate
  -s, --scenario <name>       one world; again for each. Default: the usual eight
      --must-find <name>      a world whose harm must be found; default x5, or none
      --recorded <file>       metrics that a source really answered, as JSON
      --runs <n>              rollouts per world, ${rehearsal.mU}
      --seed <n>              the same seed gives the same answer, 1
      --timeline              one rollout of each world, look by look
  explain
      --rollout-id <id>       the newest that had begun by then

Exit code: 0 as it should be, 1 a world with a fault or nothing to explain, 2 a mistake in the files or the words.
`
const read = words => (0, external_node_util_.parseArgs)({args: [...words], options: OPTIONS, allowPositionals: true, strict: true})
const runCommand = async (words, terminal, tools) => {
try {
const {values, positionals} = main_parsed(words)
const [command = 'help', ...rest] = positionals
if (values.version) terminal.out(`${tools.version}\n`)
if (values.version) return 0
if (values.help || command === 'help') {
terminal.out(HELP)
return 0
}
if (rest.length > 0) throw new errors.xL({message: `${rest[0]} is one word too many`, fix: 'sluice help'})
if (command === 'plan') return await plan(values, terminal, tools)
if (command === 'simulate') return await simulate(values, terminal, tools)
if (command === 'explain') return await explain(values, tools)
throw new errors.xL({
message: `there is no command ${command}`,
fix: 'sluice plan, simulate, explain or help'
})
} catch (error) {
if (!(error instanceof errors.xL || error instanceof errors.mZ)) throw error
terminal.err(`${error.message}\n`)
return 2
}
}
const main_parsed = words => {
try {
return read(words)
} catch (error) {
const said = error instanceof Error ? (error.message.split('. ')[0] ?? '') : ''
throw new errors.xL({message: said, fix: 'sluice help'})
}
}
const trafficOf = async (values, read, tools) => {
const given = (values.traffic ?? []).map(words.D)
const recorded = values.ledger === undefined ? [] : await tools.recordedTraffic(values.ledger, read)
const from = [...(given.length > 0 ? ['as given'] : []), ...(recorded.length > 0 ? ['as the last promoted rollout recorded it'] : []), 'as the configuration says'].join(', else ')
return {known: [...given, ...recorded], from}
}
const plan = async (values, terminal, tools) => {
const files = await (0, cli_files.U)(terminal.root, {config: values.config, environment: values.environment ?? null}, tools.registries)
const {config, environment} = files
const {known, from} = await trafficOf(values, {service: config.service, environment}, tools)
const starts = values.at === undefined ? terminal.now() : (0, words.m)(values.at, '--at')
const journey = (0, cli_journey.Gn)({...files, starts, traffic: known, trafficFrom: from})
terminal.out(`${values.markdown ? ((0, report_journey.k))(journey) : ((0, report_journey.l))(journey, terminal)}\n`)
return 0
}
const simulate = async (values, terminal, tools) => {
const {config, environment, resolved} = await (0, cli_files.U)(terminal.root, {config: values.config, environment: values.environment ?? null}, tools.registries)
const {known} = await trafficOf(values, {service: config.service, environment}, tools)
const runs = Number(values.runs)
const rehearsed = (0, rehearsal.Vj)(resolved, {
scenarios: values.scenario ?? [],
mustFind: mustFindOf(values),
runs,
seed: Number.isSafeInteger(Number(values.seed)) ? Number(values.seed) : 1,
traffic: [known],
recorded: values.recorded === undefined ? null : await readRecorded(terminal.root, values.recorded)
})
if (values.markdown) terminal.out(`${(0, rehearsal_words.H9)(rehearsed, runs)}\n`)
else {
const stories = values.timeline ? [...(0, rehearsal_words.Lp)(rehearsed), ''] : []
const head = `${config.service} → ${environment}, ${runs} rollouts per world`
terminal.out(`${[head, ...stories, '', ...(0, rehearsal_words.kP)(rehearsed)].join('\n')}\n`)
}
return (0, rehearsal.nl)(rehearsed) ? 1 : 0
}
const mustFindOf = values => {
const asked = values['must-find']
if (asked) return asked.filter(word => word !== 'none')
return values.scenario?.includes('x5') === false ? [] : ['x5']
}
const explain = (values, tools) => {
const inputs = {
config: values.config,
environment: values.environment ?? 'production',
...(values.ledger !== undefined && {ledger: values.ledger}),
...(values.at !== undefined && {at: values.at}),
...(values['rollout-id'] !== undefined && {'rollout-id': values['rollout-id']})
}
return tools.explain(inputs)
}
var kit_environment = __webpack_require__(4547)
var kit_host = __webpack_require__(5310)
var registry = __webpack_require__(8432)
var last_traffic = __webpack_require__(5802)
var registries = __webpack_require__(7589)
var version = __webpack_require__(4312)
const PAGE = 100
const runCli = async words => {
const host = (0, kit_host.$)()
const environment = (0, kit_environment.Q)(host.variables)
const root = environment.workspace
const tools = {
registries: registries.Y,
version: version.w,
recordedTraffic: async (ledger, {service, environment: name}) => {
const directory = /^file:(?<directory>.+)$/.exec(ledger)?.groups?.directory
if (directory === undefined) return []
const {join} = await Promise.resolve().then(__webpack_require__.t.bind(__webpack_require__, 6760, 19))
return (0, last_traffic.K)(registry.N.file({directory: join(root, directory), run: 'cli'}), service, name)
},
explain: async inputs => {
const {rollout} = await Promise.all([__webpack_require__.e(6266), __webpack_require__.e(8557), __webpack_require__.e(5330)]).then(__webpack_require__.bind(__webpack_require__, 2949))
const given = Object.entries({operation: 'explain', ...inputs})
const variables = Object.fromEntries(given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]))
const outcome = await rollout.run({
...host,
variables: {...host.variables, ...variables},
process: null
})
return outcome.exitCode
}
}
host.process?.setExitCode(
await runCommand(
words,
{
root,
width: process.stdout.columns ?? PAGE,
colour: !environment.noColour && process.stdout.isTTY === true,
now: host.now,
out: text => void process.stdout.write(text),
err: text => void process.stderr.write(text)
},
tools
)
)
host.process?.release()
}
}
}
