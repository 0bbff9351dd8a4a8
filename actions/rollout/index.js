import { rollout } from '../../dist/index.js'

await (await rollout()).run()
