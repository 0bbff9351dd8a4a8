import { deploy } from '../../dist/index.js'

await (await deploy()).run()
