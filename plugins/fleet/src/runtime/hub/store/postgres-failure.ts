/**
 * Classes of SQLSTATE that are no fault of ours: connection, log-in, no such database, resources, the server stops, the
 * disk, its own bugs.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const classes: ReadonlySet<string> = new Set(['08', '28', '3D', '42501', '53', '57', '58', 'XX', '25006']);

/** What the driver says without a code of the server. */
const lost =
  /^(Connection terminated|timeout (exceeded when trying to connect|expired)$|Query read timeout$|Client .* not queryable$|The server does not support SSL|There was an error establishing an SSL)/;

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
