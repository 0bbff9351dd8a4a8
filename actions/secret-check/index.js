import { secretCheck } from '../../dist/index.js'

await (await secretCheck()).run()
