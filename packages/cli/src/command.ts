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
  /** How wide the terminal is, in characters; undefined where the text goes elsewhere. */
  readonly columns: number | undefined;
}

/** Where text comes from. */
export interface Input {
  /** A person can be asked. */
  readonly terminal: boolean;
  /** All of it, until it ends. */
  text(): Promise<string>;
  /** The next line that a person types; undefined where the input ends instead. */
  line(): Promise<string | undefined>;
  /** The same, without showing what is typed. */
  secret(): Promise<string | undefined>;
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
  readonly input: Input;
  readonly output: Output;
  readonly errors: Output;
  /**
   * Hears the first Ctrl-C, which then ends nothing by itself; the second one does.
   *
   * @returns takes the listener away again
   */
  readonly onInterrupt: (listener: () => void) => () => void;
}

interface Named {
  readonly name: string;
  /** One line for `millwright help`. */
  readonly summary: string;
  /** The page of `millwright help <name>`, at most 80 columns wide. */
  readonly usage: string;
}

/** What `millwright <name>` does, or `millwright <group> <name>`. */
export interface Action extends Named {
  /**
   * @param args what stands after the name
   * @throws coded errors; the dispatcher says them and ends with 2
   */
  run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode>;
}

/** Commands about one thing, below its name. */
export interface Group extends Named {
  readonly commands: readonly Command[];
}

export type Command = Action | Group;
