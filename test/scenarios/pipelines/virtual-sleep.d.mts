/** From here on the time of the clock is that of this process; a process that plays several steps asks before each. */
export declare const lookAtClock: () => Promise<void>
