import { preflight } from '../../dist/index.js'

await (await preflight()).run()
