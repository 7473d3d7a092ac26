/** What the program says with its exit code. The same for every command. */
export const EXIT = {
  /** It is so, it is done. */
  yes: 0,
  /** It is not so, or the work could not be done. */
  no: 1,
  /** The command line is wrong. */
  usage: 2,
  /** A wait ended without an answer. */
  timedOut: 3,
  /** A fault of the program itself. */
  internal: 70,
  /** Ended by a second signal, before everything was in order. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
