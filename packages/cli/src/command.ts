/** How the command ended, for scripts and for monitoring. */
export const exitCodes = {
  /** All that was looked at is well. */
  well: 0,
  /** Something needs attention. */
  attention: 1,
  /** Wrong use, or something that was asked for could not be looked at. */
  failed: 2,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Where text goes to. */
export interface Output {
  write(text: string): void;
  /** A person's terminal that shows colours, and wants them. */
  readonly colour: boolean;
}

/** Everything a command knows of the world around it. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The user's home directory. */
  readonly home: string;
  readonly now: () => Date;
  /** Version of the Node.js that runs the command, without a `v`. */
  readonly nodeVersion: string;
  /** Version of the command itself. */
  readonly version: string;
  readonly output: Output;
  readonly errors: Output;
}

/** One command, `millwright <name>`. */
export interface Command {
  readonly name: string;
  /** One line for `millwright help`. */
  readonly summary: string;
  /** The page of `millwright help <name>`, at most 80 columns wide. */
  readonly usage: string;
  /**
   * @param args what stands after the name
   * @throws coded errors; the dispatcher says them and ends with 2
   */
  run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode>;
}
