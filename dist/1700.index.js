export const id = 1700
export const ids = [1700]
export const modules = {
4547: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
L: () => inputVariable,
Q: () => readEnvironment
})
var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8161)
var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7463)
const CHILD_ALLOWED = [
'PATH',
'HOME',
'USER',
'LANG',
'LC_ALL',
'TZ',
'TMPDIR',
'TEMP',
'TMP',
'RUNNER_TEMP',
'RUNNER_TOOL_CACHE',
'CI',
'NO_COLOR',
'SSL_CERT_FILE',
'SSL_CERT_DIR',
'NODE_EXTRA_CA_CERTS',
'HTTP_PROXY',
'HTTPS_PROXY',
'NO_PROXY',
'http_proxy',
'https_proxy',
'no_proxy',
'XDG_CONFIG_HOME',
'XDG_CACHE_HOME',
'XDG_DATA_HOME',
'SystemRoot',
'SYSTEMROOT',
'ComSpec',
'PATHEXT',
'USERPROFILE',
'APPDATA',
'LOCALAPPDATA',
'PROGRAMDATA',
'windir'
]
const CHILD_REFUSED = /^(?:ACTIONS_.*|INPUT_.*|STATE_.*|GITHUB_.*|GH_TOKEN|RUNNER_TRACKING_ID|NODE_OPTIONS|LD_PRELOAD|LD_LIBRARY_PATH|DYLD_.*|BASH_ENV|ENV)$/i
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/
const readEnvironment = (variables = process.env) => {
const fact = name => variables[name]?.trim() ?? ''
return {
onRunner: fact('GITHUB_ACTIONS') === 'true',
debug: fact('RUNNER_DEBUG') === '1',
noColour: (variables.NO_COLOR ?? '') !== '',
apiUrl: withoutSlash(fact('GITHUB_API_URL') || 'https://api.github.com'),
serverUrl: withoutSlash(fact('GITHUB_SERVER_URL') || 'https://github.com'),
repository: fact('GITHUB_REPOSITORY'),
runId: fact('GITHUB_RUN_ID'),
runAttempt: /^[1-9]\d{0,5}$/.test(fact('GITHUB_RUN_ATTEMPT')) ? Number(fact('GITHUB_RUN_ATTEMPT')) : 1,
sha: fact('GITHUB_SHA'),
ref: fact('GITHUB_REF'),
eventName: fact('GITHUB_EVENT_NAME'),
eventPath: fact('GITHUB_EVENT_PATH'),
workspace: fact('GITHUB_WORKSPACE') || process.cwd(),
actor: fact('GITHUB_ACTOR'),
job: fact('GITHUB_JOB'),
workflowRef: fact('GITHUB_WORKFLOW_REF'),
temp: fact('RUNNER_TEMP') || (0, node_os__WEBPACK_IMPORTED_MODULE_0__.tmpdir)(),
hasOutputFile: fact('GITHUB_OUTPUT') !== '',
hasSummaryFile: fact('GITHUB_STEP_SUMMARY') !== '',
proxies: {
http: fact('http_proxy') || fact('HTTP_PROXY'),
https: fact('https_proxy') || fact('HTTPS_PROXY'),
none: fact('no_proxy') || fact('NO_PROXY')
},
input: name => fact(inputVariable(name)) || undefined,
inputNames: () =>
Object.keys(variables)
.filter(name => name.startsWith('INPUT_') && fact(name) !== '')
.map(name => name.slice('INPUT_'.length)),
variable: name => variables[name],
childVariables: wish => childVariables(variables, wish)
}
}
const inputVariable = name => `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`
const withoutSlash = url => url.replace(/\/{1,16}$/, '')
const childVariables = (variables, {pass = [], set = {}} = {}) => {
const refused = [...pass, ...Object.keys(set)].filter(name => CHILD_REFUSED.test(name) || !VARIABLE_NAME.test(name))
if (refused.length > 0) {
throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__.xL(
refused.map(name => ({
message: `the variable ${VARIABLE_NAME.test(name) ? name : 'name'} is never handed to a child process`,
fix: 'a name of our own choosing, with only letters, digits and underscores'
}))
)
}
const handed = [...CHILD_ALLOWED, ...pass].flatMap(name => {
const value = variables[name]
return value === undefined ? [] : [[name, value]]
})
return {...Object.fromEntries(handed), ...set}
}
},
7463: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
BJ: () => describeProblem,
mZ: () => ProviderError,
xL: () => ConfigError
})
class ConfigError extends Error {
problems
constructor(problems) {
const all = Array.isArray(problems) ? problems : [problems]
super(all.map(describeProblem).join('\n'))
this.name = 'ConfigError'
this.problems = all
}
}
class ProviderError extends Error {
provider
retryable
status
effect
code
requestId
retryAfter
constructor(failure) {
super(failure.message, failure.cause === undefined ? undefined : {cause: failure.cause})
this.name = 'ProviderError'
this.provider = failure.provider
this.retryable = failure.retryable
this.status = failure.status
this.effect = failure.effect ?? 'none'
this.code = failure.code
this.requestId = failure.requestId
this.retryAfter = failure.retryAfter
}
}
const describeProblem = ({at, message, fix, docs}) => [at ? `${at}: ${message}` : message, fix && `  write: ${fix}`, docs && `  see: docs/${docs}`].filter(Boolean).join('\n')
},
3355: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
B2: () => SCHEDULE_PATTERN,
Cb: () => parseLatency,
Cq: () => DURATION_PATTERN,
DC: () => formatSchedule,
E9: () => parseDuration,
FT: () => PERCENT_PATTERN,
Qk: () => LONGEST_DURATION,
RQ: () => BYTES_PATTERN,
TL: () => quoted,
YL: () => formatLatency,
Zk: () => nextOccurrence,
a3: () => formatDuration,
cH: () => LATENCY_PATTERN,
l9: () => formatPercent,
lo: () => parsePercent,
nP: () => parseSchedule,
z3: () => formatBytes,
z_: () => parseBytes
})
var _zones_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8393)
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const LONGEST_DURATION = 90 * DAY
const LONGEST_LATENCY = 10 * MINUTE
const LARGEST_SIZE = 1024 ** 4
const ok = value => ({ok: true, value})
const refused = (text, what, fix) => ({
ok: false,
message: `${quoted(text)} is not ${what}`,
fix
})
const quoted = value => {
if (value === null || value === undefined) return 'nothing'
if (Array.isArray(value)) return 'a list'
if (typeof value === 'object') return 'a mapping'
if (typeof value !== 'string') return String(value)
const short = value.length > 40 ? `${value.slice(0, 39)}…` : value
return JSON.stringify(short).replace(/[^\x20-\x7e…]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
const DURATION_UNITS = [
['d', DAY],
['h', HOUR],
['m', MINUTE],
['s', SECOND]
]
const DURATION_PATTERN = '^(?=.)(\\d{1,7}d)?(\\d{1,7}h)?(\\d{1,7}m)?(\\d{1,7}s)?$'
const DURATION = new RegExp(DURATION_PATTERN)
const parseDuration = text => {
const fix = 'a duration such as 30s, 10m, 2h30m or 7d, at most 90d'
const match = typeof text === 'string' ? DURATION.exec(text) : null
if (!match) return refused(text, 'a duration', fix)
let total = 0
for (const [index, [, size]] of DURATION_UNITS.entries()) {
const digits = match[index + 1]?.slice(0, -1) ?? '0'
if (digits.length > 1 && digits.startsWith('0')) return refused(text, 'a duration', fix)
total += Number(digits) * size
}
if (total > LONGEST_DURATION) return refused(text, 'within 90d', fix)
return ok(total)
}
const formatDuration = milliseconds => {
let rest = Math.max(0, Math.ceil(milliseconds / SECOND)) * SECOND
let text = ''
for (const [unit, size] of DURATION_UNITS) {
const count = Math.floor(rest / size)
if (count > 0) text += `${count}${unit}`
rest -= count * size
}
return text || '0s'
}
const LATENCY_PATTERN = '^[1-9]\\d{0,5}(ms|s)$'
const LATENCY = /^([1-9]\d{0,5})(ms|s)$/
const parseLatency = text => {
const fix = 'a latency such as 500ms or 2s, at most 600s'
const match = typeof text === 'string' ? LATENCY.exec(text) : null
if (!match) return refused(text, 'a latency', fix)
const value = Number(match[1]) * (match[2] === 's' ? SECOND : 1)
return value > LONGEST_LATENCY ? refused(text, 'within 600s', fix) : ok(value)
}
const formatLatency = milliseconds => (milliseconds % SECOND === 0 ? `${milliseconds / SECOND}s` : `${milliseconds}ms`)
const PERCENT_PATTERN = '^(0|[1-9]\\d{0,3})(\\.\\d{1,4})?%$'
const PERCENT = new RegExp(PERCENT_PATTERN)
const parsePercent = (text, max = 100) => {
const fix = `a percentage such as 10% or 0.5%, from 0% to ${max}%`
if (typeof text !== 'string' || !PERCENT.test(text)) return refused(text, 'a percentage', fix)
const value = Number(text.slice(0, -1))
return value > max ? refused(text, `within 0% to ${max}%`, fix) : ok(value)
}
const formatPercent = percent => `${Number(percent.toFixed(4))}%`
const BYTE_UNITS = [
['GiB', 1024 ** 3],
['GB', 1000 ** 3],
['MiB', 1024 ** 2],
['MB', 1000 ** 2],
['KiB', 1024],
['KB', 1000],
['B', 1]
]
const BYTES_PATTERN = '^(0|[1-9]\\d{0,12})(B|KB|MB|GB|KiB|MiB|GiB)$'
const BYTES = new RegExp(BYTES_PATTERN)
const parseBytes = text => {
const fix = 'a size such as 512B, 16KB or 1MiB'
const match = typeof text === 'string' ? BYTES.exec(text) : null
if (!match) return refused(text, 'a byte size', fix)
const size = BYTE_UNITS.find(([unit]) => unit === match[2])?.[1] ?? 1
const value = Number(match[1]) * size
return value > LARGEST_SIZE ? refused(text, 'within 1024GiB', fix) : ok(value)
}
const formatBytes = bytes => {
const [unit, size] = BYTE_UNITS.find(([, each]) => bytes !== 0 && bytes % each === 0) ?? ['B', 1]
return `${bytes / size}${unit}`
}
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const SCHEDULE_PATTERN = '^((Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?([01]\\d|2[0-3]):[0-5]\\d (UTC|[A-Za-z_]+(/[A-Za-z0-9_+-]+)+)$'
const SCHEDULE = /^(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?([01]\d|2[0-3]):([0-5]\d) (UTC|[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+)$/
const parseSchedule = text => {
const fix = 'a time such as Mon 00:00 UTC, 09:00 America/New_York or Fri 17:30 Europe/London'
const match = typeof text === 'string' && text.length <= 64 ? SCHEDULE.exec(text) : null
if (!match) return refused(text, 'a time with its zone', fix)
const [, day, hour, minute, zone = ''] = match
const known = (0, _zones_js__WEBPACK_IMPORTED_MODULE_0__.a6)(zone)
if (known === null) return refused(zone, 'a time zone', fix)
if (known !== zone && known.toLowerCase() === zone.toLowerCase())
return {
ok: false,
message: `${quoted(zone)} is written ${known}`,
fix: text.replace(zone, known)
}
const weekday = day === undefined ? null : WEEKDAYS.indexOf(day)
return ok({weekday, minute: Number(hour) * 60 + Number(minute), zone})
}
const formatSchedule = ({weekday, minute, zone}) => {
const two = value => String(value).padStart(2, '0')
const day = weekday === null ? '' : `${WEEKDAYS[weekday]} `
return `${day}${two(Math.floor(minute / 60))}:${two(minute % 60)} ${zone}`
}
const nextOccurrence = (schedule, after) => {
const today = Math.floor((after + (0, _zones_js__WEBPACK_IMPORTED_MODULE_0__.bq)(schedule.zone, after)) / DAY)
for (let day = today - 1; ; day += 1) {
const weekday = new Date(day * DAY).getUTCDay()
if (schedule.weekday !== null && schedule.weekday !== weekday) continue
const moment = (0, _zones_js__WEBPACK_IMPORTED_MODULE_0__.Et)(schedule.zone, day * DAY + schedule.minute * MINUTE)
if (moment > after) return moment
}
}
},
5310: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
$: () => realHost
})
const realHost = () => ({
variables: process.env,
write: line => process.stdout.write(`${line}\n`),
sinks: runnerSinks,
process: processHooks(),
now: Date.now,
surroundings: {}
})
const runnerSinks = environment => {
let core = null
return {
open: async () => {
const {onRunner, hasOutputFile, hasSummaryFile} = environment
if (onRunner || hasOutputFile || hasSummaryFile) core = await Promise.all([__webpack_require__.e(6752), __webpack_require__.e(1260), __webpack_require__.e(7264)]).then(__webpack_require__.bind(__webpack_require__, 7264))
},
mask: form => {
if (environment.onRunner) core?.setSecret(form)
},
setOutput: (name, value) => {
if (environment.hasOutputFile) core?.setOutput(name, value)
},
writeSummary: async markdown => {
if (environment.hasSummaryFile) await core?.summary.addRaw(markdown, true).write()
}
}
}
const processHooks = () => {
const releases = []
const on = (event, listener) => {
process.on(event, listener)
releases.push(() => process.off(event, listener))
}
return {
onSignal: listener => {
on('SIGINT', () => listener('SIGINT'))
on('SIGTERM', () => listener('SIGTERM'))
},
onFault: listener => {
on('uncaughtException', listener)
on('unhandledRejection', listener)
on('beforeExit', () => listener(new Error('the work stopped without an end')))
},
release: () => {
for (const release of releases.splice(0)) release()
},
setExitCode: code => {
process.exitCode = code
},
exit: code => {
process.exitCode = code
process.stdout.write('', () => process.exit(code))
},
exitIfIdle: (code, milliseconds) => {
setTimeout(() => process.exit(code), milliseconds).unref()
}
}
}
},
1299: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
ES: () => wellFormed,
Fq: () => inertLine,
jJ: () => shortenBytes,
ml: () => shorten,
tJ: () => inert,
vJ: () => strictPercent
})
const ANSI = /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n\r]{0,4096}(?:\x07|\x1b\\|\x9c)?|(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,16}[@-~]?|\x1b[ -/]{0,16}[0-~]?/g
const LINE_ENDS = /\r\n|[\r\v\f\x85\u2028\u2029]/g
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu
const COMMAND_START = /^([^\S\n]*):(?=:)/gm
const inert = text => wellFormed(text).replace(ANSI, '').replace(LINE_ENDS, '\n').replace(CONTROLS, '').replace(INVISIBLE, '').replaceAll('##[', '## [').replace(COMMAND_START, '$1: ')
const wellFormed = text => text.replace(/\p{Surrogate}/gu, '\ufffd')
const inertLine = text => inert(inert(text).replace(/\s+/g, ' ').trim())
const shorten = (text, max) => {
if (text.length <= max) return text
const cut = text.slice(0, Math.max(0, max - 1))
return `${endsInHalfCharacter(cut) ? cut.slice(0, -1) : cut}…`
}
const shortenBytes = (text, max, ending = '') => {
if (Buffer.byteLength(text) <= max) return text
const bytes = Buffer.from(text)
let end = Math.max(0, max - Buffer.byteLength(ending))
while (end > 0 && isContinuation(bytes[end])) end -= 1
return bytes.subarray(0, end).toString() + ending
}
const endsInHalfCharacter = text => /[\ud800-\udbff]$/.test(text)
const isContinuation = byte => byte !== undefined && (byte & 0xc0) === 0x80
const SEAM = '\u200b'
const inertMarkdown = text =>
inertLine(text)
.replace(/@(?=[\p{L}\p{N}_-])/gu, `@${SEAM}`)
.replace(/#(?=\d)/g, `#${SEAM}`)
.replace(/\b(GH)-(?=\d)/gi, `$1${SEAM}-`)
.replace(/:(?=\/\/)/g, `:${SEAM}`)
.replace(/\b(www)\./gi, `$1${SEAM}.`)
.replace(/\b(mailto|xmpp):/gi, `$1${SEAM}:`)
.replace(/[\\`*_~[\]|!]/g, '\\$&')
.replace(/^[-+#=]/, '\\$&')
.replace(/^(\d{1,9})([.)])/, '$1\\$2')
.replaceAll('&', '&amp;')
.replaceAll('<', '&lt;')
.replaceAll('>', '&gt;')
.replaceAll('$', '&#36;')
.replaceAll(SEAM, '&#8203;')
const codeSpan = text => {
const line = inertLine(text)
if (line === '') return ''
const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(run => run.length))
const fence = '`'.repeat(longest + 1)
const space = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
return `${fence}${space}${line.replaceAll('|', '\\|')}${space}${fence}`
}
const strictPercent = value => encodeURIComponent(value).replace(/[!'()*]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
},
8393: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Et: () => momentOf,
a6: () => zoneName,
bq: () => aheadAt
})
const SECOND = 1000
const DAY = 86_400_000
const clocks = new Map()
const clockOf = zone => {
const known = clocks.get(zone)
if (known) return known
const clock = new Intl.DateTimeFormat('en-US', {
timeZone: zone,
hourCycle: 'h23',
year: 'numeric',
month: 'numeric',
day: 'numeric',
hour: 'numeric',
minute: 'numeric',
second: 'numeric'
})
clocks.set(zone, clock)
return clock
}
const zoneName = zone => {
try {
return clockOf(zone).resolvedOptions().timeZone
} catch {
return null
}
}
const aheadAt = (zone, moment) => {
const whole = Math.floor(moment / SECOND) * SECOND
const parts = {}
for (const {type, value} of clockOf(zone).formatToParts(whole)) parts[type] = Number(value)
const {year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0} = parts
return Date.UTC(year, month - 1, day, hour, minute, second) - whole
}
const momentOf = (zone, wall) => {
const before = wall - aheadAt(zone, wall - DAY)
const after = wall - aheadAt(zone, wall + DAY)
const real = [before, after].filter(moment => moment + aheadAt(zone, moment) === wall)
return real.length > 0 ? Math.min(...real) : before
}
}
}
