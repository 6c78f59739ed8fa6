/**
 * Classes of SQLSTATE that are no fault of ours: connection, log-in, no such database, resources, the server stops, the
 * disk, its own bugs.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const classes: ReadonlySet<string> = new Set(['08', '28', '3D', '42501', '53', '57', '58', 'XX', '25006']);

/** What the classes are to people. */
const words: Readonly<Record<string, string>> = {
  '08': 'the connection failed',
  '28': 'the log-in is refused',
  '3D': 'there is no such database',
  '42': 'the user lacks a right',
  '53': 'it has no resources left',
  '57': 'it stops, or starts just now',
  '25': 'it is read-only',
};

/** What the driver says without a code of the server. */
const lost =
  /^(Connection terminated|timeout (exceeded when trying to connect|expired)$|Query read timeout$|Client .* not queryable$|The server does not support SSL|There was an error establishing an SSL)/;

/**
 * Why, in one line: by the code, or as the driver says it. What is answered in words is not repeated: whoever sets the address
 * would read with it what listens there.
 */
export function reasonOf(error: Error): string {
  const { code } = error as { readonly code?: unknown };
  if (typeof code !== 'string') return lost.exec(error.message)?.[0] ?? 'unknown';
  if (/^E[A-Z]+$/.test(code)) return code;
  const said = /^[0-9A-Z]{5}$/.test(code) ? code : 'unknown';
  return `${words[said.slice(0, 2)] ?? 'it failed'}: ${said}`;
}

/** Whether a text has a character that PostgreSQL cannot keep. */
export const isTextFailure = (error: unknown): boolean =>
  (error as { readonly code?: unknown } | null)?.code === '22021';

/** Whether it is the database or the way to it that fails. */
export function isWorldFailure(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code } = error as { readonly code?: unknown };
  if (typeof code !== 'string') return lost.test(error.message);
  return /^E[A-Z]+$/.test(code) || classes.has(code) || classes.has(code.slice(0, 2));
}
