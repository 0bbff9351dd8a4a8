export const id = 8747
export const ids = [8747]
export const modules = {
8747: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
sealLedger: () => sealLedger
})
var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4573)
var node_crypto__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7598)
var _kit_canonical_json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4443)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7463)
const SHORTEST_KEY = 32
const VERSION = 'sluice-line-1'
const digestOf = record =>
(0, node_crypto__WEBPACK_IMPORTED_MODULE_1__.createHash)('sha256')
.update((0, _kit_canonical_json_js__WEBPACK_IMPORTED_MODULE_3__.d)(record))
.digest('base64url')
const macOf = (key, place, record, text) =>
(0, node_crypto__WEBPACK_IMPORTED_MODULE_1__.createHmac)('sha256', key)
.update(JSON.stringify([VERSION, place, record.service, record.environment, digestOf(record), text]))
.digest()
const isGood = (keys, record, {text, proof}) => {
const given = node_buffer__WEBPACK_IMPORTED_MODULE_0__.Buffer.from(proof?.mac ?? '', 'base64url')
return keys.some(key => {
const wanted = macOf(key, proof?.place ?? '', record, text)
return given.length === wanted.length && (0, node_crypto__WEBPACK_IMPORTED_MODULE_1__.timingSafeEqual)(given, wanted)
})
}
const sealLedger = (ledger, keys) => {
if (keys.some(key => key.length < SHORTEST_KEY))
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL({
message: `a signing key has less than ${SHORTEST_KEY} characters`,
at: 'SLUICE_SIGNING_KEY',
fix: 'openssl rand -hex 32',
docs: 'security.md#signatures'
})
const [key] = keys
const records = new Map()
const judged = entry => {
records.set(entry.key, entry.record)
const events = entry.events.map(event => {
if (!event.proof) return event
return {...event, seal: isGood(keys, entry.record, event) ? 'good' : 'bad'}
})
return {...entry, events}
}
const read = async place => {
const entry = await ledger.read(place)
return entry && judged(entry)
}
const {together} = ledger
return {
...ledger,
read,
list: async (service, environment, ends) => {
const listing = await ledger.list(service, environment, ends && (seen => ends(seen.map(judged))))
return {...listing, entries: listing.entries.map(judged)}
},
create: async record => judged(await ledger.create(record)),
append: async (place, event) => {
const record = records.get(place) ?? (await read(place))?.record
const proof = record && macOf(key, place, record, event.text).toString('base64url')
await ledger.append(place, {...event, ...(proof !== undefined && {proof})})
},
...(together && {together: () => sealLedger(together(), keys)})
}
}
}
}
