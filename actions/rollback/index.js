import { rollback } from '../../dist/index.js'

await (await rollback()).run()
