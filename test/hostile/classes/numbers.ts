import { type HostileCase, type HostileClass, mistake, start, step } from './case.ts'

const STEPS = /steps: \[.*\]/

const steps = (what: string, written: string, says: RegExp): HostileCase => ({
  what,
  prepare: (house) => house.configure((text) => text.replace(STEPS, `steps: ${written}`)),
  act: start,
  expected: mistake(says),
})

const max = (what: string, written: string): HostileCase => ({
  what,
  prepare: (house) => house.configure((text) => text.replace('max: 2%', `max: ${written}`)),
  act: start,
  expected: mistake(/sluice\.yml.*max|percent/),
})

const input = (what: string, inputs: Record<string, string>, says: RegExp): HostileCase => ({
  what,
  from: 'baking',
  act: step('rollout', { operation: 'advance', ...inputs }),
  expected: mistake(says),
})

/** Numbers, percents, durations, steps and thresholds that are none, or too much. */
export const numbers: HostileClass = {
  name: 'Numbers, percents, durations, steps, thresholds',
  rule: 'the documented forms, else a mistake that shows them; nothing is coerced or evaluated',
  cases: [
    steps('steps that fall', '[{ weight: 50%, bake: 1m }, { weight: 10%, bake: 1m }]', /steps/),
    steps('no steps', '[]', /steps/),
    steps('a step twice', '[{ weight: 10%, bake: 1m }, { weight: 10%, bake: 1m }]', /steps/),
    steps(
      'a thousand steps',
      `[${Array.from({ length: 1000 }, () => '{ weight: 1%, bake: 1m }').join(', ')}]`,
      /steps/,
    ),
    steps('a bare number for a percentage', '[{ weight: 10, bake: 1m }]', /10%/),
    steps('a bake time in words', '[{ weight: 10%, bake: soon }]', /30m/),
    steps('more than everything', '[{ weight: 101%, bake: 1m }]', /100%/),
    steps('a negative share', '[{ weight: -10%, bake: 1m }]', /steps|%/),
    max('a threshold that is a program', "'result > 0.05; process.exit()'"),
    max('a decimal comma', '1,5%'),
    max('digits of another script', "'٣%'"),
    max('an overflow', '1e309'),
    max('not a number', '.nan'),
    input('a watch in words', { watch: '12abc' }, /`watch`/),
    input('a watch beyond all caps', { watch: '999999999d' }, /`watch`/),
    input('a flag that is neither', { 'dry-run': 'maybe' }, /`dry-run`/),
    input('an empty exponent', { watch: '1e3' }, /`watch`/),
  ],
  also: ['kit/grammar', 'config/mistakes', 'fuzz/texts'],
}
