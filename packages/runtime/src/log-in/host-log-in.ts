import type { Clock } from '../clock.ts';
import { check } from '../door/checks.ts';
import type { Door } from '../door/door.ts';
import type { Mounted } from '../door/layers.ts';
import { runtimeErrors } from '../errors.ts';
import type { Disposers } from '../host/disposers.ts';
import { closeConnections } from '../host/live.ts';
import type { Dispose } from '../host.ts';
import type { LogIn, LogInKind, LogInProvider, LogInUser, Session } from '../log-in.ts';
import type { NodeRed, Runtime } from '../red.ts';
import { askFirst } from './ask-first.ts';
import { type EditorApi, findEditorApi } from './editor-api.ts';
import { openLoopback } from './loopback.ts';
import { type Listening, listen, testClosed, testProvider } from './self-test.ts';
import { sessionsOf, tokenOfSession } from './sessions.ts';
import { switchOn } from './switch-on.ts';

interface Surroundings {
  readonly RED: NodeRed;
  readonly door: Door;
  readonly disposers: Disposers;
  readonly clock: Clock;
  readonly plugin: string;
  readonly fault: (error: unknown) => void;
}

interface Parts {
  readonly api: EditorApi;
  readonly runtime: Runtime;
}

/** Node-RED's log-in, for one plugin. What is done to it is this plugin's, whoever is in charge of the door. */
export class HostLogIn implements LogIn {
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  get kind(): LogInKind {
    const { RED, door } = this.#around;
    if (RED.settings['adminAuth']) return 'settings';
    return door.logIn?.switchedOn ? 'millwright' : 'none';
  }

  async provide(provider: LogInProvider): Promise<Dispose> {
    const { door, disposers, plugin, fault } = this.#around;
    const parts = this.#parts();
    if (door.logIn) throw unavailable(`the plugin ${door.logIn.plugin} provides for it already`);
    const listening = listen(provider);
    const switchedOn = this.kind === 'none';
    const done: Mounted[] = [];
    const seam = { plugin, switchedOn, checks: () => [logInCheck(switchedOn, done)] };
    const undo = (): void => {
      for (const each of done.splice(0).reverse()) each.undo();
      if (door.logIn === seam) door.logIn = undefined;
    };
    door.logIn = seam;
    // From here on a plugin that is removed takes it all with it.
    const dispose = disposers.add(undo);
    try {
      done.push(askFirst(parts.api, listening.provider, fault));
      const problem = switchedOn
        ? await this.#switchOn(parts, listening, done)
        : await testProvider(this.#around.RED, listening);
      if (problem !== undefined) throw unavailable(problem);
      return dispose;
    } catch (error) {
      dispose();
      throw error;
    }
  }

  get takesPasswords(): boolean {
    const auth = this.#around.RED.settings['adminAuth'];
    if (!auth) return this.kind === 'millwright';
    return typeof auth === 'object' && Reflect.get(auth, 'type') === 'credentials';
  }

  async authenticate(name: string, password: string): Promise<LogInUser | null> {
    if (!this.takesPasswords) return null;
    const user = await this.#parts().api.users.authenticate(name, password);
    const isSomebody =
      typeof user === 'object' &&
      user !== null &&
      typeof Reflect.get(user, 'username') === 'string' &&
      !Reflect.get(user, 'anonymous');
    return isSomebody ? (user as LogInUser) : null;
  }

  async knows(name: string): Promise<boolean> {
    const user = await this.#parts().api.users.get(name);
    // Names such as `__proto__` find something in Node-RED that is nobody.
    return typeof user === 'object' && user !== null && Reflect.get(user, 'username') === name;
  }

  async sessions(): Promise<readonly Session[]> {
    const { runtime } = this.#parts();
    return sessionsOf(await runtime.storage.getSessions(), this.#around.clock.now());
  }

  async endSession(id: string): Promise<boolean> {
    const { api, runtime } = this.#parts();
    const token = tokenOfSession(await runtime.storage.getSessions(), id);
    if (token === undefined) return false;
    await api.tokens.revoke(token);
    closeConnections(this.#around.RED, (client) => client.token === token);
    return true;
  }

  #parts(): Parts {
    const { RED, door } = this.#around;
    const found = findEditorApi(RED);
    if (!found.ok) throw unavailable(`this Node-RED lacks ${found.missing}`);
    const { runtime } = door.found;
    if (!runtime) throw unavailable('the runtime of this Node-RED was not found');
    return { api: found.api, runtime };
  }

  /** Resolves with what is wrong, if anything. */
  async #switchOn(
    { api, runtime }: Parts,
    listening: Listening,
    done: Mounted[],
  ): Promise<string | undefined> {
    const { RED, door } = this.#around;
    // Before that nobody answers them.
    const live = api.comms !== undefined && RED.server !== undefined && (await runtime.isStarted());
    const loopback = await openLoopback(RED, api.application);
    try {
      // So that those can be closed which were opened before anything of ours was here.
      if (live && door.live.prototypes.size === 0) (await loopback.live()).end();
      done.push(switchOn(RED, api, runtime));
      const problem = (await testProvider(RED, listening)) ?? (await testClosed(loopback, live));
      // Nobody had to say who they are: what is open is nobody's.
      if (problem === undefined) closeConnections(RED, ({ token }) => token === undefined);
      return problem;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      await loopback.close();
    }
  }
}

function logInCheck(switchedOn: boolean, done: readonly Mounted[]) {
  const ok = done.every((each) => each.inPlace());
  if (!ok)
    return check(
      'log-in',
      false,
      "Another package stands in front of Millwright at Node-RED's log-in. Look for one that changes how people log in",
    );
  return check(
    'log-in',
    true,
    switchedOn ? "Node-RED's log-in is switched on by Millwright" : "Node-RED's log-in asks Millwright first",
  );
}

const unavailable = (reason: string) => runtimeErrors.logInUnavailable({ reason });
