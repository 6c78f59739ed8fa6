import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { NodeRedProcess } from '@millwright/testing';
import type { ProbeOptions, Probes } from './probes.ts';

/** Nothing of a probe needs a registry: the discard port of the loopback answers nobody. */
export const withoutRegistry = { npm_config_registry: 'http://127.0.0.1:9/', npm_config_fetch_retries: '0' };

/** Installs a probe into a running Node-RED, as the palette manager's upload does. */
export async function installProbe(
  nodeRed: NodeRedProcess,
  probes: Probes,
  options: ProbeOptions,
  token?: string,
): Promise<void> {
  const tarball = probes.pack(await probes.make(options));
  const form = new FormData();
  form.set('tarball', new Blob([new Uint8Array(await readFile(tarball))]), basename(tarball));
  const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};
  const response = await fetch(`${nodeRed.adminUrl}/nodes`, { method: 'POST', body: form, headers });
  assert.equal(response.status, 200, await response.text());
}

export async function removeProbe(nodeRed: NodeRedProcess, id: string, token?: string): Promise<void> {
  const answer = await nodeRed.request('DELETE', `/nodes/millwright-${id}`, undefined, { token });
  assert.equal(answer.status, 204, answer.text);
}
