import assert from 'node:assert/strict';

type Context<Config> = { readonly config: Config } & Record<string, unknown>;

/** A node's context around a configuration, which hears nothing. */
export function context<Config>(
  node: { parse(given: object): { readonly ok: boolean; readonly value?: Config } },
  given: object,
  secrets: Readonly<Record<string, string>> = {},
): Context<Config> {
  const { ok, value } = node.parse({ schema: 1, ...given });
  assert.ok(ok);
  const log = { info() {}, warn() {}, error() {} };
  const { signal } = new AbortController();
  return { id: 'node', config: value as Config, secrets, signal, log, status() {}, report() {} };
}
