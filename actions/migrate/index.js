import { migrate } from '../../dist/index.js'

await (await migrate()).run()
