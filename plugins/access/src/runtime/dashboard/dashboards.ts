import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type {
  DashboardGuard,
  Host,
  NodeSideGuard,
  NodeSideRequest,
  RouteHandlers,
} from '@millwright/runtime';
import { SettingsFile } from '@millwright/store';
import {
  type DashboardSettings,
  dashboardSettings,
  defaultDashboardSettings,
} from '../../common/dashboards.ts';
import { accessErrors } from '../../common/errors.ts';
import type { dashboardRoutes } from '../../common/routes.ts';
import { digestOf } from '../identity/api-tokens.ts';
import { asOperation } from '../operations.ts';
import type { Problems } from '../problems.ts';
import type { Note } from '../store/messages.ts';
import type { AccessStore } from '../store/store.ts';
import { cookieName } from './cookie.ts';
import { FormTokens } from './form-tokens.ts';
import { nodeSideGuard } from './guard.ts';
import { type DashboardLogInOptions, logInToDashboards } from './log-in.ts';
import { LogInPages, logInPage, logOutPage } from './pages.ts';
import { DashboardSessions } from './sessions.ts';
import { Visitors } from './visitors.ts';
import { asksItself, mayUseWidget, type WidgetsOptions } from './widgets.ts';

export interface DashboardsOptions
  extends Omit<DashboardLogInOptions, 'logIn' | 'sessions'>,
    Omit<WidgetsOptions, 'isGuarded'> {
  readonly host: Host;
  /** `<userDir>/millwright`, whether it is there or not. */
  readonly directory: string;
  readonly store: Pick<AccessStore, 'write'>;
  readonly note: Note;
  readonly problems: Problems;
  /** Whether people log in at all. */
  readonly hasLogIn: () => boolean;
  /** Whether somebody of this name may log in. */
  readonly canLogIn: (name: string) => boolean;
  /** @throws while there are no rules and people that could be changed */
  readonly checkReady: () => void;
}

/** How often it is looked whose time is over, in ms. */
const sweepEvery = 10_000;

/** The log-in for dashboards, on the side of Node-RED where flows answer. */
export class Dashboards {
  readonly sessions: DashboardSessions;
  readonly #options: DashboardsOptions;
  readonly #file: SettingsFile<DashboardSettings>;
  readonly #root: string | undefined;
  readonly #cookie: string;
  readonly #visitors: Visitors;
  readonly #guard: NodeSideGuard;

  constructor(options: DashboardsOptions) {
    const { host, directory, store, note, problems, canLogIn, people, now } = options;
    this.#options = options;
    this.#root = host.nodeSide.root;
    this.#cookie = cookieName('session', host.nodeRed.userDirectory);
    this.#file = new SettingsFile({
      name: 'access.json',
      schema: dashboardSettings,
      defaults: defaultDashboardSettings,
      damaged: accessErrors.settingsDamaged,
      directory: () => directory,
      now: () => new Date(),
      onProblem: (problem) => problems.set('dashboards', ...(problem ? [problem] : [])),
    });
    if (existsSync(join(directory, 'access.json'))) this.#file.load();
    this.sessions = new DashboardSessions({
      now,
      settings: () => this.#settings,
      isKnown: canLogIn,
      write: (change) => store.write(change),
      note,
      onEnded: (digests) =>
        this.#cutOff(({ request }) =>
          this.#visitors.secretsOf(request.headers).some((secret) => digests.has(digestOf(secret))),
        ),
    });
    const { sessions } = this;
    this.#visitors = new Visitors({ sessions, cookie: this.#cookie, people, now });
    this.#guard = nodeSideGuard({
      root: this.#root ?? '',
      visitors: this.#visitors,
      sessions,
      settings: () => this.#settings,
      dashboards: () => this.#paths,
    });
  }

  /** Where people log in, with the root of the node side; undefined where nobody can. */
  get logInPath(): string | undefined {
    return this.#root !== undefined && this.#canLogIn ? this.#root + logInPage : undefined;
  }

  /** Stands in front of the node side from here on. */
  attach(): void {
    const { host, people, outside } = this.#options;
    const root = this.#root;
    if (root === undefined) return;
    const form = cookieName('form', host.nodeRed.userDirectory);
    const pages = new LogInPages({
      root,
      names: { session: this.#cookie, form },
      sessions: this.sessions,
      formTokens: new FormTokens(),
      audit: (event, fields) => host.audit(event, fields),
      firstDashboard: () => this.#paths[0],
      canLogIn: () => this.#canLogIn,
      knows: (name) => people.user(name) !== undefined || outside.has(name),
      isTried: (name, password) =>
        logInToDashboards(
          { name, password },
          { ...this.#options, logIn: host.logIn, sessions: this.sessions },
        ),
    });
    host.nodeSide.serve(logInPage, pages.logIn);
    host.nodeSide.serve(logOutPage, pages.logOut);
    host.nodeSide.guard(this.#guard);
    host.nodeSide.identify(this.#widgetGuard());
    host.nodeSide.dropUnsound();
    const sweep = setInterval(() => this.changed(), sweepEvery).unref();
    host.onDispose(() => clearInterval(sweep));
  }

  /** Time has passed, or people, tokens or the setting are others: live connections of those who may not have them any more end. */
  changed(): void {
    this.sessions.sweep();
    this.#cutOff((asked) => !this.#guard.admits(asked));
  }

  /** People of `settings.js` are known only once they were looked for. */
  async lookForPeople(): Promise<void> {
    const { people, outside } = this.#options;
    const names = this.sessions.users().filter((name) => !people.user(name));
    await outside.look([...new Set(names)]);
  }

  handlers(): RouteHandlers<typeof dashboardRoutes> {
    const { host, checkReady } = this.#options;
    const current = () => {
      const { logInPath } = this;
      const common = { settings: this.#settings, dashboards: [...this.#paths] };
      return logInPath === undefined ? common : { ...common, logInPath };
    };
    return {
      getDashboards: async () => current(),
      setDashboards: ({ body }) =>
        asOperation(host, 'dashboards.update', undefined, async ({ tell }) => {
          checkReady();
          tell({ logInFor: body.logInFor, idleMinutes: body.idleMinutes, longestHours: body.longestHours });
          host.directory();
          this.#file.save(body);
          this.changed();
          return current();
        }),
    };
  }

  get #settings(): DashboardSettings {
    const settings = this.#file.current();
    return this.#file.failing ? { ...settings, logInFor: 'everything' } : settings;
  }

  get #paths(): readonly string[] {
    const { nodeSide } = this.#options.host;
    return nodeSide.dashboards().map((path) => `${nodeSide.root ?? ''}${path}`);
  }

  get #canLogIn(): boolean {
    const { rules, hasLogIn } = this.#options;
    return rules.phase() === 'on' && hasLogIn();
  }

  get #isGuarded(): boolean {
    return this.#settings.logInFor !== 'nothing';
  }

  #cutOff(whose: (asked: NodeSideRequest) => boolean): void {
    this.#options.host.nodeSide.closeLive(whose);
  }

  #widgetGuard(): DashboardGuard {
    const { rules } = this.#options;
    const options = { ...this.#options, isGuarded: () => this.#isGuarded };
    const visitors = this.#visitors;
    return {
      userOf: ({ headers }) => {
        const user = visitors.sessionOf(headers)?.user;
        return user === undefined ? undefined : { userId: user, username: user, name: user };
      },
      admits: ({ headers }) => !this.#isGuarded || visitors.isKnown(headers),
      mayUse: (client, widget) => {
        const session = visitors.sessionOf(client.headers);
        // Millwright's widgets ask much by themselves, and say when somebody is there.
        if (session && !asksItself(widget, options.world)) this.sessions.use(session);
        return mayUseWidget(session?.user, client, widget, options);
      },
      present: ({ headers }) => {
        const session = visitors.sessionOf(headers);
        if (session) this.sessions.use(session);
      },
      get decidesAlone() {
        return rules.phase() === 'on';
      },
    };
  }
}
