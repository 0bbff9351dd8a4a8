export const id = 7994
export const ids = [7994]
export const modules = {
7994: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
readMigrations: () => readMigrations
})
var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455)
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7463)
var _kit_repository_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(975)
var _kit_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1299)
const MAX_FILES = 10_000
const MAX_FILE_BYTES = 5 * 1024 * 1024
const MAX_FOLDER_BYTES = 64 * 1024 * 1024
const FILE_NAME = /^([0-9]+)_(.*)\.sql$/
const readMigrations = async (root, folder) => {
const home = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(root)
const path = await folderPath(home, folder)
const names = (await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(path)).sort()
if (names.length > MAX_FILES) {
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL({at: folder, message: `the folder has more than ${MAX_FILES} entries`})
}
const read = await readEntries({home, path, folder}, names)
const migrations = read.migrations.sort((a, b) => (a.version < b.version ? -1 : 1))
const problems = [...read.problems, ...duplicates(folder, migrations), ...ambiguousOrder(folder, migrations)]
if (problems.length > 0) throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL(problems)
return {migrations, notes: [...read.notes, ...surprisingOrder(migrations)]}
}
const folderPath = async (home, folder) => {
const outside = {at: shown(folder), message: 'the migrations folder must lie inside the repository'}
const path = (0, node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(home, folder)
if ((0, node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(folder) || !(0, _kit_repository_file_js__WEBPACK_IMPORTED_MODULE_3__.U)(home, path)) throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL(outside)
const real = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(path).catch(() => undefined)
if (real === undefined || !(await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(real)).isDirectory()) {
const fix = 'create the folder, or name the right one under `migrations`'
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL({at: shown(folder), message: 'there is no such migrations folder', fix})
}
if (!(0, _kit_repository_file_js__WEBPACK_IMPORTED_MODULE_3__.U)(home, real)) throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL(outside)
return real
}
const readEntries = async (place, names) => {
const reading = {migrations: [], problems: [], notes: []}
let bytes = 0
for (const [index, file] of names.entries()) {
const at = `${place.folder}/${shown(file)}`
const outcome = await readEntry(place, file, index === 0)
if ('problem' in outcome) reading.problems.push({at, ...outcome.problem})
else if ('note' in outcome) reading.notes.push({file: shown(file), message: outcome.note})
else {
bytes += outcome.bytes
reading.migrations.push(outcome.migration)
}
if (bytes > MAX_FOLDER_BYTES) {
const message = `the files together have more than ${MAX_FOLDER_BYTES} bytes`
reading.problems.push({at: place.folder, message, fix: 'squash old migrations'})
break
}
}
return reading
}
const readEntry = async (place, file, first) => {
const entry = await openEntry(place, file)
if (entry === 'outside') return problem('is a link that leaves the repository', 'put the file itself into the folder')
if (entry === 'broken') return problem('is a link to nothing', 'put the file itself into the folder')
if (entry.stats.isDirectory()) return {note: 'a folder: left alone'}
const [, version, name] = FILE_NAME.exec(file) ?? []
if (version === undefined || name === undefined) return strangeName(file)
if (first && isDeprecatedInit(file)) return {note: 'left alone, as the Supabase CLI does with this old first file'}
if (!entry.stats.isFile()) return problem('is not a regular file', 'put a file into the folder')
if (file.includes('\ufffd')) return problem('has a name that is not UTF-8', 'rename the file')
if (entry.stats.size > MAX_FILE_BYTES) return problem(`has more than ${MAX_FILE_BYTES} bytes`, 'split the file')
const content = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(entry.real)
const text = textOf(content)
return 'text' in text ? {migration: {version, name, sql: text.text}, bytes: content.length} : text
}
const openEntry = async (place, file) => {
const path = (0, node_path__WEBPACK_IMPORTED_MODULE_1__.join)(place.path, file)
const own = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path)
if (!own.isSymbolicLink()) return {real: path, stats: own}
const real = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(path).catch(() => undefined)
if (real === undefined) return 'broken'
return (0, _kit_repository_file_js__WEBPACK_IMPORTED_MODULE_3__.U)(place.home, real) ? {real, stats: await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(real)} : 'outside'
}
const problem = (message, fix) => ({problem: {message, fix}})
const strangeName = file => (/\.sql$/i.test(file) ? problem('would never be applied: its name is not <version>_<name>.sql', 'rename it, for example 20260131120000_add_orders.sql, or move it out of the folder') : {note: 'not a migration: left alone'})
const isDeprecatedInit = file => {
const version = /([0-9]{14})_init\.sql/.exec(file)?.[1]
return version !== undefined && version < '20211209000000'
}
const textOf = content => {
const fix = 'save the file as UTF-8'
const mark = content.subarray(0, 2).toString('latin1')
if (mark === '\xff\xfe' || mark === '\xfe\xff') return problem('is UTF-16', fix)
if (content.includes(0)) return problem('holds NUL bytes', fix)
try {
return {text: new TextDecoder('utf-8', {fatal: true}).decode(content)}
} catch {
return problem('is not UTF-8', fix)
}
}
const duplicates = (folder, sorted) =>
sorted.flatMap((migration, index) => {
const previous = sorted[index - 1]
if (previous?.version !== migration.version) return []
const both = `${shown(previous.name)}.sql and ${shown(migration.name)}.sql`
const fix = 'give the newer one a later version'
return [{at: folder, message: `version ${migration.version} is used twice: ${both}`, fix}]
})
const ambiguousOrder = (folder, sorted) =>
sorted.flatMap(({version}, index) => {
const previous = sorted[index - 1]?.version
if (previous === undefined || previous === version || !version.startsWith(previous)) return []
const message = `versions ${previous} and ${version} have no clear order: one begins with the other`
return [{at: folder, message, fix: 'use versions of one length, such as 20260131120000'}]
})
const surprisingOrder = sorted =>
sorted.flatMap(({version, name}, index) => {
const previous = sorted[index - 1]?.version
if (previous === undefined || BigInt(previous) <= BigInt(version)) return []
const message = `comes after ${previous}: versions are compared as text, as the Supabase CLI does`
return [{file: shown(`${version}_${name}.sql`), message}]
})
const shown = name => (0, _kit_text_js__WEBPACK_IMPORTED_MODULE_4__.ml)((0, _kit_text_js__WEBPACK_IMPORTED_MODULE_4__.Fq)(name), 200)
}
}
