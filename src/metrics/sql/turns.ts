/** The last question of each source that is still under way. Entries go with the options they belong to. */
const last = new WeakMap<object, Promise<unknown>>()

/**
 * Does the work once all earlier work for the same source has ended, however it ended: the metrics of one source take
 * turns, so that it sees one question at a time. `source` is the options of the source, the same object for its metrics.
 */
export const inTurn = async <T>(source: object, work: () => Promise<T>): Promise<T> => {
  const before = last.get(source) ?? Promise.resolve()
  const turn = before.then(work, work)
  last.set(
    source,
    turn.catch(() => undefined),
  )
  return turn
}
