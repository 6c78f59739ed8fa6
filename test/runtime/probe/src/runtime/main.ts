import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definePlugin, type Host, type Interceptor, type Operation, type Phase } from '@millwright/runtime';
import { defineErrors } from '@millwright/schema';
import { probeRoutes } from '../common/routes.ts';
import { type Described, describe } from './recorder.ts';
import { Seams } from './seams.ts';

declare module '@millwright/runtime' {
  interface Services {
    greet: () => string;
  }
}

const errors = defineErrors('probe', {
  refused: {
    status: 403,
    family: 'caller',
    message: (details: { readonly phase: string }) => `The probe says <b>no</b> in ${details.phase}`,
  },
});

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'));
const id: string = manifest.millwright?.id ?? 'probe';

const seen = Symbol('phases');
const phases = ['rewrite', 'authorise', 'intend', 'stage', 'commit', 'reveal', 'settle'] as const;

/** A plugin that does in each phase what a test tells it, and keeps a record of all operations. */
class Probe {
  readonly operations: Described[] = [];
  readonly behaviours = new Map<string, string | null>();
  readonly ready: string[] = [];
  readonly started: { readonly rev: string; readonly type: string; readonly given: boolean }[] = [];
  held = false;
  letGo: () => void = () => {};

  interceptor(): Interceptor {
    return Object.fromEntries(
      phases.map((phase) => [
        phase,
        (operation: Operation, signal: AbortSignal) => this.step(phase, operation, signal),
      ]),
    );
  }

  async step(phase: (typeof phases)[number], operation: Operation, signal: AbortSignal): Promise<void> {
    // What tests ask the probe itself is not what they look at.
    if (operation.name.startsWith(`${id}.`) && operation.kind === 'read') return;
    const before = (operation.notes.get(seen) ?? []) as Phase[];
    operation.notes.set(seen, [...before, phase]);
    if (phase === 'settle') this.operations.push(describe(operation, [...before, phase]));
    await this.behave(phase, operation, signal);
  }

  async behave(phase: Phase, operation: Operation, signal: AbortSignal): Promise<void> {
    switch (this.behaviours.get(phase)) {
      case 'refuse':
        throw errors.refused({ phase });
      case 'throw':
        throw new TypeError('the probe stumbles');
      case 'warn':
        return operation.warn({ code: 'probe.warned', message: 'The probe warns', plugin: id });
      case 'hang':
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
      case 'rewrite':
        return operation.replaceInput({ ...operation.input, flows: { flows: [tab('rewritten')] } });
      case 'hide':
        return operation.replaceAnswer({ rev: 'hidden' });
    }
  }
}

const tab = (name: string) => ({ id: name, type: 'tab', label: name });

async function start(host: Host): Promise<void> {
  const probe = new Probe();
  const seams = new Seams(host);
  if (manifest.millwright?.logIn) await seams.provide(manifest.millwright.logIn);
  host.intercept(probe.interceptor());
  host.onReady(({ rev }) => void probe.ready.push(rev));
  host.onFlowsStarted(
    ({ state, type, diff }) => void probe.started.push({ rev: state.rev, type, given: diff !== undefined }),
  );
  if (manifest.millwright?.greeting) host.provide('greet', () => manifest.millwright.greeting);
  host.publish('last', {}, { retain: true });
  host.onDispose(() => host.log.info('the probe is gone'));
  host.routes(probeRoutes(id), {
    operations: () => probe.operations,
    record: () => ({
      ready: probe.ready,
      started: probe.started,
      modules: host.nodeRed.modules(),
      settings: host.nodeRed.settingsOfRecord(),
      secret: host.nodeRed.credentialSecretKind,
      flows: host.nodeRed.getFlows()?.rev,
      directory: host.directory(),
      greeting: host.services.greet?.(),
      actor: host.current().actor,
    }),
    credentials: ({ params }) => host.nodeRed.credentials(params.id) ?? null,
    behave: ({ params, body }) => void probe.behaviours.set(params.phase, body.behaviour),
    restore: ({ body }) =>
      host.operate(
        {
          name: `${id}.restore`,
          locks: ['modules', 'flows'],
          target: { kind: 'version', id: '7' },
          note: 'because',
        },
        async () => {
          const write = { flows: body.flows, deploymentType: 'full' as const };
          return host.nodeRed.setFlows(
            body.credentials ? { ...write, credentials: body.credentials } : write,
          );
        },
      ),
    hold: ({ body: { locks } }) =>
      host.operate({ name: `${id}.hold`, locks }, async () => {
        probe.held = true;
        await new Promise<void>((resolve) => {
          probe.letGo = resolve;
        });
        probe.held = false;
      }),
    letGo: () => probe.letGo(),
    held: () => ({ held: probe.held }),
    ...seams.handlers(),
    forget: () => undefined,
    fail: () => {
      throw new TypeError('secret inner details');
    },
  });
  if (manifest.millwright?.broken) throw new RangeError('the probe cannot start');
}

export const entries = {
  probe: definePlugin({
    id,
    area: id,
    version: manifest.version,
    packageName: manifest.name,
    start,
  }),
};
