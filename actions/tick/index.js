import { tick } from '../../dist/index.js'

await (await tick()).run()
