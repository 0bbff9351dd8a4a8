import type { Reporter, TestModule } from 'vitest/node'

/** Says as the very last line how many tests passed and failed, in the form that other programs read. */
export class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: 'passed' | 'failed'): number =>
      tests.filter((test) => test.result().state === state).length
    const broken = modules.filter((module) => module.errors().length > 0).length
    const line = `${count('passed')} passed, ${count('failed') + broken} failed`
    process.on('exit', () => console.log(line))
  }
}
