/** How many results are kept. */
const MOST = 200

/** Does work once per key: files are read again at every run, and nearly always say the same. */
export const remembered = <T>(): ((key: string, work: () => T) => T) => {
  const results = new Map<string, T>()
  return (key, work) => {
    const known = results.get(key)
    if (known !== undefined) return known
    const result = work()
    const [oldest] = results.keys()
    if (results.size >= MOST && oldest !== undefined) results.delete(oldest)
    results.set(key, result)
    return result
  }
}
