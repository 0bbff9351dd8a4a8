import { MISHAPS } from '../../test/scenarios/calls.ts'
import { disturbed, type Tale, undisturbed } from '../../test/scenarios/tales.ts'

/** One story, and what came of it with each of its requests disturbed in each way. */
export interface MatrixRow {
  tale: string
  /** Requests of the story when nothing goes wrong. */
  requests: number
  /** Stories played: one for each request and mishap that tells something new. */
  points: number
  /** What did not hold, each with the words that replay it. */
  broken: string[]
}

/** Where nobody runs a job again, a request that fails is as good as a kill. */
const KILLS = ['kill-before', 'kill-after'] as const

/** Plays a story once for every request and every mishap that it can meet. */
export const playMatrix = async (tale: Tale): Promise<MatrixRow> => {
  const log = await undisturbed(tale)
  const row: MatrixRow = { tale: tale.name, requests: log.length, points: 0, broken: [] }
  for (const [index, { kind }] of log.entries())
    for (const mishap of MISHAPS[kind]) {
      if (tale.leftAlone && !KILLS.some((kill) => kill === mishap)) continue
      row.points += 1
      const failure = await disturbed(tale, [[index + 1, mishap]], 2 * log.length)
      if (failure) row.broken.push(failure)
    }
  return row
}
