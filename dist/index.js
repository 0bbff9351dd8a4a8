import {createRequire as __WEBPACK_EXTERNAL_createRequire} from 'module'
var __webpack_modules__ = {
2613: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('assert')
},
181: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('buffer')
},
5317: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('child_process')
},
6982: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('crypto')
},
4434: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('events')
},
9896: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('fs')
},
8611: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('http')
},
5692: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('https')
},
9278: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('net')
},
4589: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:assert')
},
6698: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:async_hooks')
},
4573: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:buffer')
},
7540: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:console')
},
7598: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:crypto')
},
3053: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:diagnostics_channel')
},
610: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:dns')
},
1553: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:dns/promises')
},
8474: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:events')
},
3024: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:fs')
},
1455: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:fs/promises')
},
7067: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:http')
},
2467: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:http2')
},
7030: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:net')
},
8161: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:os')
},
6760: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:path')
},
643: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:perf_hooks')
},
1792: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:querystring')
},
99: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:sqlite')
},
7075: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:stream')
},
7830: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:stream/web')
},
7997: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:timers')
},
8500: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:timers/promises')
},
1692: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:tls')
},
3136: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:url')
},
7975: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:util')
},
3429: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:util/types')
},
5919: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:worker_threads')
},
8522: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('node:zlib')
},
857: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('os')
},
6928: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('path')
},
2987: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('perf_hooks')
},
932: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('process')
},
2203: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('stream')
},
3193: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('string_decoder')
},
3557: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('timers')
},
4756: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('tls')
},
9023: module => {
module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('util')
}
}
var __webpack_module_cache__ = {}
function __nccwpck_require__(moduleId) {
var cachedModule = __webpack_module_cache__[moduleId]
if (cachedModule !== undefined) {
return cachedModule.exports
}
var module = (__webpack_module_cache__[moduleId] = {
id: moduleId,
loaded: false,
exports: {}
})
var threw = true
try {
__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__)
threw = false
} finally {
if (threw) delete __webpack_module_cache__[moduleId]
}
module.loaded = true
return module.exports
}
__nccwpck_require__.m = __webpack_modules__
if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + '/'
;(() => {
var getProto = Object.getPrototypeOf ? obj => Object.getPrototypeOf(obj) : obj => obj.__proto__
var leafPrototypes
__nccwpck_require__.t = function (value, mode) {
if (mode & 1) value = this(value)
if (mode & 8) return value
if (typeof value === 'object' && value) {
if (mode & 4 && value.__esModule) return value
if (mode & 16 && typeof value.then === 'function') return value
}
var ns = Object.create(null)
__nccwpck_require__.r(ns)
var def = {}
leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)]
for (var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
Object.getOwnPropertyNames(current).forEach(key => (def[key] = () => value[key]))
}
def['default'] = () => value
__nccwpck_require__.d(ns, def)
return ns
}
})()
;(() => {
__nccwpck_require__.d = (exports, definition) => {
for (var key in definition) {
if (__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
Object.defineProperty(exports, key, {enumerable: true, get: definition[key]})
}
}
}
})()
;(() => {
__nccwpck_require__.f = {}
__nccwpck_require__.e = chunkId => {
return Promise.all(
Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
__nccwpck_require__.f[key](chunkId, promises)
return promises
}, [])
)
}
})()
;(() => {
__nccwpck_require__.u = chunkId => {
return '' + chunkId + '.index.js'
}
})()
;(() => {
__nccwpck_require__.o = (obj, prop) => Object.prototype.hasOwnProperty.call(obj, prop)
})()
;(() => {
__nccwpck_require__.r = exports => {
if (typeof Symbol !== 'undefined' && Symbol.toStringTag) {
Object.defineProperty(exports, Symbol.toStringTag, {value: 'Module'})
}
Object.defineProperty(exports, '__esModule', {value: true})
}
})()
;(() => {
__nccwpck_require__.nmd = module => {
module.paths = []
if (!module.children) module.children = []
return module
}
})()
;(() => {
var installedChunks = {
8792: 0
}
var installChunk = data => {
var {ids, modules, runtime} = data
var moduleId,
chunkId,
i = 0
for (moduleId in modules) {
if (__nccwpck_require__.o(modules, moduleId)) {
__nccwpck_require__.m[moduleId] = modules[moduleId]
}
}
if (runtime) runtime(__nccwpck_require__)
for (; i < ids.length; i++) {
chunkId = ids[i]
if (__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
installedChunks[chunkId][0]()
}
installedChunks[ids[i]] = 0
}
}
__nccwpck_require__.f.j = (chunkId, promises) => {
var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined
if (installedChunkData !== 0) {
if (installedChunkData) {
promises.push(installedChunkData[1])
} else {
if (true) {
var promise = import('./' + __nccwpck_require__.u(chunkId)).then(installChunk, e => {
if (installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined
throw e
})
var promise = Promise.race([promise, new Promise(resolve => (installedChunkData = installedChunks[chunkId] = [resolve]))])
promises.push((installedChunkData[1] = promise))
}
}
}
}
})()
var __webpack_exports__ = {}
__nccwpck_require__.d(__webpack_exports__, {
Fx: () => secretCheck,
KH: () => smokeTest,
Mz: () => preflight,
_r: () => migrate,
dU: () => rollback,
gg: () => deploy,
io: () => tick,
xw: () => cli,
yT: () => rollout
})
const secretCheck = async () => (await Promise.all([__nccwpck_require__.e(2857), __nccwpck_require__.e(6266), __nccwpck_require__.e(8557), __nccwpck_require__.e(1700), __nccwpck_require__.e(3687)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3687))).secretCheck
const preflight = async () => (await Promise.all([__nccwpck_require__.e(2857), __nccwpck_require__.e(6266), __nccwpck_require__.e(8557), __nccwpck_require__.e(1700), __nccwpck_require__.e(1311)]).then(__nccwpck_require__.bind(__nccwpck_require__, 1311))).preflight
const migrate = async () => (await Promise.all([__nccwpck_require__.e(2857), __nccwpck_require__.e(6266), __nccwpck_require__.e(8557), __nccwpck_require__.e(1700), __nccwpck_require__.e(5705)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5705))).migrate
const deploy = async () => (await Promise.all([__nccwpck_require__.e(2857), __nccwpck_require__.e(6266), __nccwpck_require__.e(8557), __nccwpck_require__.e(1700), __nccwpck_require__.e(5721)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5721))).deploy
const smokeTest = async () => (await Promise.all([__nccwpck_require__.e(2857), __nccwpck_require__.e(6266), __nccwpck_require__.e(8557), __nccwpck_require__.e(1700), __nccwpck_require__.e(1092)]).then(__nccwpck_require__.bind(__nccwpck_require__, 1092))).smokeTest
const rollout = async () => (await Promise.all([__nccwpck_require__.e(2857), __nccwpck_require__.e(6266), __nccwpck_require__.e(8557), __nccwpck_require__.e(1700), __nccwpck_require__.e(2949)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2949))).rollout
const rollback = async () => (await Promise.all([__nccwpck_require__.e(2857), __nccwpck_require__.e(6266), __nccwpck_require__.e(8557), __nccwpck_require__.e(1700), __nccwpck_require__.e(5360)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5360))).rollback
const tick = async () => (await Promise.all([__nccwpck_require__.e(2857), __nccwpck_require__.e(6266), __nccwpck_require__.e(8557), __nccwpck_require__.e(1700), __nccwpck_require__.e(8863)]).then(__nccwpck_require__.bind(__nccwpck_require__, 8863))).tick
const cli = async () => (await Promise.all([__nccwpck_require__.e(2857), __nccwpck_require__.e(1700), __nccwpck_require__.e(4667), __nccwpck_require__.e(9322), __nccwpck_require__.e(9690), __nccwpck_require__.e(6686)]).then(__nccwpck_require__.bind(__nccwpck_require__, 6686))).runCli
var __webpack_exports__cli = __webpack_exports__.xw
var __webpack_exports__deploy = __webpack_exports__.gg
var __webpack_exports__migrate = __webpack_exports__._r
var __webpack_exports__preflight = __webpack_exports__.Mz
var __webpack_exports__rollback = __webpack_exports__.dU
var __webpack_exports__rollout = __webpack_exports__.yT
var __webpack_exports__secretCheck = __webpack_exports__.Fx
var __webpack_exports__smokeTest = __webpack_exports__.KH
var __webpack_exports__tick = __webpack_exports__.io
export {
__webpack_exports__cli as cli,
__webpack_exports__deploy as deploy,
__webpack_exports__migrate as migrate,
__webpack_exports__preflight as preflight,
__webpack_exports__rollback as rollback,
__webpack_exports__rollout as rollout,
__webpack_exports__secretCheck as secretCheck,
__webpack_exports__smokeTest as smokeTest,
__webpack_exports__tick as tick
}
