export const id = 144
export const ids = [144]
export const modules = {
	4237: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
		__webpack_require__.d(__webpack_exports__, {
			j$: () => commonInputs,
			IH: () => openService,
			Xg: () => readConfig,
		})
		var promises_ = __webpack_require__(1455)
		var external_node_path_ = __webpack_require__(6760)
		var external_node_crypto_ = __webpack_require__(7598)
		var errors = __webpack_require__(7463)
		var schemas = __webpack_require__(2857)
		var grammar = __webpack_require__(3355)
		const openFindings = () => {
			const all = []
			const notices = []
			const collection = {
				all,
				notices,
				add: (finding) => {
					const known = finding.message === 'missing' && all.some(({ path }) => pathText(path) === pathText(finding.path))
					if (!known) all.push(finding)
				},
				notice: (finding) => notices.push(finding),
				read: (schema, value, path, alsoKnown = []) => {
					const result = schema.safeParse(value, { error: explain })
					if (result.success) return result.data
					for (const issue of result.error.issues) for (const finding of translate(issue, value, path, alsoKnown)) collection.add(finding)
					return undefined
				},
			}
			return collection
		}
		const pathText = (path) =>
			path
				.map((part) => (typeof part === 'number' ? `[${part}]` : `.${showKey(part)}`))
				.join('')
				.replace(/^\./, '')
		const showKey = (key) => (/^[\w/-]{1,60}$/.test(key) ? key : (0, grammar.TL)(key))
		const KINDS = {
			string: 'text',
			number: 'a number',
			int: 'a whole number',
			boolean: 'true or false',
			object: 'a mapping',
			record: 'a mapping',
			array: 'a list',
		}
		const kindOf = (value) => {
			if (Array.isArray(value)) return 'a list'
			return KINDS[typeof value] ?? 'nothing'
		}
		const explain = (issue) => {
			switch (issue.code) {
				case 'invalid_type':
					if (issue.input === undefined) return `missing\n${expected(issue)}`
					if (issue.input === null) return `empty\n${expected(issue)}`
					return `must be ${KINDS[issue.expected] ?? issue.expected}, not ${kindOf(issue.input)}\n${expected(issue)}`
				case 'too_small':
					return bound('at least', issue.origin, Number(issue.minimum))
				case 'too_big':
					return bound('at most', issue.origin, Number(issue.maximum))
				case 'invalid_value': {
					const allowed = issue.values.map(String)
					if (issue.input === undefined) return `missing\n${allowed.join(' or ')}`
					const near = typeof issue.input === 'string' ? closest(issue.input, allowed) : null
					return `${(0, grammar.TL)(issue.input)} is not allowed\n${near ?? allowed.join(' or ')}`
				}
				case 'unrecognized_keys':
					return knownKeys(issue.inst).join(' ')
				default:
					return undefined
			}
		}
		const expected = ({ inst, expected: kind }) => {
			const title = inst instanceof schemas.aRx ? inst.meta()?.title : undefined
			return title ? `a ${title}` : (KINDS[kind] ?? kind)
		}
		const bound = (word, origin, limit) => {
			const side = word === 'at least' ? 'few' : 'many'
			if (origin === 'string') return `too ${side} characters\n${word} ${limit}`
			if (origin === 'array') return `too ${side} entries\n${word} ${limit}`
			return `out of range\n${word} ${limit}`
		}
		const knownKeys = (schema) => (schema instanceof schemas.bvH ? Object.keys(schema.shape) : [])
		const translate = (issue, value, base, alsoKnown) => {
			const path = [...base, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))]
			if (issue.code === 'unrecognized_keys') {
				const known = [...(issue.path.length === 0 ? alsoKnown : []), ...issue.message.split(' ').filter(Boolean)]
				return issue.keys.slice(0, 200).map((key) => unknownKey(path, key, known))
			}
			if (issue.code === 'invalid_union') {
				const here = issue.path.reduce((inner, key) => inner?.[key], value)
				return fitting(issue).flatMap((inner) => translate(inner, here, path, []))
			}
			const [message = '', fix] = issue.message.split('\n')
			const key = path.at(-1)
			if (message === 'missing' && typeof key === 'string') return [{ path, on: 'key', message, fix: `${key}: ${fix}` }]
			return [{ path, message, ...(fix ? { fix } : {}) }]
		}
		const fitting = (issue) => {
			const meant = issue.errors.find((issues) => !issues.some((inner) => inner.code === 'invalid_type' && inner.path.length === 0))
			return meant ?? issue.errors[0] ?? []
		}
		const unknownKey = (path, key, known) => {
			const near = closest(key, known)
			return {
				path: [...path, key],
				on: 'key',
				message: near ? `unknown key; did you mean ${near}?` : 'unknown key',
				...(near ? { fix: near } : known.length > 0 ? { fix: `one of ${known.join(', ')}` } : {}),
			}
		}
		const closest = (word, known) => {
			if (word.length > 60) return null
			const bare = (text) => text.toLowerCase().replace(/[-_ ]/g, '')
			const same = known.find((each) => bare(each) === bare(word))
			if (same) return same
			const ranked = known
				.map((each) => ({ each, distance: editDistance(word.toLowerCase(), each.toLowerCase()) }))
				.filter(({ each, distance }) => distance <= Math.max(1, Math.floor(each.length / 3)))
				.sort((left, right) => left.distance - right.distance)
			return ranked[0]?.each ?? null
		}
		const editDistance = (from, to) => {
			let older = []
			let last = Array.from({ length: to.length + 1 }, (_, index) => index)
			for (let row = 1; row <= from.length; row += 1) {
				const next = [row]
				for (let column = 1; column <= to.length; column += 1) {
					const cost = from[row - 1] === to[column - 1] ? 0 : 1
					const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
					next[column] = Math.min((last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + cost, swapped ? (older[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY)
				}
				older = last
				last = next
			}
			return last[to.length] ?? 0
		}
		var plan = __webpack_require__(4416)
		var core = __webpack_require__(8532)
		const written = ({ title, pattern, parse, check }) =>
			schemas
				.YjP({
					error: ({ input }) => (input === undefined || input === null ? undefined : told(parse(input))),
				})
				.meta({ title, pattern })
				.transform((text, context) => {
					const reading = parse(text)
					const wrong = reading.ok ? (check?.(reading.value) ?? null) : reading
					if (reading.ok && wrong === null) return reading.value
					if (wrong) context.issues.push({ code: 'custom', message: `${wrong.message}\n${wrong.fix}`, input: text })
					return core.tm
				})
		const told = (reading) => (reading.ok ? undefined : `${reading.message}\n${reading.fix}`)
		const within =
			({ min = 0, max = Number.POSITIVE_INFINITY }, format) =>
			(value) => {
				if (value < min) return { message: `${format(value)} is too short`, fix: `${format(min)} or more` }
				if (value > max) return { message: `${format(value)} is too long`, fix: `${format(max)} or less` }
				return null
			}
		const duration = (bounds = {}) =>
			written({
				title: 'duration',
				pattern: grammar.Cq,
				parse: grammar.E9,
				check: within(bounds, grammar.a3),
			})
		const latency = (bounds = {}) =>
			written({
				title: 'latency',
				pattern: grammar.cH,
				parse: grammar.Cb,
				check: within(bounds, grammar.YL),
			})
		const bytes = (bounds = {}) =>
			written({
				title: 'byte size',
				pattern: grammar.RQ,
				parse: grammar.z_,
				check: within(bounds, grammar.z3),
			})
		const percent = ({ above, max = 100 } = {}) =>
			written({
				title: 'percentage',
				pattern: grammar.FT,
				parse: (text) => (0, grammar.lo)(text, max),
				check: (value) => (above !== undefined && value <= above ? { message: `must be above ${above}%`, fix: `a percentage above ${above}%, such as 10%` } : null),
			})
		const schedule = () =>
			written({
				title: 'schedule',
				pattern: grammar.B2,
				parse: (text) => {
					const reading = (0, grammar.nP)(text)
					return reading.ok ? { ok: true, value: text } : reading
				},
			})
		const matching = (rule) =>
			schemas
				.YjP()
				.meta({ title: rule.title, pattern: rule.pattern })
				.refine((text) => new RegExp(rule.pattern, 'u').test(text), {
					error: ({ input }) => `${rule.hush ? 'this' : ((0, grammar.TL))(input)} is not ${rule.what}\n${rule.fix}`,
				})
		const COMPONENT_NAME = { pattern: '^[a-z][a-z0-9-]{0,14}$', most: 15 }
		const NAME = { pattern: '^[a-z][a-z0-9-]{0,30}$', most: 31 }
		const nameRule = (most) => `a name of at most ${most} characters: a-z, 0-9 and hyphens, a letter first`
		const fields_name = (rule = NAME) => matching({ title: 'name', pattern: rule.pattern, what: 'a name', fix: nameRule(rule.most) })
		const secretName = () =>
			matching({
				title: 'secret name',
				pattern: '^(?!GITHUB_)[A-Z_][A-Z0-9_]{0,99}$',
				what: 'the name of a secret',
				fix: 'its name on GitHub, such as DATABASE_URL: A-Z, 0-9 and _, not beginning with GITHUB_',
				hush: true,
			})
		const POINTER_PATTERN = '^(/([^~/]|~[01])*)+$'
		const pointer = () =>
			matching({
				title: 'JSON pointer',
				pattern: POINTER_PATTERN,
				what: 'a JSON pointer',
				fix: 'a pointer such as /build/revision',
			})
		const HEADER_PATTERN = "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$"
		const headerName = () =>
			matching({
				title: 'header name',
				pattern: HEADER_PATTERN,
				what: 'a header name',
				fix: 'a name such as x-revision',
			}).transform((text) => text.toLowerCase())
		const sentence = (most = 300) => schemas.YjP().min(1).max(most)
		const entriesOf = (raw, path, rule, findings) => {
			if (raw === undefined) {
				if (rule.required) findings.add({ path, on: 'key', message: 'missing', fix: `at least one ${rule.what}` })
				return []
			}
			if (!isMapping(raw)) {
				findings.add({
					path,
					message: raw === null ? 'empty' : 'must be a mapping of names',
					fix: `one key for each ${rule.what}`,
				})
				return []
			}
			const entries = Object.entries(raw).map(([name, value]) => ({ name, value, path: [...path, name] }))
			if (rule.required && entries.length === 0) findings.add({ path, message: 'empty', fix: `at least one ${rule.what}` })
			if (entries.length > rule.limit)
				findings.add({
					path,
					on: 'key',
					message: `more than ${rule.limit} entries`,
					fix: `at most ${rule.limit}`,
				})
			const legal = new RegExp(rule.pattern, 'u')
			for (const { name, path: at } of entries)
				if (!legal.test(name))
					findings.add({
						path: at,
						on: 'key',
						message: `not a name for a ${rule.what}`,
						fix: nameRule(rule.most),
					})
			return entries.slice(0, rule.limit)
		}
		const isMapping = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
		const readOptions = (definition, { value, shape, path }, { findings, needs }) => {
			const shared = definition.options instanceof schemas.bvH ? definition.options.shape : {}
			const entries = isMapping(value) ? Object.entries(value) : []
			const own = entries.filter(([key]) => !Object.hasOwn(shape, key) || Object.hasOwn(shared, key))
			const found = openFindings()
			const options = found.read(definition.options, Object.fromEntries(own), path, Object.keys(shape))
			const told = new Set(findings.all.map((finding) => pathText(finding.path)))
			for (const finding of found.all) if (!told.has(pathText(finding.path))) findings.add(finding)
			if (options !== undefined) needs.push(...(definition.secrets?.(options) ?? []).map((name) => ({ name, path })))
			return options
		}
		const ownKeys = (value, shape) => (isMapping(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => Object.hasOwn(shape, key))) : value)
		const definitionOf = async (registry, type, path, what, findings) => {
			if (typeof type !== 'string') return undefined
			const load = Object.hasOwn(registry, type) ? registry[type] : undefined
			if (load) return load()
			findings.add(unknownName(path, what, Object.keys(registry), type))
			return undefined
		}
		const unknownName = (path, what, known, name) => {
			const near = closest(name, known)
			return {
				path,
				message: near ? `no such ${what}; did you mean ${near}?` : `no such ${what}`,
				fix: near ?? (known.length > 0 ? `one of ${known.join(', ')}` : `a ${what} first`),
			}
		}
		const componentSchema = schemas.rej({
			platform: schemas.YjP().max(40).describe('Where it runs. The platform adds keys of its own.'),
			exposure: schemas.k5n(['split', 'full']).default('split').describe('`split` follows the weights of the steps. `full` is deployed whole at the deploy gate: both releases must be able to live with it.'),
		})
		const MAX_COMPONENTS = 20
		const readComponents = async (raw, platforms, notes) => {
			const { findings } = notes
			const rule = { what: 'component', ...COMPONENT_NAME, limit: MAX_COMPONENTS, required: true }
			const shape = componentSchema.shape
			const components = []
			const histories = new Map()
			for (const { name, value, path } of entriesOf(raw, ['components'], rule, findings)) {
				const base = findings.read(componentSchema, ownKeys(value, shape), path)
				const type = isMapping(value) ? value.platform : undefined
				const definition = await definitionOf(platforms, type, [...path, 'platform'], 'platform', findings)
				const options = definition && readOptions(definition, { value, shape, path }, notes)
				if (definition?.source) histories.set(definition.type, definition.source)
				components.push({
					name,
					platform: definition?.type ?? '',
					exposure: base?.exposure ?? 'split',
					options,
					capabilities: (base && definition?.capabilities) ?? null,
				})
			}
			return { components, histories }
		}
		const componentOf = (named, path, components, findings, key = 'of') => {
			const names = components.map(({ name }) => name)
			if (named === undefined) {
				if (components.length > 1) findings.add({ path: [...path, key], on: 'key', message: 'missing', fix: `one of ${names.join(', ')}` })
				return components.length === 1 ? components[0] : undefined
			}
			const found = components.find(({ name }) => name === named)
			if (!found && typeof named === 'string') findings.add(unknownName([...path, key], 'component', names, named))
			return found
		}
		const PLATFORM_SOURCE = 'platform'
		const USUAL_MIN_SLICE = 60_000
		const MAX_SOURCES = 20
		const sourceSchema = schemas.rej({
			type: schemas.YjP().max(40).describe('Kind of source. It adds keys of its own.'),
		})
		const readSources = async (raw, registry, notes) => {
			const { findings } = notes
			const rule = { what: 'source', ...NAME, limit: MAX_SOURCES, required: false }
			const known = new Map()
			for (const entry of entriesOf(raw, ['sources'], rule, findings)) {
				if (entry.name === PLATFORM_SOURCE)
					findings.add({
						path: entry.path,
						on: 'key',
						message: 'this name stands for the platform itself',
						fix: 'another name',
					})
				else known.set(entry.name, await readSource(entry, registry, notes))
			}
			return known
		}
		const readSource = async ({ name, value, path }, registry, notes) => {
			const { findings } = notes
			const shape = sourceSchema.shape
			const base = findings.read(sourceSchema, ownKeys(value, shape), path)
			const definition = await definitionOf(registry, base?.type, [...path, 'type'], 'source type', findings)
			if (!definition) return null
			return {
				definition,
				source: toSource(name, definition, readOptions(definition, { value, shape, path }, notes)),
			}
		}
		const toSource = (name, { type, abilities }, options) => ({
			name,
			type,
			options,
			minSlice: abilities?.minSlice ?? USUAL_MIN_SLICE,
			lookBack: abilities?.lookBack !== undefined && Number.isFinite(abilities.lookBack) ? abilities.lookBack : null,
		})
		const MAX_METRICS = 30
		const amount = () => schemas.aig().min(0).max(1_000_000_000)
		const unitName = () => matching({ title: 'unit', pattern: '^[a-z][a-z -]{0,30}$', what: 'a unit', fix: 'a word such as user' })
		const breakerSchema = schemas.rej({
			max: percent({ above: 0 }).prefault('50%').describe('Share of bad units in one slice.'),
			min: schemas.Whr().min(1).max(1_000_000).default(50).describe('Fewest units of the new release a slice needs.'),
		})
		const comparisonSchema = schemas.rej({
			relative: percent({ max: 1000 }).optional().describe('Tolerated relative excess: `50%` is half as many again. Exact for rare failures only.'),
			points: schemas.aig().min(0).max(100).optional().describe('Tolerated excess in percentage points: `0.5` is half a point.'),
		})
		const metricSchema = schemas.rej({
			source: schemas.YjP().default(PLATFORM_SOURCE).describe('Name of an entry of `sources`, or `platform`: the own history of the component’s platform.'),
			of: schemas.YjP().optional().describe('Component whose releases are compared. Default: the only one.'),
			'slower-than': latency().optional().describe('A unit is bad when it took longer.'),
			max: schemas.KCZ([percent(), amount()]).optional().describe('Tolerated share of bad units, such as `1%`. `0` means none at all. A plain number is an amount and needs `per`.'),
			min: percent({ above: 0 }).optional().describe('Least share of good units, such as `98%`; the same as `max: 2%`.'),
			per: unitName().optional().describe('Makes `max` an amount per unit, such as cost per `user`.'),
			'vs-baseline': comparisonSchema.optional().describe('Tolerated excess over the old release in the same slice.'),
			abort: schemas
				.KCZ([percent({ above: 0 }), breakerSchema])
				.optional()
				.describe('Circuit breaker: one slice this bad, and twice as bad as the old release, ends the rollout at once. `50%` is short for `{ max: 50%, min: 50 }`.'),
			weight: schemas.aig().min(0.01).max(100).default(1).describe('Share of each of its tests in the judgement, before normalising.'),
		})
		const readMetrics = (raw, context, findings) => {
			const rule = { what: 'metric', ...NAME, limit: MAX_METRICS, required: false }
			const used = new Map()
			const metrics = []
			for (const { name, value, path } of entriesOf(raw, ['metrics'], rule, findings)) {
				const base = findings.read(metricSchema, ownKeys(value, metricSchema.shape), path)
				if (name.endsWith('-vs-baseline'))
					findings.add({
						path,
						on: 'key',
						message: 'names ending in -vs-baseline are taken by comparisons',
						fix: 'another name',
					})
				if (!isMapping(value)) continue
				checkKeys(value, path, findings)
				const component = componentOf(value.of, path, context.components, findings)
				checkComparison(value, component, path, findings)
				const found = sourceOf(value.source, component, path, context, findings)
				const definition = { options: found?.definition.metric ?? schemas.rej({}) }
				const place = { value, shape: metricSchema.shape, path }
				const options = found && readOptions(definition, place, { findings, needs: [] })
				if (found) used.set(found.source.name, found.source)
				if (base) metrics.push(toMetric(name, base, component?.name ?? '', found?.source.name ?? '', options))
			}
			return { metrics, sources: [...used.values()] }
		}
		const sourceOf = (named, component, path, { sources, histories }, findings) => {
			const name = named === undefined ? PLATFORM_SOURCE : named
			if (typeof name !== 'string') return undefined
			if (name !== PLATFORM_SOURCE) {
				const known = sources.get(name)
				if (known === undefined) findings.add(unknownName([...path, 'source'], 'source', [PLATFORM_SOURCE, ...sources.keys()], name))
				return known ?? undefined
			}
			if (!component?.platform) return undefined
			const definition = histories.get(component.platform)
			if (definition) return { definition, source: toSource(`${PLATFORM_SOURCE}:${component.platform}`, definition, {}) }
			findings.add({
				path: named === undefined ? path : [...path, 'source'],
				on: named === undefined ? 'key' : 'value',
				message: `${component.platform} keeps no history of its own`,
				fix: 'source: followed by the name of an entry of sources',
			})
			return undefined
		}
		const checkComparison = (metric, component, path, findings) => {
			if (component?.exposure !== 'full' || metric['vs-baseline'] === undefined) return
			findings.add({
				path: [...path, 'vs-baseline'],
				on: 'key',
				message: `${component.name} is deployed whole, so no old release runs beside the new one`,
				fix: 'max or min alone',
			})
		}
		const checkKeys = (metric, path, findings) => {
			const has = (key) => metric[key] !== undefined && metric[key] !== null
			const comparison = metric['vs-baseline']
			if (has('max') && has('min'))
				findings.add({
					path: [...path, 'min'],
					on: 'key',
					message: 'max and min are two ways to say one thing',
					fix: 'one of the two',
				})
			if (!['max', 'min', 'vs-baseline', 'abort'].some((key) => metric[key] !== undefined))
				findings.add({
					path,
					on: 'key',
					message: 'nothing is tolerated or refused by it',
					fix: 'max, min, vs-baseline or abort',
				})
			if (typeof metric.max === 'number' && metric.max !== 0 && !has('per'))
				findings.add({
					path: [...path, 'max'],
					message: `${metric.max} could be a share or an amount`,
					fix: `${metric.max}% for a share, or per: with a unit for an amount`,
				})
			if (has('per') && (typeof metric.max !== 'number' || metric.max === 0))
				findings.add({
					path: [...path, 'per'],
					on: 'key',
					message: 'an amount per unit needs max as a number above 0',
					fix: 'max: 15',
				})
			for (const key of ['vs-baseline', 'abort', 'slower-than', 'min']) if (has('per') && has(key)) findings.add({ path: [...path, key], on: 'key', message: 'does not go with per', fix: 'max alone' })
			if (isMapping(comparison) && comparison.relative === undefined && comparison.points === undefined)
				findings.add({
					path: [...path, 'vs-baseline'],
					on: 'key',
					message: 'says no tolerance',
					fix: '{ relative: 50%, points: 0.5 }',
				})
		}
		const toMetric = (name, read, of, source, options) => ({
			name,
			source,
			of,
			slowerThan: read['slower-than'] ?? null,
			per: read.per ?? null,
			max: limitOf(read),
			vsBaseline: toComparison(read['vs-baseline']),
			breaker: toBreaker(read.abort),
			weight: read.weight,
			options,
		})
		const limitOf = ({ max, min, per }) => {
			if (max !== undefined) return per === undefined ? fraction(max) : max
			return min === undefined ? null : fraction(100 - min)
		}
		const fraction = (percents) => Number((percents / 100).toFixed(9))
		const toComparison = (read) =>
			read
				? {
						...(read.relative === undefined ? {} : { relative: fraction(read.relative) }),
						...(read.points === undefined ? {} : { points: fraction(read.points) }),
					}
				: null
		const toBreaker = (read) => {
			if (read === undefined) return null
			return typeof read === 'number' ? { max: fraction(read), min: 50 } : { max: fraction(read.max), min: read.min }
		}
		const MINUTE = 60_000
		const DAY = 24 * 60 * MINUTE
		const LONGEST_ROLLOUT = 60 * DAY
		const PRODUCTION_LIKE = ['production', 'beta']
		const stepSchema = schemas.rej({
			weight: percent({ above: 0 }).describe('Share of traffic for the new release. Weights rise strictly; the last is `100%`.'),
			bake: duration().describe('Least time at this step.'),
			at: schedule().optional().describe('The step begins no earlier than this time of the day or week.'),
			approval: schemas.zMY().default(false).describe('A person must approve before the step begins.'),
		})
		const environmentSchema = schemas.rej({
			steps: schemas.YOg(stepSchema).min(1).max(plan.r).describe('The way from 0 to 100 %.'),
			watch: duration({ max: 14 * MINUTE })
				.prefault('10m')
				.describe('After each step begins, the same job keeps looking for this long. At most 14m.'),
			deadline: duration({ min: 1_000, max: LONGEST_ROLLOUT }).optional().describe('The rollout must be promoted within this time, waiting for people not counted. Default: twice the time that all steps take, plus 1d, plus the wait for the first `at`; at most 60d.'),
			'max-hold': duration({ min: 1_000 }).prefault('24h').describe('How long a suspicious release may be held before a person is called.'),
			'max-blind': duration({ min: 1_000 }).prefault('2h').describe('How long a rollout may go without usable data before a person is called.'),
			slice: duration({ min: 1_000, max: DAY }).optional().describe('Length of the slices of time that are judged one by one. Default 5m, or 15m when the plan takes more than 2d. Shorter than 1m only where every source can cut it.'),
			'warm-up': schemas.Whr().min(0).max(100).default(1).describe('Slices dropped at the start of each step, while caches are cold.'),
			'false-rollback': percent({ above: 0, max: 50 }).prefault('5%').describe('Largest chance that a release within its limits is ever rolled back by evidence.'),
			'in-flight': schemas.k5n(['queue', 'supersede', 'refuse']).default('queue').describe('What happens to a release that arrives while another is on its way.'),
			'production-like': schemas.zMY().optional().describe('Whether it serves real users. Default: `true` for `production` and `beta`.'),
			'hold-after-rollback': schemas.zMY().optional().describe('Whether a rollback leaves a hold that a person must release. Default: as `production-like`.'),
			'live-smoke': schemas.zMY().default(true).describe('Whether the live release must pass the smoke checks on the new schema before the new one is deployed.'),
			metrics: schemas
				.YOg(schemas.YjP().meta({ pattern: NAME.pattern }))
				.max(30)
				.optional()
				.describe('Metrics that judge here. Default: all.'),
		})
		const MAX_ENVIRONMENTS = 10
		const frameSchema = environmentSchema.extend({
			steps: schemas.YOg(schemas.L5J(), { error: listOfSteps }).min(1).max(plan.r),
		})
		function listOfSteps({ code, input }) {
			const written = code === 'invalid_type' && input !== undefined && input !== null
			return written ? 'must be a list of steps\n- { weight: 10%, bake: 30m }' : undefined
		}
		const readEnvironments = (raw, metricNames, findings) => {
			const rule = { what: 'environment', ...NAME, limit: MAX_ENVIRONMENTS, required: true }
			return entriesOf(raw, ['environments'], rule, findings).flatMap((entry) => {
				const frame = findings.read(frameSchema, entry.value, entry.path)
				const steps = readSteps(entry, findings)
				const named = isMapping(entry.value) && Array.isArray(entry.value.metrics) ? entry.value.metrics.slice(0, 30) : []
				for (const [index, metric] of named.entries()) if (typeof metric === 'string' && !metricNames.includes(metric)) findings.add(unknownName([...entry.path, 'metrics', index], 'metric', metricNames, metric))
				return frame ? [toEnvironment(entry.name, frame, steps, metricNames)] : []
			})
		}
		const readSteps = ({ value, path }, findings) => {
			const raw = isMapping(value) && Array.isArray(value.steps) ? value.steps : []
			if (raw.length === 0 || raw.length > plan.r) return []
			const at = [...path, 'steps']
			const read = raw.map((step, index) => findings.read(stepSchema, step, [...at, index]))
			const weights = raw.map((step, index) => read[index]?.weight ?? weightOf(step))
			checkOrder(weights, at, findings)
			const steps = read.flatMap((step) => (step ? [toStep(step)] : []))
			const last = steps.at(-1)
			if (steps.length < raw.length || !last || last.weight === 100) return steps
			if (raw.length === plan.r) {
				findings.add({
					path: [...at, raw.length - 1],
					message: 'the last step is not 100%, and there is no room for another',
					fix: 'weight: 100%',
				})
				return steps
			}
			findings.notice({
				path: at,
				on: 'key',
				message: `a step to 100% was added; it bakes as long as the one before`,
				fix: '- { weight: 100%, bake: ... } to choose yourself',
			})
			return [...steps, { weight: 100, bake: last.bake }]
		}
		const weightOf = (step) => {
			const weight = isMapping(step) ? stepSchema.shape.weight.safeParse(step.weight) : undefined
			return weight?.success ? weight.data : undefined
		}
		const checkOrder = (weights, path, findings) => {
			let highest = 0
			for (const [index, weight] of weights.entries()) {
				if (weight === undefined) continue
				if (weight <= highest)
					findings.add({
						path: [...path, index, 'weight'],
						message: highest === 100 ? 'no step can follow 100%' : `${weight}% is not above the ${highest}% of an earlier step`,
						fix: highest === 100 ? 'the steps in rising order, 100% last' : `a weight above ${highest}%`,
					})
				else highest = weight
			}
		}
		const toStep = ({ weight, bake, at, approval }) => ({
			weight,
			bake,
			...(at === undefined ? {} : { at }),
			...(approval ? { approval } : {}),
		})
		const toEnvironment = (name, frame, steps, metricNames) => {
			const productionLike = frame['production-like'] ?? PRODUCTION_LIKE.includes(name)
			const wanted = frame.metrics
			return {
				name,
				productionLike,
				steps,
				watch: frame.watch,
				deadline: frame.deadline ?? null,
				maxHold: frame['max-hold'],
				maxBlind: frame['max-blind'],
				slice: frame.slice ?? null,
				warmUp: frame['warm-up'],
				falseRollback: fraction(frame['false-rollback']),
				inFlight: frame['in-flight'],
				holdAfterRollback: frame['hold-after-rollback'] ?? productionLike,
				liveSmoke: frame['live-smoke'],
				metrics: wanted ? metricNames.filter((each) => wanted.includes(each)) : metricNames,
			}
		}
		const timing_DAY = 86_400_000
		const WEEK = 7 * timing_DAY
		const REFERENCE = 0
		const dwells = (steps) => {
			const first = steps[0] && scheduleOf(steps[0])
			let entered = first ? (0, grammar.Zk)(first, REFERENCE) : REFERENCE
			let fixed = first ? period(first) : 0
			return steps.map(({ bake }, index) => {
				const next = steps[index + 1]
				const schedule = next && scheduleOf(next)
				const baked = entered + bake
				if (!schedule) {
					entered = baked
					return bake
				}
				const opened = (0, grammar.Zk)(schedule, baked - 1)
				const dwell = fixed >= period(schedule) ? opened - entered : bake + period(schedule)
				fixed = Math.max(fixed, period(schedule))
				entered = opened
				return dwell
			})
		}
		const firstWait = (steps) => {
			const schedule = steps[0] && scheduleOf(steps[0])
			return schedule ? period(schedule) : 0
		}
		const period = ({ weekday }) => (weekday === null ? timing_DAY : WEEK)
		const scheduleOf = ({ at }) => {
			const reading = at === undefined ? null : (0, grammar.nP)(at)
			return reading?.ok ? reading.value : null
		}
		const resolve_MINUTE = 60_000
		const resolve_DAY = 24 * 60 * resolve_MINUTE
		const LONG_PLAN = 2 * resolve_DAY
		const resolvePlan = (config, environment) => {
			const found = environmentOf(config, environment)
			const plan = planOf(found)
			const metrics = config.metrics.filter(({ name }) => found.metrics.includes(name))
			const sources = config.sources.filter(({ name }) => metrics.some(({ source }) => source === name))
			return {
				plan,
				planHash: planHash(plan),
				judgement: judgementOf(found, metrics, sources),
				metrics,
				sources,
				inFlight: found.inFlight,
				liveSmoke: found.liveSmoke,
				productionLike: found.productionLike,
			}
		}
		const environmentOf = (config, environment) => {
			const found = config.environments.find(({ name }) => name === environment)
			if (found) return found
			const names = config.environments.map(({ name }) => name)
			throw new errors.xL({
				message: `${config.service} has no environment of that name`,
				at: 'environment',
				fix: closest(environment, names) ?? `one of ${names.join(', ')}`,
				docs: 'configuration.md#environments',
			})
		}
		const planOf = (environment) => {
			const { steps, watch, deadline, maxHold, maxBlind, holdAfterRollback } = environment
			const usual = 2 * sum(dwells(steps)) + resolve_DAY + firstWait(steps)
			return {
				steps,
				watch,
				deadline: deadline ?? Math.min(usual, LONGEST_ROLLOUT),
				maxHold,
				maxBlind,
				holdAfterRollback,
			}
		}
		const planLengthOf = ({ steps, watch }) => sum(dwells(steps)) + steps.length * watch
		const sliceOf = (environment, sources) => {
			if (environment.slice !== null) return environment.slice
			const usual = planLengthOf(environment) > LONG_PLAN ? 15 * resolve_MINUTE : 5 * resolve_MINUTE
			return Math.max(usual, ...sources.map(({ minSlice }) => minSlice))
		}
		const judgementOf = (environment, metrics, sources) => ({
			slice: sliceOf(environment, sources),
			planLength: planLengthOf(environment),
			alpha: environment.falseRollback,
			hold: 3,
			warmup: environment.warmUp,
			tests: metrics.flatMap(testsOf),
			breakers: metrics.flatMap(breakersOf),
		})
		const testsOf = ({ name, max, vsBaseline, weight }) => [...(max === null ? [] : [{ name, metric: name, max, weight }]), ...(vsBaseline === null ? [] : [{ name: `${name}-vs-baseline`, metric: name, ...vsBaseline, weight }])]
		const breakersOf = ({ name, breaker }) => (breaker ? [{ metric: name, ...breaker }] : [])
		const planHash = (plan) => (0, external_node_crypto_.createHash)('sha256').update(canonical(plan)).digest('hex')
		const canonical = (value) => {
			if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
			if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
			const entries = Object.entries(value)
				.filter(([, inner]) => inner !== undefined)
				.sort(([left], [right]) => (left < right ? -1 : 1))
			return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
		}
		const sum = (values) => values.reduce((total, value) => total + value, 0)
		const plan_checks_DAY = 86_400_000
		const checkEnvironment = (config, environment, findings) => {
			const path = ['environments', environment.name]
			const metrics = config.metrics.filter(({ name }) => environment.metrics.includes(name))
			const sources = config.sources.filter(({ name }) => metrics.some(({ source }) => source === name))
			checkTime(environment, path, findings)
			checkSlice(environment, sources, path, findings)
			for (const finding of checkCapabilities(config.components, environment)) findings.add(finding)
			const { steps } = environment
			if (steps.length > 1 && (steps[0]?.weight ?? 0) > 50)
				findings.notice({
					path: [...path, 'steps', 0, 'weight'],
					message: 'a first step above 50% harms most users before anything is seen',
					fix: '5% to 10%',
				})
			if (steps.length > 1 && metrics.length === 0)
				findings.notice({
					path,
					on: 'key',
					message: 'no metric judges here: time and people alone decide',
					fix: 'metrics',
				})
			if (metrics.length > 0 && metrics.every(({ breaker }) => breaker === null))
				findings.notice({
					path,
					on: 'key',
					message: 'no metric has a circuit breaker, so a release that fails every request is watched for several slices',
					fix: 'abort: 50%',
				})
		}
		const checkTime = (environment, path, findings) => {
			const taken = dwells(environment.steps).reduce((total, value) => total + value, 0)
			const { deadline } = planOf(environment)
			if (taken > LONGEST_ROLLOUT)
				findings.add({
					path: [...path, 'steps'],
					on: 'key',
					message: `the steps take ${(0, grammar.a3)(taken)}`,
					fix: 'at most 60d in all',
				})
			else if (deadline < taken)
				findings.add({
					path: [...path, 'deadline'],
					message: `${(0, grammar.a3)(deadline)} is less than the ${(0, grammar.a3)(taken)} that the steps take`,
					fix: (0, grammar.a3)(Math.min(2 * taken + plan_checks_DAY, LONGEST_ROLLOUT)),
				})
		}
		const checkSlice = (environment, sources, path, findings) => {
			const slice = sliceOf(environment, sources)
			const at = environment.slice === null ? { path, on: 'key' } : { path: [...path, 'slice'] }
			for (const { type, minSlice, lookBack } of sources) {
				if (slice < minSlice)
					findings.add({
						...at,
						message: `${type} cannot cut slices of ${(0, grammar.a3)(slice)}`,
						fix: `${(0, grammar.a3)(minSlice)} or more`,
					})
				if (lookBack !== null && planLengthOf(environment) > lookBack)
					findings.add({
						path: [...path, 'steps'],
						on: 'key',
						message: `the plan takes ${(0, grammar.a3)(planLengthOf(environment))}, but ${type} looks back ${(0, grammar.a3)(lookBack)} only`,
						fix: 'shorter bakes, or a source that keeps its history longer',
					})
			}
			const blind = environment.steps.findIndex(({ bake }) => bake < slice * (1 + environment.warmUp))
			if (sources.length > 0 && blind >= 0)
				findings.notice({
					path: [...path, 'steps', blind, 'bake'],
					message: `shorter than warm-up and one slice (${(0, grammar.a3)(slice * (1 + environment.warmUp))}), so nothing is judged at this step`,
					fix: 'a longer bake or a shorter slice',
				})
		}
		const ALTERNATIVES = {
			none: 'cannot divide traffic',
			stages: 'divides traffic in stages of its own only',
			units: 'divides by whole machines or apps only',
		}
		const checkCapabilities = (components, environment) => {
			const partial = environment.steps.findIndex(({ weight }) => weight < 100)
			const weight = environment.steps[partial]?.weight
			if (weight === undefined) return []
			const docs = 'configuration.md#components'
			if (components.length > 0 && components.every(({ exposure }) => exposure === 'full'))
				return [
					{
						path: ['environments', environment.name, 'steps', partial, 'weight'],
						message: `every component is deployed whole, so nobody would see a step of ${(0, grammar.l9)(weight)}`,
						fix: 'one step to 100%, or a component with exposure: split',
						docs,
					},
				]
			return components.flatMap(({ name, platform, exposure, capabilities }) => {
				const split = capabilities?.split ?? 'percent'
				if (exposure === 'full' || split === 'percent') return []
				return [
					{
						path: ['components', name, 'exposure'],
						message: `${platform} ${ALTERNATIVES[split]} and cannot honour the step of ${(0, grammar.l9)(weight)} in ${environment.name}`,
						fix: 'exposure: full, which deploys it whole at the deploy gate and takes it along on the way back',
						docs,
					},
				]
			})
		}
		const SLOW_PATTERN = /\)[*+?{]|\\[1-9k]|\(\?(?!:)/
		const pattern = () =>
			schemas
				.YjP()
				.min(1)
				.max(200)
				.meta({ title: 'regular expression', format: 'regex' })
				.refine(compiles, {
					error: 'not a regular expression\na JavaScript pattern such as sk_live_[A-Za-z0-9]{24}',
				})
				.refine((text) => !SLOW_PATTERN.test(text), {
					error: 'repeated groups, back references and look-around are not allowed\na plain pattern such as sk_live_[A-Za-z0-9]{24}',
				})
		const compiles = (text) => {
			try {
				new RegExp(`^(?:${text})$`, 'u')
				return true
			} catch {
				return false
			}
		}
		const secretSchema = schemas.rej({
			name: secretName().describe('Its name on GitHub.'),
			description: sentence().optional().describe('What it is for.'),
			format: schemas.k5n(['text', 'url', 'json', 'jwt', 'pem']).default('text').describe('What the value is; one that does not parse is found before anything is changed.'),
			pattern: pattern().optional().describe('Regular expression that the whole value must match.'),
			from: sentence().optional().describe('Where a person gets a value: a sentence or an address.'),
			environments: schemas
				.YOg(schemas.YjP().meta({ pattern: NAME.pattern }))
				.min(1)
				.max(20)
				.optional()
				.describe('Environments that need it. Default: all.'),
		})
		const MAX_SECRETS = 100
		const secretsSchema = schemas.YOg(schemas.KCZ([secretName(), secretSchema])).max(MAX_SECRETS)
		const readSecrets = (raw, findings) => {
			if (raw === undefined) return []
			if (!Array.isArray(raw) || raw.length > MAX_SECRETS) {
				findings.read(secretsSchema, raw, ['secrets'])
				return []
			}
			const secrets = raw.flatMap((entry, index) => readSecret(entry, ['secrets', index], findings))
			for (const [index, { name }] of secrets.entries())
				if (secrets.findIndex((other) => other.name === name) < index)
					findings.add({
						path: ['secrets'],
						on: 'key',
						message: `${name} is listed twice`,
						fix: 'each secret once',
					})
			return secrets
		}
		const readSecret = (entry, path, findings) => {
			const read = findings.read(secretsSchema.element, entry, path)
			if (read === undefined) return []
			const { name, description, format, pattern: form, from, environments } = typeof read === 'string' ? plain(read) : read
			return [
				{
					name,
					description: description ?? null,
					format,
					pattern: form ?? null,
					from: from ?? null,
					environments: environments ?? null,
				},
			]
		}
		const plain = (name) => ({ name, format: 'text' })
		const statusCode = () => schemas.Whr().min(100).max(599)
		const printable = () =>
			schemas
				.YjP()
				.max(2000)
				.refine((text) => /^[\x20-\x7e]*$/.test(text) && text.trim() === text, {
					error: 'header values are printable ASCII without spaces at the ends\na value such as application/json',
				})
		const jsonValue = () => schemas.L5J().transform((value) => value)
		const expectSchema = schemas.rej({
			status: schemas
				.KCZ([statusCode(), schemas.YOg(statusCode()).min(1).max(20)])
				.default(200)
				.describe('Status of the answer, or a list of allowed ones.'),
			json: schemas
				.g1P(schemas.YjP().meta({ pattern: POINTER_PATTERN }), jsonValue())
				.optional()
				.describe('JSON pointers and the values that must stand there.'),
			header: schemas
				.g1P(schemas.YjP().meta({ pattern: HEADER_PATTERN }), printable())
				.optional()
				.describe('Headers of the answer and their values.'),
			contains: schemas.YjP().min(1).max(1000).optional().describe('Text that the body must hold.'),
		})
		const smokeSchema = schemas.rej({
			name: fields_name().describe('Unique name of the check.'),
			component: schemas.YjP().optional().describe('Component that is asked. Default: the only one.'),
			method: schemas.k5n(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']).default('GET').describe('Method of the request.'),
			path: matching({
				title: 'path',
				pattern: '^/(?!/)[!-"$-\\[\\]-~]{0,1023}$',
				what: 'a path',
				fix: 'a path such as /healthz or /api/items?limit=1, encoded, without #',
			}).describe('Path and query.'),
			headers: schemas
				.g1P(schemas.YjP().meta({ pattern: HEADER_PATTERN }), printable())
				.optional()
				.describe('Headers of the request. `{secret:NAME}` stands for a secret listed under `secrets`.'),
			body: jsonValue().optional().describe('Body of the request: text is sent as it is, anything else as JSON.'),
			expect: expectSchema.prefault({}).describe('What the answer must be.'),
			version: schemas
				.KCZ([schemas.rej({ json: pointer().describe('In the body, at this JSON pointer.') }), schemas.rej({ header: headerName().describe('In this header.') })])
				.optional()
				.describe('Where the answer names its revision, which must be the one under test: `{ json: /revision }` or `{ header: x-revision }`.'),
			within: latency().optional().describe('Longest time for one answer.'),
			'warm-up': schemas.Whr().min(0).max(100).default(0).describe('Requests sent first, whose answers do not count.'),
			passes: schemas.Whr().min(1).max(100).default(1).describe('Passes in a row that are needed.'),
			interval: duration({ min: 1_000, max: 600_000 }).prefault('1s').describe('Time between two requests.'),
			deadline: duration({ min: 1_000, max: 3_600_000 }).prefault('2m').describe('Time after which the check has failed.'),
			'max-body': bytes({ min: 1, max: 16 * 1024 ** 2 })
				.prefault('1MiB')
				.describe('Largest body that is read.'),
		})
		const MAX_CHECKS = 30
		const smokeListSchema = schemas.YOg(smokeSchema).max(MAX_CHECKS)
		const readSmoke = (raw, components, findings) => {
			if (raw === undefined) return []
			if (!Array.isArray(raw) || raw.length > MAX_CHECKS) {
				findings.read(smokeListSchema, raw, ['smoke'])
				return []
			}
			return raw.flatMap((entry, index) => {
				const path = ['smoke', index]
				const read = findings.read(smokeSchema, entry, path)
				smoke_checkKeys(entry, path, findings)
				const component = isMapping(entry) ? componentOf(entry.component, path, components, findings, 'component') : undefined
				return read ? [toCheck(read, component?.name ?? '')] : []
			})
		}
		const smoke_checkKeys = (entry, path, findings) => {
			if (!isMapping(entry)) return
			if (entry.body !== undefined && ['GET', 'HEAD', undefined].includes(entry.method))
				findings.add({
					path: [...path, 'body'],
					on: 'key',
					message: 'a request by GET or HEAD has no body',
					fix: 'method: POST',
				})
			for (const key of ['path', 'body'])
				if (JSON.stringify(entry[key])?.includes('{secret:'))
					findings.add({
						path: [...path, key],
						message: 'secrets can stand in headers only',
						fix: 'headers: { authorization: "Bearer {secret:NAME}" }',
					})
			const expected = isMapping(entry.expect) ? entry.expect : {}
			for (const key of isMapping(expected.json) ? Object.keys(expected.json) : [])
				if (!new RegExp(POINTER_PATTERN, 'u').test(key))
					findings.add({
						path: [...path, 'expect', 'json', key],
						on: 'key',
						message: `${(0, grammar.TL)(key)} is not a JSON pointer`,
						fix: 'a pointer such as /build/revision',
					})
			checkHeaderNames(entry.headers, [...path, 'headers'], findings)
			checkHeaderNames(expected.header, [...path, 'expect', 'header'], findings)
			if (isMapping(entry.headers)) checkHeaderValues(entry.headers, [...path, 'headers'], findings)
		}
		const checkHeaderNames = (headers, path, findings) => {
			const names = isMapping(headers) ? Object.keys(headers) : []
			if (names.length > 30) findings.add({ path, on: 'key', message: 'more than 30 headers', fix: 'at most 30' })
			for (const [index, each] of names.slice(0, 30).entries()) {
				if (!new RegExp(HEADER_PATTERN).test(each))
					findings.add({
						path: [...path, each],
						on: 'key',
						message: `${(0, grammar.TL)(each)} is not a header name`,
						fix: 'a name such as accept',
					})
				if (names.findIndex((other) => other.toLowerCase() === each.toLowerCase()) < index) findings.add({ path: [...path, each], on: 'key', message: 'stands twice', fix: 'one of the two' })
			}
		}
		const OURS = new Set(['host', 'content-length', 'connection', 'transfer-encoding', 'upgrade', 'expect', 'te', 'trailer'])
		const CREDENTIALS = new Set(['authorization', 'cookie', 'apikey', 'api-key', 'x-api-key', 'x-auth-token', 'proxy-authorization'])
		const checkHeaderValues = (headers, path, findings) => {
			for (const [key, value] of Object.entries(headers)) {
				const at = [...path, key]
				if (OURS.has(key.toLowerCase()))
					findings.add({
						path: at,
						on: 'key',
						message: 'Sluice sets this header itself',
						fix: 'the check without it',
					})
				if (typeof value !== 'string') continue
				if (CREDENTIALS.has(key.toLowerCase()) && !value.includes('{secret:'))
					findings.add({
						path: at,
						message: 'a credential in the file',
						fix: '{secret:NAME}, with NAME listed under secrets',
					})
				if (templateOf(value).some((part) => typeof part === 'string' && /\{\s*secret|\$\{\{/i.test(part)))
					findings.add({
						path: at,
						message: 'not a reference to a secret',
						fix: '{secret:NAME}, for example Bearer {secret:API_KEY}',
					})
			}
		}
		const templateOf = (value) =>
			value.split(/(\{secret:[A-Z_][A-Z0-9_]{0,99}\})/).flatMap((part, index) => {
				if (index % 2 === 1) return [{ secret: part.slice('{secret:'.length, -1) }]
				return part === '' ? [] : [part]
			})
		const toCheck = (read, component) => ({
			name: read.name,
			component,
			method: read.method,
			path: read.path,
			headers: pairs(read.headers).map(([key, value]) => ({ name: key.toLowerCase(), value: templateOf(value) })),
			body: read.body === undefined || read.body === null ? null : typeof read.body === 'string' ? { text: read.body } : { json: read.body },
			expect: {
				status: [read.expect.status].flat(),
				json: pairs(read.expect.json).map(([key, value]) => ({ pointer: key, value })),
				header: pairs(read.expect.header).map(([key, value]) => ({ name: key.toLowerCase(), value })),
				contains: read.expect.contains ?? null,
			},
			version: read.version ?? null,
			within: read.within ?? null,
			warmUp: read['warm-up'],
			passes: read.passes,
			interval: read.interval,
			deadline: read.deadline,
			maxBody: read['max-body'],
		})
		const pairs = (record) => Object.entries(record ?? {})
		const checkReferences = (raw, config, needs, findings) => {
			checkSecretUse(raw, config, [...needs, ...headerNeeds(raw)], findings)
			checkSecretEnvironments(raw, findings)
			checkNames(raw, findings)
			if (config.smoke.length > 0 && config.smoke.every(({ version }) => version === null))
				findings.notice({
					path: ['smoke'],
					on: 'key',
					message: 'no check asserts the revision, so the wrong release could pass',
					fix: 'version: { json: /revision }',
				})
		}
		const listOf = (section, most) => (Array.isArray(section) ? section.slice(0, most) : [])
		const headerNeeds = (raw) =>
			listOf(raw.smoke, MAX_CHECKS).flatMap((check, index) => {
				const headers = isMapping(check) && isMapping(check.headers) ? Object.entries(check.headers) : []
				return headers.flatMap(([header, value]) => (typeof value === 'string' ? templateOf(value) : []).flatMap((part) => (typeof part === 'string' ? [] : [{ name: part.secret, path: ['smoke', index, 'headers', header] }])))
			})
		const checkSecretUse = (raw, { secrets }, needs, findings) => {
			if (Array.isArray(raw.secrets) && raw.secrets.length > secrets.length) return
			const listed = new Set(secrets.map(({ name }) => name))
			const nearestFirst = needs.toSorted((left, right) => right.path.length - left.path.length)
			for (const { name, path } of nearestFirst) {
				if (listed.has(name)) continue
				listed.add(name)
				findings.add({ path, message: `${name} is not listed under secrets`, fix: `- ${name} below secrets:` })
			}
		}
		const checkSecretEnvironments = (raw, findings) => {
			const environments = isMapping(raw.environments) ? Object.keys(raw.environments) : []
			for (const [index, secret] of listOf(raw.secrets, MAX_SECRETS).entries())
				for (const [inner, name] of listOf(isMapping(secret) && secret.environments, 20).entries()) if (typeof name === 'string' && !environments.includes(name)) findings.add(unknownName(['secrets', index, 'environments', inner], 'environment', environments, name))
		}
		const checkNames = (raw, findings) => {
			const names = listOf(raw.smoke, MAX_CHECKS).map((check) => (isMapping(check) ? check.name : undefined))
			for (const [index, name] of names.entries())
				if (typeof name === 'string' && names.indexOf(name) < index)
					findings.add({
						path: ['smoke', index, 'name'],
						message: 'another check has this name',
						fix: 'a name of its own',
					})
		}
		const folder = () =>
			matching({
				title: 'folder',
				pattern: '^(?!/)(?!.*(^|/)\\.{1,2}(/|$))(?!.*//)[^\\\\:*?"<>|]{1,200}$',
				what: 'a folder of this repository',
				fix: 'a path from its root, such as supabase/migrations',
			})
		const databaseSchema = schemas.rej({
			type: schemas.YjP().max(40).describe('Kind of database. It may add keys of its own.'),
			url: secretName().describe('Name of the secret that holds the connection string. It must be listed under `secrets`.'),
			migrations: folder().default('supabase/migrations').describe('Folder of migrations, from the root of the repository.'),
			'restore-point': schemas.k5n(['required', 'if-possible', 'none']).default('if-possible').describe('Whether a point to restore to is taken before anything is migrated. `required` refuses to migrate without one.'),
		})
		const readDatabase = async (raw, databases, notes) => {
			if (raw === undefined) return null
			const { findings, needs } = notes
			const shape = databaseSchema.shape
			const path = ['database']
			const base = findings.read(databaseSchema, ownKeys(raw, shape), path)
			const type = isMapping(raw) ? raw.type : undefined
			const definition = await definitionOf(databases, type, [...path, 'type'], 'database', findings)
			const options = definition && readOptions(definition, { value: raw, shape, path }, notes)
			if (!base) return null
			const { 'restore-point': restorePoint, ...rest } = base
			needs.push({ name: rest.url, path: [...path, 'url'] })
			return { ...rest, restorePoint, options }
		}
		const named = (rule, entry) => schemas.g1P(schemas.YjP().meta({ pattern: rule.pattern }), entry)
		const documentSchema = schemas.rej({
			version: schemas.euz(1).describe('Version of this format: `1`.'),
			service: fields_name().describe('Name of the service. It names the rollouts on GitHub.'),
			description: sentence().optional().describe('What the service is, for people.'),
			components: named(COMPONENT_NAME, componentSchema).describe('What is deployed, in order; the way back is the reverse.'),
			database: databaseSchema.optional().describe('The database whose schema moves with releases.'),
			secrets: secretsSchema.optional().describe('Secrets that must be there before anything is changed.'),
			smoke: smokeListSchema.optional().describe('HTTP checks of a release before anybody sees it.'),
			sources: named(NAME, sourceSchema).optional().describe('Where metrics come from.'),
			metrics: named(NAME, metricSchema).optional().describe('What is measured, and what is tolerated.'),
			environments: named(NAME, environmentSchema).describe('How a release reaches each environment.'),
		})
		const schema_frameSchema = documentSchema.extend({
			components: schemas.L5J().optional(),
			database: schemas.L5J().optional(),
			secrets: schemas.L5J().optional(),
			smoke: schemas.L5J().optional(),
			sources: schemas.L5J().optional(),
			metrics: schemas.L5J().optional(),
			environments: schemas.L5J().optional(),
		})
		const FILE_LIMITS = {
			bytes: 256 * 1024,
			values: 20_000,
			depth: 24,
			aliases: 50,
			text: 16_384,
		}
		const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])
		const PLAIN_NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d{1,10})?$/
		const HIDDEN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]/u
		const readYaml = async (text) => {
			if (Buffer.byteLength(text) > FILE_LIMITS.bytes) return unreadable([{ offset: 0, path: [], message: 'the file is larger than 256KiB', fix: 'a smaller file' }])
			const yaml = await __webpack_require__.e(815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19))
			const scanned = scan(yaml, text)
			if (scanned.length > 0) return unreadable(scanned)
			try {
				const document = yaml.parseDocument(text, {
					version: '1.2',
					schema: 'core',
					merge: false,
					prettyErrors: false,
					uniqueKeys: false,
					logLevel: 'error',
				})
				if (document.errors.length > 0) return unreadable(firstPerLine(text, document.errors.map(explainSyntax)))
				return walk(yaml, document)
			} catch {
				return unreadable([{ offset: 0, path: [], message: 'the file cannot be read as YAML', fix: 'a plain YAML file' }])
			}
		}
		const unreadable = (findings) => ({
			value: undefined,
			findings,
			offsetOf: () => 0,
		})
		const linesOf = (text) => {
			const starts = [0]
			for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
			return (offset) => {
				let low = 0
				let high = starts.length - 1
				while (low < high) {
					const middle = Math.ceil((low + high) / 2)
					if ((starts[middle] ?? 0) <= offset) low = middle
					else high = middle - 1
				}
				return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
			}
		}
		const scan = ({ Lexer, CST }, text) => {
			const findings = []
			const counts = { tokens: 0, aliases: 0, depth: 0, indicators: 0 }
			let offset = 0
			for (const token of new Lexer().lex(text)) {
				const type = CST.tokenType(token)
				const limit = weigh(type, counts)
				if (limit) return [...findings, { offset, path: [], ...limit }]
				const refusal = type === 'directive-line' ? DIRECTIVE : type === 'tag' ? TAG : null
				if (refusal && findings.length < 20) findings.push({ offset, path: [], ...refusal })
				if (type !== 'doc-mode' && type !== 'flow-error-end' && !(type === 'scalar' && token === '\u001f')) offset += token.length
			}
			return findings
		}
		const DIRECTIVE = { message: 'YAML directives are not allowed', fix: 'the file without this line' }
		const TAG = {
			message: 'YAML tags are not allowed',
			fix: 'the plain value without the word that begins with !',
		}
		const weigh = (type, counts) => {
			counts.tokens += 1
			if (type === 'newline') counts.indicators = 0
			if (type === 'seq-item-ind' || type === 'explicit-key-ind') counts.indicators += 1
			if (type === 'flow-map-start' || type === 'flow-seq-start') counts.depth += 1
			if (type === 'flow-map-end' || type === 'flow-seq-end') counts.depth -= 1
			if (type === 'anchor' || type === 'alias') counts.aliases += 1
			if (counts.depth > FILE_LIMITS.depth || counts.indicators > FILE_LIMITS.depth) return TOO_DEEP
			if (counts.aliases > FILE_LIMITS.aliases) return { message: 'more than 50 anchors and aliases', fix: 'the values themselves' }
			if (counts.tokens > FILE_LIMITS.values * 6) return TOO_MANY
			return null
		}
		const TOO_DEEP = { message: 'nested deeper than 24 levels', fix: 'a flatter structure' }
		const TOO_MANY = { message: 'more than 20000 values', fix: 'a smaller file' }
		const SYNTAX = {
			TAB_AS_INDENT: {
				message: 'a tab is used as indentation, which YAML forbids',
				fix: 'two spaces for each level',
			},
			MULTIPLE_DOCS: { message: 'a second document begins here', fix: 'one document, without a further ---' },
			BAD_INDENT: {
				message: 'the indentation does not fit the lines above, or a bracket there is not closed',
				fix: 'two spaces for each level',
			},
			BLOCK_AS_IMPLICIT_KEY: {
				message: 'a mapping begins in the middle of a line',
				fix: 'the text in quotes, or the mapping on lines of its own',
			},
			MISSING_CHAR: { message: 'a quote, bracket or colon is missing', fix: 'the missing character' },
		}
		const explainSyntax = (error) => {
			const known = SYNTAX[error.code]
			const said = error.message.replace(/: ".*$/su, '')
			return {
				offset: error.pos[0],
				path: [],
				message: known?.message ?? `not valid YAML: ${said}`,
				...(known && { fix: known.fix }),
			}
		}
		const firstPerLine = (text, findings) => {
			const place = linesOf(text)
			const seen = new Set()
			return findings.filter(({ offset = 0 }) => {
				const { line } = place(offset)
				if (seen.has(line)) return false
				seen.add(line)
				return true
			})
		}
		const walk = (yaml, document) => {
			const findings = []
			const places = new Map()
			let values = 0
			const refuse = (path, offset, message, fix) => findings.push({ path, offset, message, fix })
			const visit = (node, path, following) => {
				values += 1
				if (values > FILE_LIMITS.values) throw new Error('too many values')
				if (yaml.isAlias(node)) {
					const target = node.resolve(document)
					if (target && !following.includes(target)) return visit(target, path, [...following, target])
					refuse(path, startOf(node), 'this alias does not name an anchor before it', 'the value itself')
					return undefined
				}
				const depth = path.length > FILE_LIMITS.depth
				if (depth) refuse(path, startOf(node), TOO_DEEP.message, TOO_DEEP.fix)
				if (depth) return undefined
				if (yaml.isMap(node)) return visitMap(node, path, following)
				if (yaml.isSeq(node))
					return node.items.map((item, index) => {
						const inner = [...path, index]
						places.set(placeKey(inner), { value: startOf(item) })
						return visit(item, inner, following)
					})
				return yaml.isScalar(node) ? visitScalar(node, path) : null
			}
			const visitMap = (map, path, following) => {
				const result = {}
				const lines = new Set()
				for (const { key, value } of map.items) {
					const at = startOf(key)
					const name = yaml.isScalar(key) && typeof key.value === 'string' ? key.value : null
					if (name === null) refuse(path, at, 'a key that is not text', 'the key in quotes')
					else if (name === '<<') refuse(path, at, 'merge keys (<<) are not allowed', 'the keys themselves')
					else if (FORBIDDEN_KEYS.has(name)) refuse(path, at, `the key ${name} is not allowed`, 'another name')
					else if (lines.has(name)) refuse([...path, name], at, 'stands twice', 'one of the two')
					else {
						lines.add(name)
						const inner = [...path, name]
						const empty = value === null || (yaml.isScalar(value) && value.value === null)
						places.set(placeKey(inner), { key: at, value: empty ? at : startOf(value) })
						result[name] = visit(value, inner, following)
					}
				}
				return result
			}
			const visitScalar = (scalar, path) => {
				const { value, source } = scalar
				if (typeof value === 'number' && !PLAIN_NUMBER.test(source ?? '')) refuse(path, startOf(scalar), 'this number is not in plain decimal form', 'digits with at most one point, or quotes if it is text')
				else if (typeof value === 'string' && value.length > FILE_LIMITS.text) refuse(path, startOf(scalar), 'longer than 16384 characters', 'a shorter text')
				else if (typeof value === 'string' && HIDDEN.test(value)) refuse(path, startOf(scalar), 'holds control or invisible characters', 'printable text')
				else return value
				return undefined
			}
			const root = document.contents
			places.set(placeKey([]), { value: root ? startOf(root) : 0 })
			let value
			try {
				value = visit(root, [], [])
			} catch {
				return unreadable([...findings, { offset: 0, path: [], ...TOO_MANY }])
			}
			return { value, findings, offsetOf: (path, on) => nearest(places, path, on) }
		}
		const placeKey = (path) => JSON.stringify(path)
		const startOf = (node) => node?.range?.[0] ?? 0
		const nearest = (places, path, on) => {
			const exact = places.get(placeKey(path))
			if (exact) return on === 'key' ? (exact.key ?? exact.value) : exact.value
			return path.length === 0 ? 0 : nearest(places, path.slice(0, -1), 'key')
		}
		const MOST_PROBLEMS = 100
		const SECTIONS = new Set(['components', 'database', 'secrets', 'smoke', 'sources', 'metrics', 'environments'])
		const CONFIG_PATH = '.github/sluice.yml'
		const loadConfig = async (text, { path = CONFIG_PATH, ...registries }) => {
			const findings = openFindings()
			const bare = text.startsWith('\ufeff') ? text.slice(1) : text
			const file = await readYaml(bare)
			for (const finding of file.findings) findings.add(finding)
			const config = file.value === undefined ? undefined : await readDocument(file.value, registries, findings)
			const place = placer(bare, path, file)
			if (findings.all.length > 0 || !config) throw new errors.xL(capped(place(findings.all)))
			return { config, notices: place(findings.notices), hash: (0, external_node_crypto_.createHash)('sha256').update(text).digest('hex') }
		}
		const readDocument = async (value, { platforms, sources, databases }, findings) => {
			if (!isMapping(value)) {
				findings.add({
					path: [],
					message: value === null ? 'the file is empty' : 'the file must be a mapping',
					fix: 'version: 1',
				})
				return undefined
			}
			const frame = findings.read(schema_frameSchema, value, [])
			const needs = []
			const notes = { findings, needs }
			const { components, histories } = await readComponents(value.components, platforms, notes)
			const database = await readDatabase(value.database, databases, notes)
			const secrets = readSecrets(value.secrets, findings)
			const smoke = readSmoke(value.smoke, components, findings)
			const known = await readSources(value.sources, sources, notes)
			const measured = readMetrics(value.metrics, { components, histories, sources: known }, findings)
			const environments = readEnvironments(value.environments, namesOf(value.metrics), findings)
			const rest = { components, database, secrets, smoke, ...measured, environments }
			const config = { version: 1, service: frame?.service ?? '', ...rest }
			checkReferences(value, config, needs, findings)
			for (const environment of environments) if (!findings.all.some(({ path }) => path[0] === 'environments' && path[1] === environment.name)) checkEnvironment(config, environment, findings)
			return config
		}
		const namesOf = (section) => (isMapping(section) ? Object.keys(section) : [])
		const placer = (text, path, file) => {
			const lineOf = linesOf(text)
			const toProblem = (finding, offset) => {
				const { line, column } = lineOf(offset)
				const where = pathText(finding.path)
				const section = String(finding.path[0])
				return {
					message: where ? `${where}: ${finding.message}` : finding.message,
					at: `${path}:${line}:${column}`,
					...(finding.fix ? { fix: finding.fix } : {}),
					docs: finding.docs ?? `configuration.md#${SECTIONS.has(section) ? section : 'the-file'}`,
				}
			}
			return (findings) =>
				findings
					.map((finding) => ({
						finding,
						offset: finding.offset ?? file.offsetOf(finding.path, finding.on ?? 'value'),
					}))
					.sort((left, right) => left.offset - right.offset)
					.map(({ finding, offset }) => toProblem(finding, offset))
		}
		const capped = (problems) => {
			if (problems.length <= MOST_PROBLEMS) return problems
			const left = problems.length - MOST_PROBLEMS
			return [...problems.slice(0, MOST_PROBLEMS), { message: `and ${left} more mistakes below these` }]
		}
		const databases = {
			postgres: () =>
				__webpack_require__
					.e(156)
					.then(__webpack_require__.bind(__webpack_require__, 6156))
					.then((module) => module.postgres),
		}
		const isDatabaseType = (name) => Object.hasOwn(databases, name)
		var fields = __webpack_require__(493)
		const ledgers = {
			github: async (options) => (await __webpack_require__.e(121).then(__webpack_require__.bind(__webpack_require__, 4121))).githubLedger(options),
			file: async (options) => (await __webpack_require__.e(308).then(__webpack_require__.bind(__webpack_require__, 2308))).fileLedger(options),
		}
		const sources = {}
		const platforms = {
			local: () =>
				__webpack_require__
					.e(808)
					.then(__webpack_require__.bind(__webpack_require__, 1808))
					.then((module) => module.local),
		}
		const isPlatformType = (name) => Object.hasOwn(platforms, name)
		const platformSources = Object.fromEntries(
			Object.entries(platforms).map(([type, load]) => [
				type,
				async () => {
					const { source } = await load()
					if (!source) throw new RangeError(`platform ${type} keeps no history of its own`)
					return source
				},
			]),
		)
		const registries = {
			platforms: platforms,
			sources: { ...platformSources, ...sources },
			databases: databases,
		}
		const TRUSTED = ['push', 'release', 'workflow_dispatch', 'repository_dispatch', 'schedule', 'create', 'merge_group']
		const requireTrustedEvent = ({ eventName }) => {
			if (eventName === '' || TRUSTED.includes(eventName)) return
			throw new errors.xL({
				message: `Sluice does not act on the event ${eventName}: somebody without write access can cause it`,
				at: 'on',
				fix: 'on: push, workflow_dispatch or schedule',
				docs: 'security.md#events',
			})
		}
		const TOOL_VERSION = '0.1.0'
		var external_node_timers_promises_ = __webpack_require__(8500)
		const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'
		const realWorld = (signal) => ({
			sleep: (milliseconds) => (0, external_node_timers_promises_.setTimeout)(milliseconds, undefined, { signal }),
			elapsed: () => performance.now(),
			random: (length) => Array.from({ length }, () => LETTERS[(0, external_node_crypto_.randomInt)(LETTERS.length)]).join(''),
		})
		const commonInputs = {
			config: (0, fields.Qq)().default(CONFIG_PATH),
			environment: (0, fields.Qq)({ max: 255 }),
			ledger: (0, fields.Qq)({ max: 1024 }).default('github'),
			'github-token': (0, fields.rJ)().optional(),
			'dry-run': (0, fields.Jt)().default(false),
		}
		const readConfig = async ({ config: path }, { environment, log }) => {
			const file = (0, external_node_path_.join)(environment.workspace, path)
			const content = await (0, promises_.readFile)(file, 'utf8').catch(() => {
				throw new errors.xL({
					message: `there is no configuration at ${path}`,
					at: 'config',
					fix: 'check the repository out first, and name the file from its root',
					docs: 'configuration.md',
				})
			})
			const { config, hash, notices } = await loadConfig(content, { ...registries, path })
			for (const { message, at } of notices) log.notice(at === undefined ? message : `${at}: ${message}`)
			return { config, hash }
		}
		const secretsOf =
			({ environment }, runtime) =>
			(name) => {
				const value = runtime.secret(name)
				if (value !== undefined) return value
				throw new errors.xL({
					message: `the secret ${name} did not reach this action`,
					at: 'env',
					fix: `${name}: \${{ secrets.${name} }} below env: of a job that names the environment ${environment}`,
					docs: 'configuration.md#secrets',
				})
			}
		const openService = async (inputs, runtime) => {
			const { config, hash } = await readConfig(inputs, runtime)
			const plan = resolvePlan(config, inputs.environment)
			const readSecret = secretsOf(inputs, runtime)
			requireTrustedEvent(runtime.environment)
			const connections = await Promise.all(config.components.map(async (component) => connect(component, runtime, readSecret)))
			const service = {
				name: config.service,
				environment: inputs.environment,
				components: connections.map(({ component }) => component),
				measurements: await Promise.all(plan.metrics.map((metric) => measure(metric, config, connections, runtime, readSecret))),
				ledger: await openLedger(inputs, runtime),
				author: await authorOf(inputs, runtime),
				world: realWorld(runtime.signal),
				say: (line) => runtime.log.info(line),
			}
			const openSchema = () => connectDatabase(config, runtime, readSecret)
			return { service, config, configHash: hash, plan, openSchema, secret: readSecret }
		}
		const LONGEST_LOGIN = 39
		const authorOf = async ({ ledger }, { environment }) => {
			const sender = ledger === 'github' ? (await Promise.all([__webpack_require__.e(752), __webpack_require__.e(479), __webpack_require__.e(722)]).then(__webpack_require__.bind(__webpack_require__, 722))).context.payload.sender?.login : undefined
			const login = String(sender ?? environment.actor)
				.replace(/[^A-Za-z0-9._[\]-]/g, '-')
				.slice(0, LONGEST_LOGIN)
			return { login: login || 'nobody', run: environment.runId || 'local', tool: TOOL_VERSION }
		}
		const FILE_LEDGER = /^file:(?<directory>.+)$/
		const openLedger = async (inputs, { environment, signal, http }) => {
			const directory = FILE_LEDGER.exec(inputs.ledger)?.groups?.directory
			if (directory !== undefined)
				return ledgers.file({
					directory: (0, external_node_path_.join)(environment.workspace, directory),
					run: environment.runId || 'local',
				})
			if (inputs.ledger !== 'github')
				throw new errors.xL({
					message: 'there is no such ledger',
					at: 'ledger',
					fix: 'github, or file:.sluice/ledger',
				})
			const token = inputs['github-token']
			if (token === undefined || environment.repository === '')
				throw new errors.xL({
					message: 'the ledger is kept in GitHub Deployments and needs a token',
					at: 'github-token',
					fix: 'github-token: ${{ github.token }} on GitHub, or ledger: file:.sluice/ledger elsewhere',
					docs: 'ledger.md',
				})
			return ledgers.github({
				token,
				apiUrl: environment.apiUrl,
				serverUrl: environment.serverUrl,
				repository: environment.repository,
				run: environment.runId || null,
				ref: environment.sha,
				tool: TOOL_VERSION,
				signal,
				http: http({ provider: 'github' }),
			})
		}
		const connect = async (config, { environment, log, signal, http }, readSecret) => {
			if (!isPlatformType(config.platform)) throw new RangeError(`platform ${config.platform} passed the configuration unknown`)
			const definition = await platforms[config.platform]()
			const context = {
				http: (provider) => http({ provider }),
				secret: readSecret,
				workspace: environment.workspace,
				signal,
				log,
			}
			const platform = definition.connect(config.options, context)
			return {
				component: { name: config.name, exposure: config.exposure, platform },
				config,
				definition,
				context,
			}
		}
		const measure = async (metric, config, connections, { log, http }, readSecret) => {
			const { name, of, slowerThan, options } = metric
			const entry = config.sources.find((source) => source.name === metric.source)
			const connection = connections.find(({ component }) => component.name === of)
			if (!entry || !connection) throw new RangeError(`metric ${name} passed the configuration without a source`)
			const history = entry.type === connection.config.platform ? connection.definition.history : undefined
			if (history) {
				const source = history(connection.config.options, connection.context, [{ name, slowerThan }])
				return { metric: name, component: of, source }
			}
			const load = sources[entry.type]
			if (!load) throw new RangeError(`source ${entry.type} passed the configuration unknown`)
			const client = http({ provider: entry.type })
			const context = { secret: readSecret, http: client, log: (line) => log.info(line) }
			const source = await (await load()).connect(entry.options, { name, slowerThan, options }, context)
			return { metric: name, component: of, source }
		}
		const connectDatabase = async ({ database }, { environment, log, signal }, readSecret) => {
			if (!database) return null
			const load = databases[database.type]
			if (!load) throw new RangeError(`database ${database.type} passed the configuration unknown`)
			const { readMigrations } = await __webpack_require__.e(994).then(__webpack_require__.bind(__webpack_require__, 7994))
			const { migrations, notes } = await readMigrations(environment.workspace, database.migrations)
			for (const { file, message } of notes) log.notice(`${file}: ${message}`)
			const { url, options } = database
			const connected = await (await load()).connect({ url, options }, { secret: readSecret, signal, log })
			return { database: connected, migrations, restorePoint: database.restorePoint }
		}
	},
	8233: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
		__webpack_require__.d(__webpack_exports__, {
			sK: () => gateSummary,
			Ov: () => secretsSummary,
			WP: () => smokeSummary,
		})
		var report_escape = __webpack_require__(6209)
		const summarizeGate = ({ title, service, environment }, answer) => {
			const verdict = answer.failed ? 'No' : 'Yes'
			const lines = answer.message.split('\n').map((line) => (0, report_escape.wD)(line, 2000))
			return [`### ${title}: ${(0, report_escape.wD)(service)} to ${(0, report_escape.wD)(environment)}`, '', `**${verdict}** (${(0, report_escape.aY)(answer.reason)}). ${lines[0] ?? ''}`, '', ...lines.slice(1).map((line) => `- ${line}`), ''].join('\n')
		}
		const summarizeTable = (headings, rows) => {
			const line = (cells) => `| ${cells.map((cell) => (0, report_escape.wD)(cell)).join(' | ')} |`
			return [line(headings), `|${headings.map(() => '---').join('|')}|`, ...rows.map(line), ''].join('\n')
		}
		const gateSummary = (title, service, outcome) => summarizeGate({ title, service: service.name, environment: service.environment }, outcome)
		const secretsSummary = (service, environment, outcome) =>
			[
				summarizeGate({ title: 'Secret check', service, environment }, outcome),
				summarizeTable(
					['Secret', 'State', 'What to do'],
					outcome.secrets.map(({ name, state, remedy }) => [name, state, remedy]),
				),
			].join('\n')
		const smokeSummary = (service, outcome) =>
			[
				gateSummary('Smoke test', service, outcome),
				summarizeTable(
					['Check', 'Component', 'Verdict', 'Requests', 'Slowest', 'What was wrong'],
					outcome.checks.map(({ check, component, verdict, attempts, slowest, faults }) => [check, component, verdict, String(attempts), slowest === null ? '' : `${Math.round(slowest)} ms`, faults.join(', ')]),
				),
			].join('\n')
	},
	3382: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
		__webpack_require__.d(__webpack_exports__, {
			IX: () => pass,
			TR: () => refuse,
		})
		const GATE_REASONS = null && [
			'done',
			'nothing-to-do',
			'dry-run',
			'started',
			'already-started',
			'superseded-older',
			'on-hold',
			'in-flight',
			'not-started',
			'no-rollout',
			'not-allowed-now',
			'released',
			'recorded',
			'missing-secrets',
			'schema-drift',
			'contract-migration',
			'no-restore-point',
			'migration-failed',
			'unhealthy',
			'wrong-version',
			'unreachable',
			'unrecorded',
		]
		const pass = (reason, message) => ({
			decision: 'pass',
			reason,
			message,
			failed: false,
		})
		const refuse = (reason, message) => ({
			decision: 'refuse',
			reason,
			message,
			failed: true,
		})
	},
	2453: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
		__webpack_require__.d(__webpack_exports__, {
			Q: () => defineAction,
		})
		var errors = __webpack_require__(7463)
		const ROOT = 0
		const NONE = -1
		const findAll = (needles) => {
			const words = [...needles].filter((needle) => needle !== '')
			const trie = growTrie(words)
			linkFailures(trie)
			return { find: (text) => search(trie, text) }
		}
		const growTrie = (words) => {
			const room = words.reduce((sum, word) => sum + word.length, 1)
			const trie = {
				child: new Int32Array(room).fill(NONE),
				sibling: new Int32Array(room).fill(NONE),
				unit: new Uint16Array(room),
				fail: new Int32Array(room),
				longest: new Int32Array(room),
				first: new Int32Array(words.length === 0 ? 0 : 0x10000).fill(NONE),
				size: 1,
			}
			for (const word of words) {
				let node = ROOT
				for (let at = 0; at < word.length; at += 1) {
					const unit = word.charCodeAt(at)
					const next = step(trie, node, unit)
					node = next === NONE ? addNode(trie, node, unit) : next
				}
				trie.longest[node] = word.length
			}
			return trie
		}
		const addNode = (trie, parent, unit) => {
			const node = trie.size
			trie.size += 1
			trie.unit[node] = unit
			trie.sibling[node] = trie.child[parent] ?? NONE
			trie.child[parent] = node
			if (parent === ROOT) trie.first[unit] = node
			return node
		}
		const step = (trie, node, unit) => {
			if (node === ROOT) return trie.first[unit] ?? NONE
			let child = trie.child[node] ?? NONE
			while (child !== NONE && trie.unit[child] !== unit) child = trie.sibling[child] ?? NONE
			return child
		}
		const linkFailures = (trie) => {
			const queue = new Int32Array(trie.size)
			let filled = 1
			for (let head = 0; head < filled; head += 1) {
				const node = queue[head] ?? ROOT
				for (let child = trie.child[node] ?? NONE; child !== NONE; child = trie.sibling[child] ?? NONE) {
					queue[filled] = child
					filled += 1
					trie.fail[child] = node === ROOT ? ROOT : follow(trie, trie.fail[node] ?? ROOT, trie.unit[child] ?? 0)
					if (trie.longest[child] === 0) trie.longest[child] = trie.longest[trie.fail[child] ?? ROOT] ?? 0
				}
			}
		}
		const follow = (trie, from, unit) => {
			let node = from
			for (;;) {
				const next = step(trie, node, unit)
				if (next !== NONE) return next
				if (node === ROOT) return ROOT
				node = trie.fail[node] ?? ROOT
			}
		}
		const search = (trie, text) => {
			const spans = []
			if (trie.size === 1) return spans
			let node = ROOT
			for (let at = 0; at < text.length; at += 1) {
				node = follow(trie, node, text.charCodeAt(at))
				const length = trie.longest[node] ?? 0
				if (length > 0) spans.push([at + 1 - length, at + 1])
			}
			return spans
		}
		var kit_text = __webpack_require__(1299)
		const SHORTEST_SECRET = 4
		const LONG = 1024
		const secretForms = (value) => {
			const parts = distinct([value, value.trim(), ...linesOf(value), ...innerSecrets(value.trim())])
			const plain = value.length > LONG && parts.length > 2
			const all = distinct(parts.flatMap((part) => (isLongText(part) ? wholeForms(part) : encodings(part))))
			return { all, masks: plain ? distinct(parts.flatMap((part) => [part, json(part), base64(part)])) : all }
		}
		const distinct = (values) => [...new Set(values.filter((value) => value.length >= SHORTEST_SECRET))]
		const isLongText = (value) => value.length > LONG && value.includes('\n')
		const linesOf = (value) => (/[\r\n]/.test(value) ? value.split(/[\r\n]+/).flatMap((line) => [line, line.trim()]) : [])
		const innerSecrets = (value) => [...fromUrl(value), ...fromKeywords(value), ...fromJson(value), ...fromJwt(value)]
		const fromUrl = (value) => {
			const strict = /^[a-z][a-z0-9+.-]*:\/\/([^/?#@]*)@/i.exec(value)?.[1]
			const loose = /^[a-z][a-z0-9+.-]*:\/\/(\S*)@/i.exec(value)?.[1]
			const userinfo = [strict, loose].filter((text) => text !== undefined)
			const passwords = userinfo.flatMap((text) => (text.includes(':') ? [text.slice(text.indexOf(':') + 1)] : []))
			return [...userinfo, ...passwords].flatMap((text) => [text, decoded(text)]).concat(fromParsedUrl(value))
		}
		const fromParsedUrl = (value) => {
			if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(value) || !URL.canParse(value)) return []
			const url = new URL(value)
			const inQuery = [...url.searchParams].flatMap(([key, content]) => (SECRET_KEY.test(key) ? [content] : []))
			const webhook = /^https?:$/.test(url.protocol) ? webhookParts(url) : []
			return [url.password, decoded(url.password), ...inQuery, ...webhook]
		}
		const webhookParts = (url) => {
			const path = url.pathname + url.search
			const last = url.pathname.split('/').findLast((piece) => piece !== '') ?? ''
			return [path.length >= 16 ? path : '', url.pathname.length >= 16 ? url.pathname : '', last.length >= 16 ? last : '']
		}
		const decoded = (value) => {
			try {
				return decodeURIComponent(value)
			} catch {
				return value
			}
		}
		const SECRET_KEY = /pass|pwd|secret|token|key|credential|signature|^sig$|^auth/i
		const fromKeywords = (value) => {
			if (!/(?:^|\s)\w{1,40}\s{0,8}=/.test(value)) return []
			const pairs = value.matchAll(/(?:^|\s)(\w{1,40})\s{0,8}=\s{0,8}(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)+))/gs)
			return [...pairs]
				.filter(([, key]) => key !== undefined && SECRET_KEY.test(key))
				.flatMap(([, , quoted, bare]) => {
					const written = quoted ?? bare ?? ''
					return [written, written.replace(/\\(.)/gs, '$1')]
				})
		}
		const fromJson = (value) => {
			if (!value.startsWith('{') && !value.startsWith('[')) return []
			try {
				return secretFields(JSON.parse(value), false, 0).flatMap((field) => [field, ...linesOf(field), ...fromUrl(field)])
			} catch {
				return []
			}
		}
		const secretFields = (node, secret, depth) => {
			if (typeof node === 'string') return secret || /^[a-z]+:\/\/[^/]*:[^/]*@/i.test(node) ? [node] : []
			if (typeof node !== 'object' || node === null || depth > 8) return []
			return Object.entries(node).flatMap(([key, child]) => secretFields(child, (secret && Array.isArray(node)) || isSecretKey(key), depth + 1))
		}
		const isSecretKey = (key) => SECRET_KEY.test(key) && !/ur[il]s?$/i.test(key)
		const fromJwt = (value) => {
			const match = /^[\w-]{8,}\.[\w-]{2,}\.([\w-]{8,})$/.exec(value)
			return match?.[1] === undefined ? [] : [match[1]]
		}
		const wholeForms = (value) => [value, json(value), base64(value), base64Url(value)]
		const encodings = (value) => {
			const whole = (0, kit_text.ES)(value)
			const percent = [encodeURIComponent(whole), strictPercent(whole), userinfo(whole), secret_forms_form(whole)]
			const texts = [whole, ...percent, ...quoted(whole), ...jsonForms(whole)]
			return [
				value,
				...texts,
				...percent.map(lowerPercent),
				...percent.map((once) => encodeURIComponent(once)),
				...percent.map((once) => lowerPercent(encodeURIComponent(once))),
				...base64Forms(Buffer.from(whole)),
				...base64Forms(Buffer.from(base64(whole))),
				encodeURIComponent(base64(whole)),
				lowerPercent(encodeURIComponent(base64(whole))),
				Buffer.from(whole).toString('hex'),
				Buffer.from(whole).toString('hex').toUpperCase(),
			]
		}
		const strictPercent = (value) => encodeURIComponent(value).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
		const userinfo = (value) => {
			const url = new URL('http://user@host.invalid')
			url.password = value
			return url.password
		}
		const secret_forms_form = (value) => new URLSearchParams({ v: value }).toString().slice(2)
		const lowerPercent = (value) => value.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())
		const json = (value) => JSON.stringify(value).slice(1, -1)
		const jsonForms = (value) => {
			const plain = json(value)
			const html = plain.replace(/[<>&]/g, unicodeEscape)
			const once = [plain, html, plain.replace(/[<>&'+`]/g, unicodeEscape), plain.replaceAll('/', '\\/')]
			const ascii = once.flatMap((text) => {
				const low = text.replace(/[\u007f-\uffff]/g, unicodeEscape)
				return [text, low, low.replace(/\\u[0-9a-f]{4}/g, (code) => `\\u${code.slice(2).toUpperCase()}`)]
			})
			return [...ascii, ...ascii.map(json)]
		}
		const unicodeEscape = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
		const quoted = (value) => {
			const xml = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
			return [
				xml,
				xml.replaceAll('"', '&quot;').replaceAll("'", '&apos;'),
				xml.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
				xml.replaceAll('"', '&#34;').replaceAll("'", '&#39;'),
				xml.replaceAll('"', '&quot;').replaceAll("'", '&#x27;'),
				value.replaceAll("'", "'\\''"),
				value.replaceAll("'", "''"),
				value.replaceAll('\\', '\\\\').replaceAll("'", "\\'"),
				value.replace(/[\\"$`]/g, '\\$&'),
			]
		}
		const base64 = (value) => Buffer.from(value).toString('base64')
		const base64Url = (value) => Buffer.from(value).toString('base64url')
		const base64Forms = (bytes) => {
			const whole = [bytes.toString('base64'), bytes.toString('base64url')]
			const inside = [0, 1, 2].flatMap((before) => {
				const shifted = Buffer.concat([Buffer.alloc(before), bytes])
				const from = Math.ceil((before * 8) / 6)
				const to = Math.floor((shifted.length * 8) / 6)
				return [shifted.toString('base64').slice(from, to), shifted.toString('base64url').slice(from, to)]
			})
			return [...whole, ...whole.map((text) => text.replace(/=+$/, '')), ...inside]
		}
		const SHAPES = [
			/:\/\/[^\s/:@"'<>]{0,256}:(?<secret>(?!\*\*\*)[^\s/"'<>]{1,4096})@/dg,
			/:\/\/(?<secret>[^\s/:@"'<>]{20,4096})@/dg,
			/\bBearer[ \t]{1,8}(?<secret>(?=[\w.~+/=-]{0,64}\d|[\w.~+/=-]{20})[\w.~+/=-]{8,})/dgi,
			/\bBasic[ \t]{1,8}(?<secret>(?=[A-Za-z+/]{0,64}[\d=]|[\w+/=-]{20})[\w+/=-]{8,})/dg,
			/\bauthorization["']?[ \t]{0,8}[:=][ \t]{0,8}["']?(?<secret>(?!\*\*\*|(?:Bearer|Basic|token)[ \t]{1,8}\*\*\*)[^\s"',;][^\r\n"']{3,})/dgi,
			/\b(?<secret>FlyV1[ \t]{1,8}[\w+/=,.:-]{8,})/dg,
			/\b(?<secret>(?:gh[opusr]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|sb[ps]_[A-Za-z0-9_]{16,}|sb_secret_[\w-]{8,}|fo1_[\w-]{8,}|fm[12][ar]?_[\w+/=,.-]{8,}|xox[abeoprs]-[\w-]{8,}|glpat-[\w-]{16,}|npm_[A-Za-z0-9]{30,}|sk_live_\w{8,}|AKIA[A-Z0-9]{16}|AIza[\w-]{30,}|ya29\.[\w-]{16,}|vc[apk]_[A-Za-z0-9]{16,}))/dg,
			/(?<![\w-])(?<secret>eyJ[\w-]{8,}(?:\.[\w-]{1,8192}){0,2})/dg,
			/\b(?:password|passwd|pwd|pgpassword|passphrase|client_secret|secret_key|access_key|api_?key)=(?<secret>(?!\*\*\*)(?:'(?:[^'\\]|\\.){1,4096}'|"[^"]{1,4096}"|[^\s&"'<>;,]{1,4096}))/dgi,
			/[?&](?:[\w-]{0,32}[_-])?(?:token|apikey|api_key|key|sig|signature|password|secret|code|credential)=(?<secret>(?!\*\*\*)[^\s&"'<>#]{1,4096})/dgi,
			/"(?:[\w-]{0,32}[_-])?(?:password|passwd|secret|token|api_?key|access_?key|private_?key|authorization)"[ \t]{0,8}:[ \t]{0,8}"(?<secret>(?!\*\*\*")(?:[^"\\\r\n]|\\.){1,8192})"/dgi,
		]
		const credentialSpans = (text) => [...SHAPES.flatMap((shape) => matches(shape, text)), ...armouredBlocks(text)]
		const matches = (shape, text) => {
			const spans = []
			for (const match of text.matchAll(shape)) {
				const span = match.indices?.groups?.secret
				if (span) spans.push(span)
			}
			return spans
		}
		const BEGIN = '-----BEGIN '
		const END = '-----END '
		const armouredBlocks = (text) => {
			const spans = []
			let from = text.indexOf(BEGIN)
			while (from !== -1) {
				const end = text.indexOf(END, from)
				const close = end === -1 ? -1 : text.indexOf('-----', end + END.length)
				const to = close === -1 ? text.length : close + 5
				spans.push([from, to])
				from = text.indexOf(BEGIN, to)
			}
			return spans
		}
		const MASK = '***'
		const MOST_PASSES = 4
		const createRedactor = ({ maskWith, warn } = {}) => {
			const values = new Set()
			const forms = new Set()
			const masked = new Set()
			let needles = null
			const registerSecret = (name, value) => {
				if (value.trim() === '' || values.has(value)) return
				values.add(value)
				if (value.trim().length < SHORTEST_SECRET) {
					warn?.(`The secret ${name} is shorter than ${SHORTEST_SECRET} characters and cannot be hidden in the log without blanking other text. Use a longer value; if it is not secret, keep it as a variable.`)
					return
				}
				const derived = secretForms(value)
				for (const form of derived.all) forms.add(form)
				needles = null
				for (const form of derived.masks) {
					if (masked.has(form)) continue
					masked.add(form)
					maskWith?.(form)
				}
			}
			const redact = (text) => {
				const known = needles ?? findAll(forms)
				needles = known
				let shown = text
				for (let pass = 0; pass < MOST_PASSES; pass += 1) {
					const before = shown
					shown = cover(before, [...known.find(before), ...credentialSpans(before)])
					if (shown === before) break
				}
				return shown
			}
			return { registerSecret, redact }
		}
		const cover = (text, spans) => {
			if (spans.length === 0) return text
			spans.sort((one, other) => one[0] - other[0])
			const pieces = []
			let shown = 0
			let hiddenFrom = -1
			let hiddenTo = -1
			for (const [start, end] of spans) {
				if (start > hiddenTo) {
					if (hiddenTo !== -1) pieces.push(text.slice(shown, hiddenFrom), MASK)
					shown = Math.max(hiddenTo, 0)
					hiddenFrom = start
					hiddenTo = end
				} else if (end > hiddenTo) hiddenTo = end
			}
			pieces.push(text.slice(shown, hiddenFrom), MASK, text.slice(hiddenTo))
			return pieces.join('')
		}
		const LONGEST_MESSAGE = 300
		const toSafeError = (error, redact = patternsOnly) => {
			const clean = (text) => (0, kit_text.ml)(redact((0, kit_text.Fq)(redact(text))), LONGEST_MESSAGE)
			if (!isRecord(error)) return { kind: 'Error', message: clean(describeThrown(error)) }
			const code = word(read(error, 'code'))
			const status = statusOf(error)
			const requestId = requestIdOf(error)
			return {
				kind: clean(word(read(error, 'name')) ?? 'Error'),
				...(code !== undefined && { code: clean(code) }),
				...(status !== undefined && { status }),
				...(requestId !== undefined && { requestId: clean(requestId) }),
				message: clean(messageOf(error)),
			}
		}
		const describeSafeError = ({ kind, code, status, requestId, message }) => {
			const facts = [status !== undefined && `status ${status}`, requestId && `request ${requestId}`].filter(Boolean)
			const head = code === undefined || code === kind ? kind : `${kind} ${code}`
			return `${head}: ${message}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`
		}
		const patternsOnly = (text) => createRedactor().redact(text)
		const isRecord = (value) => typeof value === 'object' && value !== null
		const read = (fields, key) => {
			try {
				return fields[key]
			} catch {
				return undefined
			}
		}
		const describeThrown = (thrown) => (typeof thrown === 'string' ? thrown : `a value of type ${typeof thrown} was thrown`)
		const word = (value) => {
			if (typeof value === 'number') return String(value)
			return typeof value === 'string' && /^[\w.:-]{1,64}$/.test(value) ? value : undefined
		}
		const statusOf = (error) => {
			const status = read(error, 'status') ?? read(error, 'statusCode')
			return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined
		}
		const REQUEST_ID_HEADERS = ['x-github-request-id', 'x-request-id', 'cf-ray', 'fly-request-id', 'x-vercel-id']
		const requestIdOf = (error) => {
			const own = word(read(error, 'requestId'))
			if (own !== undefined) return own
			const response = read(error, 'response')
			const headers = isRecord(response) ? read(response, 'headers') : read(error, 'headers')
			if (!isRecord(headers)) return undefined
			return REQUEST_ID_HEADERS.map((name) => word(read(headers, name))).find((id) => id !== undefined)
		}
		const messageOf = (error) => {
			const written = read(error, 'message')
			const message = typeof written === 'string' ? written : ''
			if (error instanceof errors.xL || error instanceof errors.mZ) return message
			return SPECIAL.find(({ applies }) => applies(error, message))?.say(error, message) ?? (message || 'no message')
		}
		const SPECIAL = [
			{
				applies: (error) => isIssueList(read(error, 'issues')),
				say: (error) => describeIssues(read(error, 'issues')),
			},
			{
				applies: (error, message) => read(error, 'code') === 'ERR_INVALID_URL' || /\binvalid url\b/i.test(message),
				say: () => 'an address is not a valid URL',
			},
			{
				applies: (_, message) => /includes credentials|url with credentials/i.test(message),
				say: () => 'an address contains a user name or password',
			},
			{
				applies: (error, message) => read(error, 'name') === 'SyntaxError' && /JSON/.test(message),
				say: () => 'a text is not valid JSON',
			},
			{
				applies: (error, message) => /invalid header|invalid .{0,80} header|header (?:value|content|name)|is an invalid/i.test(message) || read(error, 'code') === 'ERR_INVALID_CHAR',
				say: () => 'a header holds a character that is not allowed (a line break inside a token?)',
			},
			{
				applies: (error) => /^ERR_INVALID_ARG|^ERR_OUT_OF_RANGE|^ERR_INVALID_OPT/.test(String(read(error, 'code'))),
				say: (_, message) => message.replace(/\.?\s*Received[\s\S]*$/, ''),
			},
			{
				applies: (error) => String(read(error, 'code')).startsWith('ERR_'),
				say: (_, message) => message.replace(/:\s[\s\S]*$/, ''),
			},
			{
				applies: (error) => read(error, 'name') === 'PostgresError' || isSqlState(error),
				say: (error, message) => databaseMessage(String(read(error, 'code')), message),
			},
			{
				applies: (error) => read(error, 'name') === 'HttpError',
				say: (_, message) => message.replace(/[{[][\s\S]*$/, ''),
			},
			{
				applies: (error) => read(error, 'syscall') !== undefined && /^spawn/.test(String(read(error, 'syscall'))),
				say: (error) => `the program could not be started (${word(read(error, 'code')) ?? 'unknown reason'})`,
			},
		]
		const isSqlState = (error) => read(error, 'severity') !== undefined && /^[0-9A-Z]{5}$/.test(String(read(error, 'code')))
		const databaseMessage = (code, message) => (/^(?:22|23|P0|40|44)/.test(code) ? message.replace(/:\s[\s\S]*$/, '').replace(/'[^']*'/g, "'...'") : message)
		const isIssueList = (value) => Array.isArray(value) && value.length > 0 && value.every((issue) => isRecord(issue) && 'code' in issue)
		const describeIssues = (issues) => {
			if (!isIssueList(issues)) return 'does not have the expected shape'
			const shown = issues.slice(0, 5).map(({ path, code }) => {
				const place = Array.isArray(path) && path.length > 0 ? path.map(String).join('.') : 'the whole'
				return `${place} (${word(code) ?? 'unexpected'})`
			})
			const rest = issues.length - shown.length
			return `does not have the expected shape at ${shown.join(', ')}${rest > 0 ? ` and ${rest} more places` : ''}`
		}
		const describeFailure = (error, { redact }) => {
			if (error instanceof errors.xL) {
				const count = error.problems.length
				const message = count === 1 ? redact(error.message) : `${count} things have to be put right first`
				return { reason: 'config', message, lines: error.problems.map(problemLine) }
			}
			if (error instanceof errors.mZ) {
				if (error.code === 'interrupted') return one('interrupted', 'Interrupted; the next tick goes on.')
				return one(error.retryable ? 'provider-retryable' : 'provider', redact(providerSentence(error)))
			}
			const fault = describeSafeError(toSafeError(error, redact))
			return one('internal', `Unexpected: ${fault}. This is a fault in Sluice; please report it with this line.`)
		}
		const one = (reason, message) => ({ reason, message, lines: [{ message }] })
		const providerSentence = ({ message, retryable, effect, requestId }) => {
			const next = retryable ? 'This may pass: the next tick or a re-run tries again' : 'Trying again will not help'
			const doubt = effect === 'unknown' ? ', and reads back first, because it may have taken effect' : ''
			return `${message}${requestId ? ` (request ${requestId})` : ''}. ${next}${doubt}.`
		}
		const problemLine = (problem) => {
			const match = /^([^:\s][^:]*\.[A-Za-z0-9]{1,8}):(\d{1,7})(?::(\d{1,7}))?$/.exec(problem.at ?? '')
			const [, file, line, column] = match ?? []
			if (file === undefined || line === undefined) return { message: (0, errors.BJ)(problem) }
			const { at: _, ...rest } = problem
			const place = { file, line: Number(line), ...(column !== undefined && { column: Number(column) }) }
			return { message: (0, errors.BJ)(rest), place }
		}
		var schemas = __webpack_require__(2857)
		var external_node_os_ = __webpack_require__(8161)
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
			'windir',
		]
		const CHILD_REFUSED = /^(?:ACTIONS_.*|INPUT_.*|STATE_.*|GITHUB_.*|GH_TOKEN|RUNNER_TRACKING_ID|NODE_OPTIONS|LD_PRELOAD|LD_LIBRARY_PATH|DYLD_.*|BASH_ENV|ENV)$/i
		const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/
		const readEnvironment = (variables = process.env) => {
			const fact = (name) => variables[name]?.trim() ?? ''
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
				temp: fact('RUNNER_TEMP') || (0, external_node_os_.tmpdir)(),
				hasOutputFile: fact('GITHUB_OUTPUT') !== '',
				hasSummaryFile: fact('GITHUB_STEP_SUMMARY') !== '',
				proxies: {
					http: fact('http_proxy') || fact('HTTP_PROXY'),
					https: fact('https_proxy') || fact('HTTPS_PROXY'),
					none: fact('no_proxy') || fact('NO_PROXY'),
				},
				input: (name) => fact(inputVariable(name)) || undefined,
				inputNames: () =>
					Object.keys(variables)
						.filter((name) => name.startsWith('INPUT_') && fact(name) !== '')
						.map((name) => name.slice('INPUT_'.length)),
				variable: (name) => variables[name],
				childVariables: (wish) => childVariables(variables, wish),
			}
		}
		const inputVariable = (name) => `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`
		const withoutSlash = (url) => url.replace(/\/{1,16}$/, '')
		const childVariables = (variables, { pass = [], set = {} } = {}) => {
			const refused = [...pass, ...Object.keys(set)].filter((name) => CHILD_REFUSED.test(name) || !VARIABLE_NAME.test(name))
			if (refused.length > 0) {
				throw new errors.xL(
					refused.map((name) => ({
						message: `the variable ${VARIABLE_NAME.test(name) ? name : 'name'} is never handed to a child process`,
						fix: 'a name of our own choosing, with only letters, digits and underscores',
					})),
				)
			}
			const handed = [...CHILD_ALLOWED, ...pass].flatMap((name) => {
				const value = variables[name]
				return value === undefined ? [] : [[name, value]]
			})
			return { ...Object.fromEntries(handed), ...set }
		}
		var fields = __webpack_require__(493)
		const readInputs = (shape, { environment, redactor, log }) => {
			const values = {}
			for (const [name, field] of Object.entries(shape)) {
				const value = environment.input(name)
				if (value === undefined) continue
				values[name] = value
				if (!(0, fields.nU)(field)) continue
				const written = environment.variable(inputVariable(name)) ?? ''
				redactor.registerSecret(name, written)
				if (written !== value) log.notice(`The secret \`${name}\` had white space around it; it was left out.`)
			}
			const parsed = schemas.rej(shape).safeParse(values)
			const problems = [...unknownInputs(shape, environment), ...(parsed.success ? [] : mistakes(values, parsed.error))]
			if (!parsed.success || problems.length > 0) throw new errors.xL(problems)
			return parsed.data
		}
		const unknownInputs = (shape, environment) => {
			const known = Object.keys(shape)
			const variables = new Set(known.map((name) => inputVariable(name).slice('INPUT_'.length)))
			return environment
				.inputNames()
				.filter((name) => !variables.has(name))
				.map((name) => ({
					message: `\`${name.toLowerCase()}\` is not an input of this action`,
					fix: known.length > 0 ? `one of: ${known.join(', ')}` : 'no inputs',
				}))
		}
		const mistakes = (values, error) =>
			error.issues.map(({ path, message, code }) => {
				const name = String(path[0] ?? '')
				if (name === '') return { message }
				if (!Object.hasOwn(values, name)) return { message: `\`${name}\` is required` }
				return {
					message: `\`${name}\` ${code === 'custom' || !/^Invalid/.test(message) ? message : 'is not valid'}`,
				}
			})
		const STANDARD_OUTPUTS = ['decision', 'reason', 'result']
		const LARGEST_OUTPUT = 512 * 1024
		const LARGEST_SUMMARY = 1024 * 1024
		const checkOutputs = (action, declared, { decision, reason, message, outputs, details }, redactor) => {
			const undeclared = Object.keys(outputs).filter((name) => !declared.includes(name) || isStandard(name))
			if (undeclared.length > 0) throw new Error(`the action ${action} set outputs it does not declare: ${undeclared.join(', ')}`)
			const core = { schema: 1, action, decision, reason }
			const full = JSON.stringify({ ...details, ...outputs, ...core, ...(message !== undefined && { message }) })
			const result = fits(full, redactor) ? full : JSON.stringify({ ...core, incomplete: true })
			const wanted = { ...outputs, decision, reason, result }
			const refused = []
			const values = declared.map((name) => {
				const text = String(wanted[name] ?? '')
				if (redactor.redact(text) === text) return [name, (0, kit_text.jJ)(text, LARGEST_OUTPUT)]
				refused.push(`The output \`${name}\` contains a masked value and GitHub would drop it. Store what is not secret, such as the name of a project or host, as a *variable*, not as a secret.`)
				return [name, '']
			})
			return { values: Object.fromEntries(values), refused }
		}
		const isStandard = (name) => STANDARD_OUTPUTS.includes(name)
		const fits = (text, redactor) => Buffer.byteLength(text) <= LARGEST_OUTPUT && redactor.redact(text) === text
		const checkSummary = (markdown, redactor, log) => {
			const clean = redactor.redact(markdown)
			if (Buffer.byteLength(clean) < LARGEST_SUMMARY) return clean
			log.notice('The summary was longer than GitHub takes (1 MiB) and has been cut.')
			return (0, kit_text.jJ)(clean, LARGEST_SUMMARY - 1, '\n\n(cut here: GitHub takes no more than 1 MiB)\n')
		}
		var external_node_async_hooks_ = __webpack_require__(6698)
		var external_node_diagnostics_channel_ = __webpack_require__(3053)
		const TIMEOUT = 10 * 60 * 1000
		const MAX_BYTES = 1024 * 1024
		const ESCALATION = [
			['SIGINT', 0],
			['SIGTERM', 1500],
			['SIGKILL', 3000],
		]
		const createExec =
			({ environment, redactor, signal }) =>
			async (request) => {
				const name = programName(request.program)
				const variables = environment.childVariables({
					...(request.pass && { pass: request.pass }),
					...(request.set && { set: request.set }),
				})
				if (signal?.aborted) throw ended(name, 'interrupted', 'none')
				const { exec } = await __webpack_require__.e(260).then(__webpack_require__.bind(__webpack_require__, 1260))
				const clean = (text) => redactor.redact((0, kit_text.tJ)(redactor.redact(text)))
				const lines = lineReader((line) => request.onLine?.(clean(line)))
				const stdout = capture(request.maxBytes ?? MAX_BYTES)
				const stderr = capture(request.maxBytes ?? MAX_BYTES)
				const run = watched(() =>
					exec(exec_quoted(request.program), [...(request.args ?? [])], {
						silent: true,
						ignoreReturnCode: true,
						delay: 1000,
						env: variables,
						input: Buffer.from(request.input ?? ''),
						...(request.cwd !== undefined && { cwd: request.cwd }),
						listeners: {
							stdout: (data) => lines.stdout(stdout.add(data)),
							stderr: (data) => lines.stderr(stderr.add(data)),
						},
					}),
				)
				const exitCode = await superviseUntilEnd(run, { name, signal, timeout: request.timeout ?? TIMEOUT })
				lines.end()
				return {
					exitCode,
					stdout: clean(stdout.text()),
					stderr: clean(stderr.text()),
					truncated: stdout.full() || stderr.full(),
				}
			}
		const programName = (program) => {
			const name = program.split(/[\\/]/).at(-1) ?? ''
			if (name === '' || /["\x00-\x1f\x7f]/.test(program) || program.startsWith('-'))
				throw new errors.xL({
					message: 'the name of a program to run is empty or holds characters that are not allowed',
				})
			return name
		}
		const exec_quoted = (program) => `"${program}"`
		const running = new external_node_async_hooks_.AsyncLocalStorage()
		const watched = (start) => {
			const slot = {}
			const note = (message) => {
				if (running.getStore() !== slot) return
				const { process: child } = message
				slot.child = child
				process.nextTick(() => child.stdin?.on('error', () => {}))
			}
			;(0, external_node_diagnostics_channel_.subscribe)('child_process', note)
			const exitCode = running.run(slot, start).finally(() => (0, external_node_diagnostics_channel_.unsubscribe)('child_process', note))
			return { exitCode, signal: (name) => slot.child?.kill(name) }
		}
		const superviseUntilEnd = async (run, { name, signal, timeout }) => {
			const timers = []
			let cause = null
			const end = (why) => {
				if (cause !== null) return
				cause = why
				for (const [kind, wait] of ESCALATION) timers.push(setTimeout(() => run.signal(kind), wait))
			}
			const onAbort = () => end('interrupted')
			signal?.addEventListener('abort', onAbort)
			if (signal?.aborted) end('interrupted')
			timers.push(setTimeout(() => end('timeout'), timeout))
			try {
				const exitCode = await run.exitCode
				if (cause !== null) throw ended(name, cause, 'unknown')
				if (exitCode === null) throw ended(name, 'killed', 'unknown')
				return exitCode
			} catch (error) {
				if (error instanceof errors.mZ) throw error
				throw cause === null ? startFailure(name, error) : ended(name, cause, 'unknown')
			} finally {
				for (const timer of timers) clearTimeout(timer)
				signal?.removeEventListener('abort', onAbort)
			}
		}
		const ENDINGS = {
			timeout: 'did not end in time and was stopped',
			interrupted: 'was interrupted',
			killed: 'was ended by a signal from outside',
		}
		const ended = (name, ending, effect) =>
			new errors.mZ({
				provider: name,
				message: `${name} ${ENDINGS[ending]}`,
				retryable: true,
				effect,
				code: ending === 'timeout' ? 'timeout' : 'interrupted',
			})
		const startFailure = (name, error) => {
			const message = error instanceof Error ? error.message : ''
			if (/unable to locate executable|does not exist|not executable|ENOENT|EACCES/i.test(message))
				return new errors.xL({
					message: `${name} cannot be started: it is not on this runner, or its working directory is missing`,
					fix: `a step before this one that installs ${name}`,
				})
			return new errors.mZ({
				provider: name,
				message: `${name} could not be run`,
				retryable: false,
				effect: 'unknown',
			})
		}
		const capture = (max) => {
			const chunks = []
			let size = 0
			let dropped = false
			return {
				add: (data) => {
					const kept = data.subarray(0, Math.max(0, max - size))
					if (kept.length < data.length) dropped = true
					if (kept.length > 0) chunks.push(kept)
					size += kept.length
					return kept
				},
				text: () => Buffer.concat(chunks).toString('utf8'),
				full: () => dropped,
			}
		}
		const lineReader = (onLine) => {
			const reader = () => {
				const decoder = new TextDecoder()
				let rest = ''
				return (data) => {
					const parts = (rest + decoder.decode(data, { stream: data !== undefined })).split(/\r\n|\n/)
					rest = data === undefined ? '' : (parts.pop() ?? '')
					for (const line of parts) if (data !== undefined || line !== '') onLine(line)
				}
			}
			const [stdout, stderr] = [reader(), reader()]
			return {
				stdout,
				stderr,
				end: () => {
					stdout()
					stderr()
				},
			}
		}
		const realHost = () => ({
			variables: process.env,
			write: (line) => process.stdout.write(`${line}\n`),
			sinks: runnerSinks,
			process: processHooks(),
			now: Date.now,
		})
		const runnerSinks = (environment) => {
			let core = null
			return {
				open: async () => {
					const { onRunner, hasOutputFile, hasSummaryFile } = environment
					if (onRunner || hasOutputFile || hasSummaryFile) core = await Promise.all([__webpack_require__.e(752), __webpack_require__.e(260), __webpack_require__.e(264)]).then(__webpack_require__.bind(__webpack_require__, 7264))
				},
				mask: (form) => {
					if (environment.onRunner) core?.setSecret(form)
				},
				setOutput: (name, value) => {
					if (environment.hasOutputFile) core?.setOutput(name, value)
				},
				writeSummary: async (markdown) => {
					if (environment.hasSummaryFile) await core?.summary.addRaw(markdown, true).write()
				},
			}
		}
		const processHooks = () => {
			const releases = []
			const on = (event, listener) => {
				process.on(event, listener)
				releases.push(() => process.off(event, listener))
			}
			return {
				onSignal: (listener) => {
					on('SIGINT', () => listener('SIGINT'))
					on('SIGTERM', () => listener('SIGTERM'))
				},
				onFault: (listener) => {
					on('uncaughtException', listener)
					on('unhandledRejection', listener)
					on('beforeExit', () => listener(new Error('the work stopped without an end')))
				},
				release: () => {
					for (const release of releases.splice(0)) release()
				},
				setExitCode: (code) => {
					process.exitCode = code
				},
				exit: (code) => {
					process.exitCode = code
					process.stdout.write('', () => process.exit(code))
				},
				exitIfIdle: (code, milliseconds) => {
					setTimeout(() => process.exit(code), milliseconds).unref()
				},
			}
		}
		var kit_http = __webpack_require__(6266)
		const MOST_ANNOTATIONS = 10
		const LONGEST_ANNOTATION = 4096
		const COLOURS = { notice: '36', warning: '33', error: '31' }
		const TITLES = { notice: 'Notice', warning: 'Warning', error: 'Error' }
		const createLogger = (options) => {
			const { redact, write, commands = false, debug = false, colour = false } = options
			const counts = { notice: 0, warning: 0, error: 0 }
			let inGroup = false
			const clean = (text) => (0, kit_text.tJ)(redact((0, kit_text.tJ)(redact(text))))
			const cleanLine = (text) => (0, kit_text.Fq)(redact((0, kit_text.Fq)(redact(text))))
			const plain = (kind, text, place) => {
				const label = colour && !commands ? `\x1b[${COLOURS[kind]}m${TITLES[kind]}:\x1b[0m` : `${TITLES[kind]}:`
				const where = place?.file === undefined ? '' : `${cleanLine(placeText(place))}: `
				write(`${label} ${where}${text}`)
			}
			const annotate = (kind, message, place) => {
				const text = clean(message)
				counts[kind] += 1
				if (!commands || counts[kind] > MOST_ANNOTATIONS) plain(kind, text, place)
				else write(`::${kind}${placeProperties(place, cleanLine)}::${escapeData((0, kit_text.ml)(text, LONGEST_ANNOTATION))}`)
			}
			const group = async (title, work) => {
				const name = cleanLine(title)
				if (inGroup || !commands) {
					write(name)
					return work()
				}
				inGroup = true
				write(`::group::${escapeData(name)}`)
				try {
					return await work()
				} finally {
					inGroup = false
					write('::endgroup::')
				}
			}
			return {
				info: (message) => write(clean(message)),
				notice: (message, place) => annotate('notice', message, place),
				warning: (message, place) => annotate('warning', message, place),
				error: (message, place) => annotate('error', message, place),
				debug: (message) => {
					if (commands) write(`::debug::${escapeData(clean(message))}`)
					else if (debug) write(`Debug: ${clean(message)}`)
				},
				group,
			}
		}
		const placeText = ({ file, line, column }) => [file, line, column].filter((part) => part !== undefined).join(':')
		const placeProperties = (place, clean) => {
			if (!place) return ''
			const pairs = [place.title !== undefined && `title=${escapeProperty(clean(place.title))}`, place.file !== undefined && `file=${escapeProperty(clean(place.file))}`, place.line !== undefined && `line=${place.line}`, place.column !== undefined && `col=${place.column}`].filter(Boolean)
			return pairs.length === 0 ? '' : ` ${pairs.join(',')}`
		}
		const escapeData = (text) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
		const escapeProperty = (text) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
		const INTERRUPTED_PATIENCE = 4000
		const IDLE_PATIENCE = 2000
		const defineAction = (declaration) => {
			const outputs = [...new Set([...STANDARD_OUTPUTS, ...declaration.outputs])]
			const spec = { name: declaration.name, inputs: declaration.inputs, outputs }
			return {
				spec,
				run: (given) => runAction(spec, declaration.run, given ? { ...realHost(), process: null, ...given } : realHost()),
			}
		}
		const runAction = async (spec, gate, host) => {
			const stop = new AbortController()
			const { runtime, sinks, close } = openRuntime(host, stop.signal)
			const { log, redactor, environment } = runtime
			let outcome = null
			let interruption = null
			let patience
			const conclude = (answer, exitCode, summary) => {
				if (outcome) return outcome
				const checked = checkOutputs(spec.name, spec.outputs, answer, redactor)
				for (const sentence of checked.refused) log.error(sentence)
				outcome = {
					exitCode: checked.refused.length > 0 ? Math.max(1, exitCode) : exitCode,
					outputs: checked.values,
					summary,
				}
				try {
					for (const [name, value] of Object.entries(checked.values)) sinks.setOutput(name, value)
				} catch {
					log.warning('The outputs of this step could not be written to the runner.')
				}
				return outcome
			}
			const fail = (error) => {
				const failure = describeFailure(interruption ? interrupted() : error, redactor)
				if (!interruption) for (const { message, place } of failure.lines) log.error(message, place)
				const { reason, message } = failure
				return conclude({ decision: 'error', reason, message, outputs: {}, details: {} }, exitCodeFor(interruption), null)
			}
			const forceEnd = (error) => {
				const { exitCode } = fail(error)
				host.process?.exit(exitCode)
			}
			host.process?.onFault((error) => {
				if (interruption === null) forceEnd(error)
			})
			host.process?.onSignal((signal) => {
				if (interruption) return forceEnd(interrupted())
				interruption = signal
				log.notice('Interrupted: ending what is under way; the next tick goes on.')
				stop.abort(interrupted())
				patience = setTimeout(() => forceEnd(interrupted()), INTERRUPTED_PATIENCE)
			})
			const work = async () => {
				log.info(`Sluice ${spec.name}`)
				await sinks.open()
				hideProxyPasswords(environment, redactor)
				const inputs = readInputs(spec.inputs, runtime)
				if (environment.onRunner && !environment.hasOutputFile) log.notice('This runner offers no file for outputs (GITHUB_OUTPUT); later steps will not see any.')
				const { decision, reason, message, outputs = {}, details = {}, summary, failed = false } = await gate(inputs, runtime)
				const written = summary === undefined ? null : checkSummary(summary, redactor, log)
				const end = conclude({ decision, reason, message, outputs, details }, failed ? 1 : 0, written)
				if (failed) log.error(message ?? `${spec.name}: ${decision} (${reason})`)
				else log.info(message ?? `${spec.name}: ${decision} (${reason})`)
				if (written !== null) await sinks.writeSummary(written).catch(() => log.warning('The summary could not be written.'))
				return end
			}
			const end = await work().catch(fail)
			await close()
			clearTimeout(patience)
			host.process?.release()
			host.process?.setExitCode(end.exitCode)
			if (interruption) host.process?.exit(end.exitCode)
			else host.process?.exitIfIdle(end.exitCode, IDLE_PATIENCE)
			return end
		}
		const openRuntime = (host, signal) => {
			const environment = readEnvironment(host.variables)
			const sinks = host.sinks(environment)
			const redactor = createRedactor({ maskWith: sinks.mask, warn: (message) => log.warning(message) })
			const log = createLogger({
				redact: redactor.redact,
				write: host.write,
				commands: environment.onRunner,
				debug: environment.debug,
				colour: !environment.noColour && !environment.onRunner && process.stdout.isTTY === true,
			})
			const clients = []
			const http = (options) => {
				const client = host.http?.(options) ?? (0, kit_http.V)({ debug: log.debug, ...options, signal, proxies: environment.proxies })
				clients.push(client)
				return client
			}
			const secret = (name) => {
				const written = environment.variable(name) ?? ''
				redactor.registerSecret(name, written)
				return written.trim() || undefined
			}
			const exec = host.exec ?? createExec({ environment, redactor, signal })
			const runtime = { log, redactor, environment, signal, http, exec, now: host.now, secret }
			const close = async () => {
				await Promise.all(clients.map((client) => client.close().catch(() => {})))
			}
			return { runtime, sinks, close }
		}
		const hideProxyPasswords = ({ proxies }, redactor) => {
			for (const uri of [proxies.http, proxies.https]) {
				if (URL.canParse(uri) && new URL(uri).password !== '') redactor.registerSecret('the proxy', new URL(uri).password)
			}
		}
		const interrupted = () => new errors.mZ({ provider: 'sluice', message: 'interrupted', retryable: true, code: 'interrupted' })
		const exitCodeFor = (interruption) => {
			if (interruption === null) return 1
			return interruption === 'SIGINT' ? 130 : 143
		}
	},
	7463: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
		__webpack_require__.d(__webpack_exports__, {
			BJ: () => describeProblem,
			mZ: () => ProviderError,
			xL: () => ConfigError,
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
				super(failure.message, failure.cause === undefined ? undefined : { cause: failure.cause })
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
		const describeProblem = ({ at, message, fix, docs }) => [at ? `${at}: ${message}` : message, fix && `  write: ${fix}`, docs && `  see: docs/${docs}`].filter(Boolean).join('\n')
	},
	493: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
		__webpack_require__.d(__webpack_exports__, {
			Jt: () => flag,
			Qq: () => text,
			nU: () => isSecretField,
			p0: () => duration,
			p_: () => list,
			rJ: () => secret,
			yL: () => oneOf,
		})
		var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
		var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8532)
		var _grammar_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3355)
		const kinds = new WeakMap()
		const of = (kind, field) => {
			kinds.set(field, kind)
			return field
		}
		const fieldKind = (field) => {
			const known = kinds.get(field)
			if (known) return known
			const { innerType, in: source } = field._zod.def
			const inner = innerType ?? source
			return inner === undefined ? 'text' : fieldKind(inner)
		}
		const isSecretField = (field) => fieldKind(field) === 'secret'
		const isOptionalField = (field) => z.safeParse(field, undefined).success
		const CONTROL = /[\x00-\x1f\x7f]/
		const text = ({ max = 4096 } = {}) =>
			of(
				'text',
				zod__WEBPACK_IMPORTED_MODULE_1__
					.YjP()
					.max(max, `must have at most ${max} characters`)
					.refine((value) => !CONTROL.test(value), 'must be one line without control characters'),
			)
		const lines = () => of('text', z.string().max(65_536, 'must have at most 65536 characters'))
		const FLAGS = {
			true: true,
			True: true,
			TRUE: true,
			false: false,
			False: false,
			FALSE: false,
		}
		const flag = () =>
			of(
				'flag',
				zod__WEBPACK_IMPORTED_MODULE_1__.YjP().transform((value, context) => {
					const known = Object.hasOwn(FLAGS, value) ? FLAGS[value] : undefined
					if (known !== undefined) return known
					context.addIssue({ code: 'custom', message: 'must be true or false' })
					return zod__WEBPACK_IMPORTED_MODULE_2__.tm
				}),
			)
		const list = ({ max = 100 } = {}) =>
			of(
				'list',
				zod__WEBPACK_IMPORTED_MODULE_1__.YjP().transform((value, context) => {
					const items = value.split(/\r?\n/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
					if (items.length > max) context.addIssue({ code: 'custom', message: `must have at most ${max} lines` })
					if (items.some((item) => CONTROL.test(item))) context.addIssue({ code: 'custom', message: 'must not hold control characters' })
					return items
				}),
			)
		const read = (kind, parse) =>
			of(
				kind,
				zod__WEBPACK_IMPORTED_MODULE_1__.YjP().transform((value, context) => {
					const reading = parse(value)
					if (reading.ok) return reading.value
					context.addIssue({ code: 'custom', message: `must be ${reading.fix}` })
					return zod__WEBPACK_IMPORTED_MODULE_2__.tm
				}),
			)
		const duration = () => read('duration', _grammar_js__WEBPACK_IMPORTED_MODULE_0__.E9)
		const percent = () => read('percent', (value) => parsePercent(value))
		const secret = ({ lines: several = false } = {}) =>
			of(
				'secret',
				zod__WEBPACK_IMPORTED_MODULE_1__.YjP().superRefine((value, context) => {
					const foreign = several ? /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/ : CONTROL
					if (foreign.test(value))
						context.addIssue({
							code: 'custom',
							message: `holds ${several ? 'a control character' : 'a line break or control character'}; store the secret again without it`,
						})
				}),
			)
		const oneOf = (words) => of('choice', zod__WEBPACK_IMPORTED_MODULE_1__.k5n(words, `must be one of ${words.join(', ')}`))
		const httpsUrl = () =>
			of(
				'address',
				z.string().superRefine((value, context) => {
					const problem = addressProblem(value)
					if (problem !== null) context.addIssue({ code: 'custom', message: problem })
				}),
			)
		const addressProblem = (value) => {
			if (value.length > 2048 || /\s/.test(value) || CONTROL.test(value) || !URL.canParse(value)) return 'must be an address such as https://example.com/health'
			const url = new URL(value)
			if (url.username !== '' || url.password !== '') return 'must not hold a user name or password'
			return url.protocol === 'https:' ? null : 'must begin with https://'
		}
	},
	3355: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
		__webpack_require__.d(__webpack_exports__, {
			B2: () => SCHEDULE_PATTERN,
			Cb: () => parseLatency,
			Cq: () => DURATION_PATTERN,
			E9: () => parseDuration,
			FT: () => PERCENT_PATTERN,
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
			z_: () => parseBytes,
		})
		const SECOND = 1_000
		const MINUTE = 60 * SECOND
		const HOUR = 60 * MINUTE
		const DAY = 24 * HOUR
		const LONGEST_DURATION = 90 * DAY
		const LONGEST_LATENCY = 10 * MINUTE
		const LARGEST_SIZE = 1024 ** 4
		const ok = (value) => ({ ok: true, value })
		const refused = (text, what, fix) => ({
			ok: false,
			message: `${quoted(text)} is not ${what}`,
			fix,
		})
		const quoted = (value) => {
			if (value === null || value === undefined) return 'nothing'
			if (Array.isArray(value)) return 'a list'
			if (typeof value === 'object') return 'a mapping'
			if (typeof value !== 'string') return String(value)
			const short = value.length > 40 ? `${value.slice(0, 39)}…` : value
			return JSON.stringify(short).replace(/[^\x20-\x7e…]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
		}
		const DURATION_UNITS = [
			['d', DAY],
			['h', HOUR],
			['m', MINUTE],
			['s', SECOND],
		]
		const DURATION_PATTERN = '^(?=.)(\\d{1,7}d)?(\\d{1,7}h)?(\\d{1,7}m)?(\\d{1,7}s)?$'
		const DURATION = new RegExp(DURATION_PATTERN)
		const parseDuration = (text) => {
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
		const formatDuration = (milliseconds) => {
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
		const parseLatency = (text) => {
			const fix = 'a latency such as 500ms or 2s, at most 600s'
			const match = typeof text === 'string' ? LATENCY.exec(text) : null
			if (!match) return refused(text, 'a latency', fix)
			const value = Number(match[1]) * (match[2] === 's' ? SECOND : 1)
			return value > LONGEST_LATENCY ? refused(text, 'within 600s', fix) : ok(value)
		}
		const formatLatency = (milliseconds) => (milliseconds % SECOND === 0 ? `${milliseconds / SECOND}s` : `${milliseconds}ms`)
		const PERCENT_PATTERN = '^(0|[1-9]\\d{0,3})(\\.\\d{1,4})?%$'
		const PERCENT = new RegExp(PERCENT_PATTERN)
		const parsePercent = (text, max = 100) => {
			const fix = `a percentage such as 10% or 0.5%, from 0% to ${max}%`
			if (typeof text !== 'string' || !PERCENT.test(text)) return refused(text, 'a percentage', fix)
			const value = Number(text.slice(0, -1))
			return value > max ? refused(text, `within 0% to ${max}%`, fix) : ok(value)
		}
		const formatPercent = (percent) => `${Number(percent.toFixed(4))}%`
		const BYTE_UNITS = [
			['GiB', 1024 ** 3],
			['GB', 1000 ** 3],
			['MiB', 1024 ** 2],
			['MB', 1000 ** 2],
			['KiB', 1024],
			['KB', 1000],
			['B', 1],
		]
		const BYTES_PATTERN = '^(0|[1-9]\\d{0,12})(B|KB|MB|GB|KiB|MiB|GiB)$'
		const BYTES = new RegExp(BYTES_PATTERN)
		const parseBytes = (text) => {
			const fix = 'a size such as 512B, 16KB or 1MiB'
			const match = typeof text === 'string' ? BYTES.exec(text) : null
			if (!match) return refused(text, 'a byte size', fix)
			const size = BYTE_UNITS.find(([unit]) => unit === match[2])?.[1] ?? 1
			const value = Number(match[1]) * size
			return value > LARGEST_SIZE ? refused(text, 'within 1024GiB', fix) : ok(value)
		}
		const formatBytes = (bytes) => {
			const [unit, size] = BYTE_UNITS.find(([, each]) => bytes !== 0 && bytes % each === 0) ?? ['B', 1]
			return `${bytes / size}${unit}`
		}
		const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
		const SCHEDULE_PATTERN = '^((Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?([01]\\d|2[0-3]):[0-5]\\d (UTC|[A-Za-z_]+(/[A-Za-z0-9_+-]+)+)$'
		const SCHEDULE = /^(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?([01]\d|2[0-3]):([0-5]\d) (UTC|[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+)$/
		const parseSchedule = (text) => {
			const fix = 'a time such as Mon 00:00 UTC, 09:00 America/New_York or Fri 17:30 Europe/London'
			const match = typeof text === 'string' && text.length <= 64 ? SCHEDULE.exec(text) : null
			if (!match) return refused(text, 'a time with its zone', fix)
			const [, day, hour, minute, zone = ''] = match
			const known = zoneName(zone)
			if (known === null) return refused(zone, 'a time zone', fix)
			if (known !== zone && known.toLowerCase() === zone.toLowerCase())
				return {
					ok: false,
					message: `${quoted(zone)} is written ${known}`,
					fix: text.replace(zone, known),
				}
			const weekday = day === undefined ? null : WEEKDAYS.indexOf(day)
			return ok({ weekday, minute: Number(hour) * 60 + Number(minute), zone })
		}
		const formatSchedule = ({ weekday, minute, zone }) => {
			const two = (value) => String(value).padStart(2, '0')
			const day = weekday === null ? '' : `${WEEKDAYS[weekday]} `
			return `${day}${two(Math.floor(minute / 60))}:${two(minute % 60)} ${zone}`
		}
		const zoneName = (zone) => {
			try {
				return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone
			} catch {
				return null
			}
		}
		const clocks = new Map()
		const clockOf = (zone) => {
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
				second: 'numeric',
			})
			clocks.set(zone, clock)
			return clock
		}
		const aheadAt = (zone, moment) => {
			const whole = Math.floor(moment / SECOND) * SECOND
			const parts = {}
			for (const { type, value } of clockOf(zone).formatToParts(whole)) parts[type] = Number(value)
			const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
			return Date.UTC(year, month - 1, day, hour, minute, second) - whole
		}
		const momentOf = (zone, wall) => {
			const before = wall - aheadAt(zone, wall - DAY)
			const after = wall - aheadAt(zone, wall + DAY)
			const real = [before, after].filter((moment) => moment + aheadAt(zone, moment) === wall)
			return real.length > 0 ? Math.min(...real) : before
		}
		const nextOccurrence = (schedule, after) => {
			const today = Math.floor((after + aheadAt(schedule.zone, after)) / DAY)
			for (let day = today - 1; ; day += 1) {
				const weekday = new Date(day * DAY).getUTCDay()
				if (schedule.weekday !== null && schedule.weekday !== weekday) continue
				const moment = momentOf(schedule.zone, day * DAY + schedule.minute * MINUTE)
				if (moment > after) return moment
			}
		}
	},
	4229: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
		__webpack_require__.d(__webpack_exports__, {
			Ln: () => blockedAddress,
			Xj: () => blockedHost,
			fY: () => blockedError,
			nz: () => BLOCKED_CODE,
			rN: () => guardedLookup,
		})
		var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030)
		const ALWAYS_V4 = [
			['0.0.0.0', 8],
			['169.254.0.0', 16],
			['168.63.129.16', 32],
			['192.0.0.0', 24],
			['192.0.2.0', 24],
			['198.51.100.0', 24],
			['203.0.113.0', 24],
			['224.0.0.0', 4],
			['240.0.0.0', 4],
		]
		const ALWAYS_V6 = [
			['fe80::', 10],
			['fec0::', 10],
			['ff00::', 8],
			['fd00:ec2::', 32],
			['100::', 64],
			['2001:db8::', 32],
			['64:ff9b::', 96],
			['64:ff9b:1::', 48],
			['2001::', 32],
			['2002::', 16],
		]
		const PRIVATE_V4 = [
			['10.0.0.0', 8],
			['100.64.0.0', 10],
			['127.0.0.0', 8],
			['172.16.0.0', 12],
			['192.168.0.0', 16],
			['198.18.0.0', 15],
		]
		const PRIVATE_V6 = [
			['::1', 128],
			['fc00::', 7],
		]
		const COMPATIBLE = [['::', 96]]
		const blockList = (v4, v6) => {
			const list = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList()
			for (const [address, prefix] of v4) list.addSubnet(address, prefix, 'ipv4')
			for (const [address, prefix] of v6) list.addSubnet(address, prefix, 'ipv6')
			return list
		}
		const always = blockList(ALWAYS_V4, ALWAYS_V6)
		const privately = blockList(PRIVATE_V4, PRIVATE_V6)
		const compatible = blockList([], COMPATIBLE)
		const METADATA_NAMES = /^(?:metadata|metadata\.google\.internal|instance-data|instance-data\.ec2\.internal)$/
		const PRIVATE_NAMES = /^(?:localhost|.+\.localhost|.+\.local|.+\.internal|.+\.home\.arpa)$/
		const blockedHost = (hostname, guard) => {
			const host = hostname
				.toLowerCase()
				.replace(/^\[(.+)\]$/, '$1')
				.replace(/\.$/, '')
			if ((0, node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) !== 0) return blockedAddress(host, guard)
			if (METADATA_NAMES.test(host)) return 'metadata'
			return PRIVATE_NAMES.test(host) && guard.allowPrivate !== true ? 'private' : null
		}
		const blockedAddress = (address, { allowPrivate = false }) => {
			const bare = address.replace(/%.*$/, '')
			const version = (0, node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(bare)
			if (version === 0) return 'private'
			const family = version === 4 ? 'ipv4' : 'ipv6'
			if (always.check(bare, family)) return 'metadata'
			if (privately.check(bare, family)) return allowPrivate ? null : 'private'
			return version === 6 && compatible.check(bare, family) ? 'metadata' : null
		}
		const BLOCKED_CODE = 'SLUICE_BLOCKED_ADDRESS'
		const blockedError = () => Object.assign(new Error('the address is not allowed'), { code: BLOCKED_CODE })
		const guardedLookup = (guard, lookup) => (hostname, options, callback) => {
			lookup(hostname, options, (error, found, family) => {
				if (error) return callback(error, found, family)
				const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found]
				if (addresses.some((address) => blockedAddress(address, guard) !== null)) return callback(blockedError(), '', 0)
				callback(null, found, family)
			})
		}
	},
	6266: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
		__webpack_require__.d(__webpack_exports__, {
			V: () => createHttp,
		})
		var promises_ = __webpack_require__(8500)
		var errors = __webpack_require__(7463)
		var http_address = __webpack_require__(4229)
		class BodyError extends Error {
			problem
			constructor(problem) {
				super(problem)
				this.name = 'BodyError'
				this.problem = problem
			}
		}
		const decoderFor = async (encoding) => {
			switch (encoding.trim().toLowerCase()) {
				case '':
				case 'identity':
					return null
				case 'gzip':
				case 'x-gzip':
					return (await Promise.resolve().then(__webpack_require__.t.bind(__webpack_require__, 8522, 19))).createGunzip()
				case 'deflate':
					return (await Promise.resolve().then(__webpack_require__.t.bind(__webpack_require__, 8522, 19))).createInflate()
				case 'br':
					return (await Promise.resolve().then(__webpack_require__.t.bind(__webpack_require__, 8522, 19))).createBrotliDecompress()
				default:
					throw new BodyError('unknown-encoding')
			}
		}
		const readBody = async (body, { encoding, length, maxBytes }) => {
			body.on('error', () => {})
			try {
				if (/^\d+$/.test(length) && Number(length) > maxBytes) throw new BodyError('too-large')
				const decoder = await decoderFor(encoding)
				if (!decoder) return await collect(body, maxBytes)
				if (body.destroyed) throw body.errored ?? new Error('closed')
				body.on('close', () => {
					if (!body.readableEnded) decoder.destroy(body.errored ?? new Error('closed'))
				})
				return await collect(body.pipe(decoder), maxBytes)
			} catch (error) {
				body.destroy()
				throw error
			}
		}
		const collect = async (stream, maxBytes) => {
			const chunks = []
			let size = 0
			for await (const chunk of stream) {
				size += chunk.byteLength
				if (size > maxBytes) throw new BodyError('too-large')
				chunks.push(chunk)
			}
			return Buffer.concat(chunks)
		}
		const isRead = (method) => method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
		const PASSING = new Set([408, 425, 429, 500, 502, 503, 504])
		const isRateLimited = (status, headers) => status === 429 || (status === 403 && (headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0'))
		const isPassing = (status, headers) => PASSING.has(status) || isRateLimited(status, headers)
		const mayHaveTakenEffect = (status) => status >= 500 || status === 408
		const askedWait = (headers, now) => {
			const present = momentIn(headers.date) ?? now
			const after = headers['retry-after']?.trim()
			if (after !== undefined && /^\d{1,9}$/.test(after)) return Number(after) * 1000
			const moment = momentIn(after)
			if (moment !== null) return Math.max(0, moment - present)
			const reset = headers['x-ratelimit-reset']
			if (headers['x-ratelimit-remaining'] === '0' && reset !== undefined && /^\d{1,12}$/.test(reset)) return Math.max(0, Number(reset) * 1000 - present)
			return null
		}
		const momentIn = (text) => {
			if (text === undefined || !/^[A-Z][a-z]{2}/.test(text)) return null
			const moment = Date.parse(text)
			return Number.isNaN(moment) ? null : moment
		}
		const BASE_WAIT = 250
		const LONGEST_WAIT = 10_000
		const backoff = (attempt, random) => random * Math.min(LONGEST_WAIT, BASE_WAIT * 2 ** (attempt - 1))
		const finding = (code, retryable, sent, says) => ({
			code,
			retryable,
			sent,
			says,
		})
		const UNREACHED = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/
		const UNTRUSTED = /^(?:CERT_.*|ERR_TLS_.*|ERR_SSL_.*|EPROTO|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*|HOSTNAME_MISMATCH)$/
		const codeOf = (error) => {
			if (typeof error !== 'object' || error === null) return ''
			if ('code' in error && typeof error.code === 'string') return error.code
			return 'cause' in error ? codeOf(error.cause) : ''
		}
		const findingFor = (error) => {
			if (error instanceof BodyError) return error.problem === 'too-large' ? finding('too-large', false, true, 'sent a larger body than allowed') : finding('invalid-answer', false, true, 'sent a body in an encoding that was not asked for')
			const code = codeOf(error)
			if (code === http_address.nz) return finding('blocked', false, false, 'leads to an address that is private or reserved; it was not connected to')
			if (UNREACHED.test(code)) return finding('connection', true, false, `could not be reached (${code})`)
			if (UNTRUSTED.test(code)) return finding('connection', false, false, `has no certificate that can be trusted (${code})`)
			if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW') return finding('too-large', false, true, 'sent larger headers than allowed')
			if (error instanceof Error && error.name === 'HTTPParserError') return finding('invalid-answer', false, true, 'did not answer with valid HTTP')
			if (code.startsWith('Z_') || code.startsWith('ERR__ERROR_') || code.startsWith('ERR_BROTLI')) return finding('invalid-answer', false, true, 'sent a broken compressed body')
			if (code === 'UND_ERR_INVALID_ARG') return finding('connection', false, false, 'could not be asked: invalid request')
			return finding('connection', true, true, `lost the connection${code === '' ? '' : ` (${code})`}`)
		}
		const effectOf = (method, sent) => (sent && !isRead(method) ? 'unknown' : 'none')
		const fail = ({ provider, method, where }, found) =>
			new errors.mZ({
				provider,
				message: `${provider}: ${method} ${where} ${found.says}`,
				retryable: found.retryable,
				effect: effectOf(method, found.sent),
				code: found.code,
			})
		const transportFailure = (subject, error) => (error instanceof errors.mZ ? error : fail(subject, findingFor(error)))
		const timeoutFailure = (subject, milliseconds) => fail(subject, finding('timeout', true, true, `did not answer within ${milliseconds / 1000} s`))
		const interruptedFailure = (subject) => fail(subject, finding('interrupted', true, true, 'was interrupted'))
		const blockedFailure = (subject, says) => fail(subject, finding('blocked', false, true, says))
		const answerFailure = (subject, says) => fail(subject, finding('invalid-answer', false, true, says))
		const REQUEST_IDS = ['x-github-request-id', 'x-request-id', 'cf-ray', 'fly-request-id', 'x-vercel-id']
		const requestIdIn = (headers) => REQUEST_IDS.map((name) => headers[name]).find((id) => id !== undefined && /^[\w.:=-]{1,128}$/.test(id))
		const statusFailure = ({ provider, method, where }, { status, headers, wait }) => {
			const limited = isRateLimited(status, headers)
			const requestId = requestIdIn(headers)
			const patience = wait === null ? '' : `, asks to wait ${Math.ceil(wait / 1000)} s`
			return new errors.mZ({
				provider,
				message: `${provider}: ${method} ${where} ${limited ? `is rate-limited (${status}${patience})` : `answered ${status}${patience}`}`,
				retryable: isPassing(status, headers),
				status,
				effect: effectOf(method, mayHaveTakenEffect(status)),
				code: limited ? 'rate-limited' : 'status',
				...(requestId !== undefined && { requestId }),
				...(wait !== null && { retryAfter: wait }),
			})
		}
		const withUnknownEffect = (failure) =>
			new errors.mZ({
				provider: failure.provider,
				message: failure.message,
				retryable: failure.retryable,
				effect: 'unknown',
				...(failure.status !== undefined && { status: failure.status }),
				...(failure.code !== undefined && { code: failure.code }),
				...(failure.requestId !== undefined && { requestId: failure.requestId }),
				...(failure.retryAfter !== undefined && { retryAfter: failure.retryAfter }),
			})
		const neverSent = ({ provider, method, where }) =>
			new errors.mZ({
				provider,
				message: `${provider}: ${method} ${where} was not sent: interrupted`,
				retryable: true,
				effect: 'none',
				code: 'interrupted',
			})
		const MOST_REDIRECTS = 5
		const HARMLESS = new Set(['accept', 'accept-encoding', 'accept-language', 'user-agent', 'range'])
		const nextHop = (from, headers, location) => {
			if (location === undefined || !URL.canParse(location, from.href)) return { refused: 'redirects to nowhere' }
			const url = new URL(location, from.href)
			if (url.protocol !== 'https:' && url.protocol !== 'http:') return { refused: 'redirects to a scheme that is not HTTP' }
			if (url.username !== '' || url.password !== '') return { refused: 'redirects to an address with a user name' }
			if (from.protocol === 'https:' && url.protocol === 'http:') return { refused: 'redirects from https to http' }
			if (url.origin === from.origin) return { url, headers: { ...headers } }
			return {
				url,
				headers: Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.has(name.toLowerCase()))),
			}
		}
		const isRedirect = (status) => [301, 302, 303, 307, 308].includes(status)
		const attemptOnce = async (call, transport, context) => {
			if (context.stop.aborted) throw neverSent(call.subject)
			const began = context.now()
			const limit = new AbortController()
			const timer = setTimeout(() => limit.abort(), call.timeout)
			try {
				const answer = await travel(call, transport, AbortSignal.any([context.signal, limit.signal]))
				const id = requestIdIn(answer.headers)
				const took = Math.round(context.now() - began)
				context.debug?.(`${call.method} ${call.subject.where} ${answer.status} ${took} ms${id ? ` ${id}` : ''}`)
				if (call.accepts(answer.status)) return answer
				const { status, headers } = answer
				throw isRedirect(status) ? blockedFailure(call.subject, `answered with a redirect (${status}) that is not followed`) : statusFailure(call.subject, { status, headers, wait: askedWait(headers, context.now()) })
			} catch (error) {
				if (error instanceof errors.mZ) throw error
				if (context.stop.aborted) throw interruptedFailure(call.subject)
				if (context.signal.aborted) throw timeoutFailure(call.subject, call.deadline)
				if (limit.signal.aborted) throw timeoutFailure(call.subject, call.timeout)
				throw transportFailure(call.subject, error)
			} finally {
				clearTimeout(timer)
			}
		}
		const travel = async (call, transport, signal) => {
			let { url, headers } = call
			for (let hops = 0; ; hops += 1) {
				const head = await transport.send({ url, method: call.method, headers, body: call.body, signal })
				const received = plainHeaders(head.headers)
				if (!call.follow || !isRedirect(head.statusCode)) return takeIn(call, url, head, received)
				head.body.on('error', () => {}).destroy()
				if (hops === MOST_REDIRECTS) throw blockedFailure(call.subject, `redirects more than ${MOST_REDIRECTS} times`)
				const next = nextHop(url, headers, received.location)
				if ('refused' in next) throw blockedFailure(call.subject, next.refused)
				if (call.guard && (0, http_address.Xj)(next.url.hostname, call.guard)) throw Object.assign(new Error('redirected'), { code: http_address.nz })
				url = next.url
				headers = next.headers
			}
		}
		const takeIn = async (call, url, head, headers) => {
			const body = await readBody(head.body, {
				encoding: call.method === 'HEAD' ? '' : (headers['content-encoding'] ?? ''),
				length: call.method === 'HEAD' ? '' : (headers['content-length'] ?? ''),
				maxBytes: call.maxBytes,
			})
			const text = () => Buffer.from(body).toString('utf8')
			return {
				status: head.statusCode,
				headers,
				body,
				url: url.href,
				text,
				json: (schema) => parse(call, text(), schema),
			}
		}
		const plainHeaders = (headers) => Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]])))
		const parse = ({ subject }, text, schema) => {
			let value
			try {
				value = JSON.parse(text)
			} catch {
				throw answerFailure(subject, 'did not answer with JSON')
			}
			const result = schema.safeParse(value)
			if (result.success) return result.data
			const places = result.error.issues.slice(0, 3).map(({ path, code }) => `${path.map(String).join('.') || 'the whole'} (${code})`)
			throw answerFailure(subject, `answered with an unexpected shape at ${places.join(', ')}`)
		}
		const ATTEMPT_TIMEOUT = 15_000
		const DEADLINE = 60_000
		const MAX_BYTES = 1024 * 1024
		const ATTEMPTS = 4
		const prepare = (wish, options) => {
			const method = wish.method ?? 'GET'
			const url = addressOf(wish, options)
			const repeats = wish.retry === 'safe' || (wish.retry !== 'never' && isRead(method))
			return {
				subject: { provider: options.provider, method, where: url.host + url.pathname },
				url,
				method,
				headers: headersOf(wish, options),
				body: wish.json === undefined ? wish.body : JSON.stringify(wish.json),
				timeout: wish.timeout ?? ATTEMPT_TIMEOUT,
				deadline: wish.deadline ?? DEADLINE,
				maxBytes: wish.maxBytes ?? MAX_BYTES,
				attempts: repeats ? (wish.attempts ?? ATTEMPTS) : 1,
				follow: (method === 'GET' || method === 'HEAD') && wish.redirect !== 'answer',
				accepts: acceptance(wish.accept ?? 'success'),
				guard: options.guard,
			}
		}
		const acceptance = (accept) => {
			if (accept === 'any') return () => true
			if (accept === 'success') return (status) => status >= 200 && status <= 299
			return (status) => accept.includes(status)
		}
		const addressOf = ({ url: written, query = {} }, { provider, guard }) => {
			const refuse = (message, fix) => new errors.xL({ message: `${provider}: ${message}`, ...(fix !== undefined && { fix }) })
			if (!URL.canParse(String(written))) throw refuse('the address is not a valid URL', 'https://host/path')
			const url = new URL(String(written))
			if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refuse('the address must begin with https://')
			if (url.username !== '' || url.password !== '') throw refuse('the address holds a user name or password', 'the credential as a secret of its own')
			const blocked = guard && (0, http_address.Xj)(url.hostname, guard)
			if (blocked === 'metadata') throw refuse('the address is reserved or serves metadata of the machine')
			if (blocked === 'private') throw refuse('the address is private', 'a public address, or allow-private-network: true')
			for (const [name, value] of Object.entries(query)) {
				if (value === undefined) continue
				for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one))
			}
			return url
		}
		const headersOf = ({ headers = {}, json }, { provider, userAgent }) => {
			const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
			const broken = own.filter(([name, value]) => !/^[!#$%&'*+.^`|~\w-]+$/.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(value))
			if (broken.length > 0) {
				throw new errors.xL(
					broken.map(([name]) => ({
						message: `${provider}: the header ${/^[\w-]{1,64}$/.test(name) ? name : 'name'} holds a character that is not allowed in headers`,
						fix: 'the value on one line; look for a line break inside a token',
					})),
				)
			}
			return {
				'user-agent': userAgent ?? 'sluice',
				accept: '*/*',
				'accept-encoding': 'identity',
				...(json !== undefined && { 'content-type': 'application/json' }),
				...Object.fromEntries(own),
			}
		}
		const createHttp = (options) => {
			const now = options.now ?? (() => performance.timeOrigin + performance.now())
			const random = options.random ?? Math.random
			const sleep = options.sleep ?? ((wait, signal) => (0, promises_.setTimeout)(wait, undefined, { signal }))
			let transport
			const connect = () => {
				transport ??= Promise.all([__webpack_require__.e(752), __webpack_require__.e(124)])
					.then(__webpack_require__.bind(__webpack_require__, 7124))
					.then(({ openTransport }) => openTransport(options))
				return transport
			}
			const request = async (wish) => {
				const call = prepare(wish, options)
				const deadlineAt = now() + call.deadline
				const deadline = new AbortController()
				const timer = setTimeout(() => deadline.abort(), call.deadline)
				const stop = AbortSignal.any([options.signal, wish.signal].filter((signal) => signal !== undefined))
				const signal = AbortSignal.any([stop, deadline.signal])
				try {
					const send = await connect()
					return await persist(call, {
						attempt: () => attemptOnce(call, send, { stop, signal, now, debug: options.debug }),
						pause: async (wait, failure) => {
							if (now() + wait > deadlineAt) throw failure
							await sleep(wait, signal).catch(() => {
								throw stop.aborted ? interruptedFailure(call.subject) : failure
							})
						},
						random,
					})
				} finally {
					clearTimeout(timer)
				}
			}
			const close = async () => {
				const open = transport
				transport = undefined
				await (await open?.catch(() => undefined))?.close()
			}
			return { request, close }
		}
		const persist = async (call, { attempt, pause, random }) => {
			let unknown = false
			for (let count = 1; ; count += 1) {
				try {
					return await attempt()
				} catch (error) {
					if (!(error instanceof errors.mZ)) throw error
					unknown ||= error.effect === 'unknown'
					const failure = unknown ? withUnknownEffect(error) : error
					if (!error.retryable || error.code === 'interrupted' || count >= call.attempts) throw failure
					await pause(Math.max(error.retryAfter ?? 0, backoff(count, random())), failure)
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
		})
		const ANSI = /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n\r]{0,4096}(?:\x07|\x1b\\|\x9c)?|(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,16}[@-~]?|\x1b[ -/]{0,16}[0-~]?/g
		const LINE_ENDS = /\r\n|[\r\v\f\x85\u2028\u2029]/g
		const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g
		const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu
		const COMMAND_START = /^([^\S\n]*):(?=:)/gm
		const inert = (text) => wellFormed(text).replace(ANSI, '').replace(LINE_ENDS, '\n').replace(CONTROLS, '').replace(INVISIBLE, '').replaceAll('##[', '## [').replace(COMMAND_START, '$1: ')
		const wellFormed = (text) => text.replace(/\p{Surrogate}/gu, '\ufffd')
		const inertLine = (text) => inert(inert(text).replace(/\s+/g, ' ').trim())
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
		const endsInHalfCharacter = (text) => /[\ud800-\udbff]$/.test(text)
		const isContinuation = (byte) => byte !== undefined && (byte & 0xc0) === 0x80
		const SEAM = '\u200b'
		const inertMarkdown = (text) =>
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
		const codeSpan = (text) => {
			const line = inertLine(text)
			if (line === '') return ''
			const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length))
			const fence = '`'.repeat(longest + 1)
			const space = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
			return `${fence}${space}${line.replaceAll('|', '\\|')}${space}${fence}`
		}
	},
	6209: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
		__webpack_require__.d(__webpack_exports__, {
			DV: () => codeBlock,
			Jf: () => htmlLines,
			Oc: () => diagramLabel,
			aY: () => code,
			pj: () => plain,
			qy: () => html,
			wD: () => markdown,
		})
		const TERMINAL = /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\r\n]*(?:\x07|\x1b\\|\x9c)?|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b[ -/]*[0-~]?/g
		const LINE_ENDS = /\r\n|[\r\v\f\x85\u2028\u2029]/g
		const BROKEN = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
		const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g
		const UNSEEN = /[\u00ad\u061c\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]|\u034f|\u17b4|\u17b5|[\u180b-\u180f]|[\ufe00-\ufe0f]|[\u{e0000}-\u{e0fff}]/gu
		const TEXT_LIMIT = 500
		const plainLines = (text) => text.replace(BROKEN, '\ufffd').replace(TERMINAL, '').replace(LINE_ENDS, '\n').replace(CONTROLS, '').replace(UNSEEN, '')
		const plain = (text, limit = TEXT_LIMIT) => {
			const line = plainLines(text.slice(0, limit * 8))
				.replace(/\s+/g, ' ')
				.trim()
			const characters = [...line]
			return characters.length <= limit ? line : `${characters.slice(0, Math.max(0, limit - 1)).join('')}…`
		}
		const SEAM = '&#8203;'
		const markdown = (text, limit) =>
			plain(text, limit)
				.replaceAll('&', '&amp;')
				.replaceAll('<', '&lt;')
				.replaceAll('>', '&gt;')
				.replaceAll('|', '&#124;')
				.replaceAll('$', '&#36;')
				.replaceAll('`', '&#96;')
				.replace(/[\\*_~[\]!]/g, '\\$&')
				.replace(/@(?=[\p{L}\p{N}_-])/gu, `@${SEAM}`)
				.replace(/(?<!&)#(?=\p{N})/gu, `#${SEAM}`)
				.replace(/\b(GH)-(?=\d)/gi, `$1${SEAM}-`)
				.replace(/:(?=\/\/)/g, `:${SEAM}`)
				.replace(/:(?=[\w+-]+:)(?!\d\d:)/g, `:${SEAM}`)
				.replace(/\b(www)\./gi, `$1${SEAM}.`)
				.replace(/\b(mailto|xmpp):/gi, `$1${SEAM}:`)
				.replace(/^([-+=#])/, '\\$1')
				.replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
		const code = (text, limit = 120) => {
			const line = plain(text, limit)
			if (line === '') return '–'
			return /[`|\\]/.test(line) ? markdown(line, limit) : `\`${line}\``
		}
		const codeBlock = (text, language = '', limit = 4_000) => {
			const body = plainLines(text.slice(0, limit)).trimEnd()
			const longest = Math.max(2, ...(body.match(/`+/g) ?? []).map((run) => run.length))
			const fence = '`'.repeat(longest + 1)
			return `${fence}${language}\n${body}\n${fence}`
		}
		const diagramLabel = (text) =>
			plain(text, 60)
				.replace(/[^A-Za-z0-9._/ -]+/g, ' ')
				.replace(/\s+/g, ' ')
				.trim() || 'unnamed'
		const html = (text, limit) => plain(text, limit).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
		const htmlLines = (text, limit = 4_000) =>
			plainLines(text.slice(0, limit))
				.trimEnd()
				.split('\n')
				.map((line) => html(line, limit))
				.join('\n')
	},
	4416: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
		__webpack_require__.d(__webpack_exports__, {
			r: () => MAX_STEPS,
		})
		const MAX_STEPS = 12
	},
}
