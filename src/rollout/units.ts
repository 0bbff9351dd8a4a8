/**
 * The percentage that `weight` becomes where only whole units can be moved: the fewest units of `units` that reach it,
 * so that a step is never smaller than written. In percent, exact for 0 and 100.
 */
export const shareInUnits = (weight: number, units: number): number => (100 * unitsFor(weight, units)) / units

/** The fewest of `units` equal units that make at least `weight` percent; at least one for any weight above 0. */
export const unitsFor = (weight: number, units: number): number =>
  Math.max(0, Math.ceil((weight * units) / 100 - 1e-9))
