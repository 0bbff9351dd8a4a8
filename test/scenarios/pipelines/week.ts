import { openProject, type Project, type ProjectOptions } from './project.ts'

/** A push on Monday morning; grace lets it begin, and on Thursday lets it go on. */
export const playWeek = async (options: ProjectOptions): Promise<{ project: Project; told: string[] }> => {
  const project = await openProject(options)
  const told: string[] = []
  const look = async (moment: string): Promise<void> => {
    await project.until(moment)
    told.push(`${moment}: ${await project.serving()}`)
  }
  await project.push('v2')
  await project.approve()
  for (const moment of ['Mon 12:00', 'Tue 12:00', 'Thu 09:30']) await look(moment)
  await project.approve()
  for (const moment of ['Thu 12:00', 'Sat 12:00', 'Mon 12:00']) await look(moment)
  return { project, told }
}

/** Who serves while it goes well. */
export const SERVED = [
  'Mon 12:00: v1 90, v2 10',
  'Tue 12:00: v1 75, v2 25',
  'Thu 09:30: v1 75, v2 25',
  'Thu 12:00: v1 50, v2 50',
  'Sat 12:00: v2 100',
  'Mon 12:00: v2 100',
]

/** What happened to the second version, without times. */
export const events = (ledger: string): string[] =>
  ledger
    .slice(ledger.indexOf('rollout of v2'))
    .split('\n')
    .map((line) => line.replace(/^ {2}\w+ \d\d:\d\d {2}/, ''))

/** The same as it has to be. */
export const EVENTS = [
  'rollout of v2, by ada',
  'started',
  'asks 1',
  'approved 1 grace',
  'deployed web',
  'checked canary',
  'setting 10%',
  'set 10%',
  'setting 25%',
  'set 25%',
  'asks 3',
  'approved 3 grace',
  'setting 50%',
  'set 50%',
  'setting 100%',
  'set 100%',
  'promoted',
]
