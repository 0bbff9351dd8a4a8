/** Names of ours that the vendor's own type does not have; `never` when there are none. */
export type Foreign<Ours, Vendor> = Ours extends unknown ? Exclude<keyof Ours, KeyOfAny<Vendor>> : never

type KeyOfAny<T> = T extends unknown ? keyof T : never

/** Compiles for nothing else. */
export type None<T extends never> = T

/** What a list holds. */
export type Item<T> = NonNullable<T> extends readonly (infer One)[] ? One : never

/** Index signatures stand for "goes back as it came"; what we name ourselves is what counts. */
export type Named<T> = { [Key in keyof T as string extends Key ? never : Key]: T[Key] }

/** What a function of the stand-in answers. */
export type Answer<T extends (...given: never[]) => unknown> = NonNullable<ReturnType<T>>
