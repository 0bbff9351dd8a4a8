import { smokeTest } from '../../dist/index.js'

await (await smokeTest()).run()
