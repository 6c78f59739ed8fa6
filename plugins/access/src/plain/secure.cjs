'use strict';

/*
 * The last line of settings.js, written by `millwright init`:
 *
 *     module.exports = require('./millwright/secure.cjs')(module.exports);
 *
 * Without it, Node-RED opens its admin side to its own log-in alone whenever the package @millwright/node-red-access is
 * missing or broken. With it, nobody is let in there until that package says that it guards: it fails closed.
 * Flows and their HTTP endpoints run in any case.
 *
 * It is plain and needs nothing but Node.js, so that it works when everything else does not.
 */

const http = require('node:http');
const https = require('node:https');
const { createRequire } = require('node:module');

/** Counts up when this file and the package would misunderstand each other. `format` and `problem` keep their meaning. */
const format = 1;
const guardKey = Symbol.for('millwright.guard');
const secured = new WeakSet();

/**
 * Secures the settings, in place.
 *
 * @param {object} settings what settings.js exports
 * @returns the same settings
 */
module.exports = function secure(settings) {
  if (typeof settings !== 'object' || settings === null)
    throw new TypeError(
      'millwright/secure.cjs takes the settings object: module.exports = require(…)(module.exports)',
    );
  if (secured.has(settings)) return settings;
  secured.add(settings);
  const guard = theGuard();
  const given = settings.httpAdminMiddleware;
  const others = typeof given === 'function' || Array.isArray(given) ? [given].flat() : [];
  settings.httpAdminMiddleware = [gate(settings, guard), ...others];
  const { module: more, ...outer } = settings.adminAuth || {};
  const own = { ...outer, ...more };
  settings.adminAuth = guardedAuth(own, guard);
  guardUpgrades(settings, guard, typeof own.tokens === 'function');
  return settings;
};

/** What this file and the package share: the package fills it in, and makes it ready. */
function theGuard() {
  if (globalThis[guardKey]) return globalThis[guardKey];
  let ready = false;
  const live = new Set();
  const guard = {
    format,
    /** Text for people: why it is not ready, where the package knows. */
    problem: undefined,
    /**
     * `user(name)`, `authenticate(name, password)`, `token(token)`: each gives a user of Node-RED, or null. The first two
     * say false of whom nobody else may know either.
     */
    provider: undefined,
    get ready() {
      return ready;
    },
    set ready(value) {
      ready = value === true;
      if (!ready) for (const socket of live) socket.destroy();
    },
    /** Live connections of editors: they end when the guard does. */
    watch(socket) {
      live.add(socket);
      socket.once('close', () => live.delete(socket));
    },
  };
  Object.defineProperty(globalThis, guardKey, { value: guard });
  return guard;
}

/** The first thing that a request to the admin side meets. */
function gate(settings, guard) {
  return (request, response, next) => {
    if (guard.ready) next();
    // This leaves the whole admin side out, so nothing of it can answer; what comes after it are the flows' endpoints.
    else if (sharesItsRoot(settings) && !isAdminPath(request.path, settings)) next('router');
    else refuse(request, response, guard.problem);
  };
}

const slashed = (root) => `/${root || ''}/`.replace(/\/+/g, '/');

/** Whether endpoints of flows may lie at or below the root of the admin side. */
function sharesItsRoot({ httpAdminRoot, httpNodeRoot }) {
  const admin = slashed(httpAdminRoot);
  return admin === '/' || (httpNodeRoot !== false && slashed(httpNodeRoot).startsWith(admin));
}

/** Paths that Node-RED's admin side answers itself, so that no endpoint of a flow is there. Both ignore case and a slash at the end. */
const adminPaths = [
  /^\/(auth|nodes|plugins|projects|millwright)(\/|$)/,
  /^\/(flows(\/state)?|flow(\/[^/]+)?|settings|diagnostics|comms)\/?$/,
  /^\/(settings\/user|context\/(global|flow|node)|library\/[^/]+\/[^/]+|credentials\/[^/]+\/[^/]+|(inject|debug)\/[^/]+)(\/|$)/,
];
const editorPaths = [/^\/$/, /^\/icons\/?$/, /^\/(icons|resources|theme|red|vendor|types|locales)\/./];

function isAdminPath(path, { disableEditor }) {
  const lower = path.toLowerCase();
  return [...adminPaths, ...(disableEditor ? [] : editorPaths)].some((pattern) => pattern.test(lower));
}

/**
 * `adminAuth` in which nobody is anybody until the guard is ready, sessions of before included; then the package is
 * asked first, and what stands in settings.js second. Nothing of it rejects: Node-RED would end over that.
 */
function guardedAuth(own, guard) {
  const guarded =
    (ask) =>
    async (...args) => {
      if (!guard.ready) return null;
      try {
        const answer = await ask(...args);
        return (guard.ready && answer) || null;
      } catch (error) {
        console.error('[millwright] Nobody was let in, since looking for who it is failed:', error);
        return null;
      }
    };
  const user = finder(own.users);
  const users = guarded(async (name) => {
    const known = await guard.provider?.user(name);
    // False: whoever is switched off there is nobody here either.
    return known === false ? null : known || user(name);
  });
  const unlessOff = async (found) =>
    found && (await guard.provider?.user(found.username)) === false ? null : found;
  const auth = {
    ...own,
    type: own.type || 'credentials',
    users,
    authenticate: guarded(async (...args) => {
      // A strategy gives the profile of somebody whom it has checked already; who logs in gives a name and a password.
      const known = args.length === 2 ? await guard.provider?.authenticate(...args) : null;
      if (known || known === false) return known;
      const found = own.authenticate ? own.authenticate(...args) : authenticateAsNodeRed(user, ...args);
      return unlessOff(await found);
    }),
    tokens: guarded(
      async (token) =>
        (await guard.provider?.token(token)) || unlessOff(await ownToken(own.tokens, users, token)),
    ),
  };
  if (own.default)
    auth.default = guarded(() =>
      typeof own.default === 'function'
        ? own.default()
        : { anonymous: true, permissions: own.default.permissions },
    );
  return auth;
}

/** Finds a user of settings.js by name, as Node-RED does: in a list, a single one, or by a function. */
function finder(users) {
  if (typeof users === 'function') return users;
  const list = [users || []].flat();
  return (name) => list.find(({ username }) => username === name);
}

async function ownToken(tokens, users, token) {
  if (typeof tokens === 'function') return tokens(token);
  const known = Array.isArray(tokens) ? tokens.find((each) => each.token === token) : undefined;
  const owner = known && (await users(known.user));
  return owner && { ...owner, permissions: known.scope };
}

/** What Node-RED does where `adminAuth` has no `authenticate` of its own. */
async function authenticateAsNodeRed(find, who, ...passwords) {
  const user = await find(typeof who === 'string' ? who : who.username);
  if (!user) return null;
  const { password: hash, ...found } = user;
  if (passwords.length > 0)
    return typeof hash === 'string' && (await hashing().compare(passwords[0], hash)) ? found : null;
  const photo = who.photos?.[0]?.value;
  return photo ? { ...found, image: photo } : found;
}

/** The bcrypt that Node-RED itself compares passwords with. */
function hashing() {
  const inNodeRed = /[\\/]@node-red[\\/]editor-api[\\/]lib[\\/]auth[\\/]users\.js$/;
  const load = createRequire(Object.keys(require.cache).find((path) => inNodeRed.test(path)));
  try {
    return load('@node-rs/bcrypt');
  } catch {
    return load('bcryptjs');
  }
}

/**
 * Live connections do not come by the gate: each server asks here before it takes one.
 *
 * @param {boolean} ownTokens whether settings.js itself knows tokens, which may come in a header of the connection
 */
function guardUpgrades(settings, guard, ownTokens) {
  for (const { Server } of [http, https]) {
    const { emit } = Server.prototype;
    Server.prototype.emit = function guardedEmit(event, request, socket, ...rest) {
      if (event === 'upgrade' && isLive(request.url, settings)) {
        if (!guard.ready) {
          refuseUpgrade(socket);
          return true;
        }
        guard.watch(socket);
        // Node-RED would drop it for a header that is no token, such as one for a proxy. It is asked for its token anyway.
        if (!ownTokens) delete request.headers.authorization;
      }
      return emit.call(this, event, request, socket, ...rest);
    };
  }
}

/** Whether it is the path of the editors' live connections, however it is written; rather once too often. */
function isLive(url, { httpAdminRoot }) {
  if (httpAdminRoot === false) return false;
  const live = `${slashed(httpAdminRoot)}comms`;
  const path = url.split(/[?#]/, 1)[0].replaceAll('\\', '/').trim();
  return path === live || (!path.startsWith('/') && path.endsWith(live));
}

const texts = {
  en: {
    title: 'The editor is closed',
    what: 'What guards the access to this Node-RED does not work, so nobody is let in. The flows and their HTTP endpoints run on.',
    why: 'The package @millwright/node-red-access is missing, or did not start.',
    todo: 'What to do, on the machine that runs Node-RED:',
    steps: [
      'Look in the log of Node-RED: it says why the package did not start. The command “millwright doctor” looks too.',
      'In the user directory of Node-RED (mostly ~/.node-red) run “npm install @millwright/node-red-access”, then restart Node-RED.',
      'If nothing helps: “millwright init --undo” takes the guard out of settings.js. After a restart, Node-RED’s own log-in alone holds.',
    ],
    again: 'This page looks again every 10 seconds.',
  },
  de: {
    title: 'Der Editor ist geschlossen',
    what: 'Was den Zugriff auf dieses Node-RED schützt, arbeitet nicht; darum wird niemand eingelassen. Die Flows und ihre HTTP-Endpunkte laufen weiter.',
    why: 'Das Paket @millwright/node-red-access fehlt oder ist nicht gestartet.',
    todo: 'Was zu tun ist, auf dem Rechner, auf dem Node-RED läuft:',
    steps: [
      'Im Log von Node-RED steht, warum das Paket nicht gestartet ist. Auch der Befehl „millwright doctor“ sieht nach.',
      'Im Benutzerverzeichnis von Node-RED (meist ~/.node-red) „npm install @millwright/node-red-access“ ausführen, dann Node-RED neu starten.',
      'Wenn nichts hilft: „millwright init --undo“ nimmt den Schutz aus settings.js. Nach einem Neustart gilt allein die Anmeldung von Node-RED.',
    ],
    again: 'Diese Seite sieht alle 10 Sekunden wieder nach.',
  },
};

/** A page for browsers, JSON for everything else. */
function refuse(request, response, problem) {
  const { accept = '', 'accept-language': languages = '' } = request.headers;
  const isPage = accept.includes('text/html');
  response.statusCode = 503;
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Retry-After', '10');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
  response.setHeader('Content-Type', `${isPage ? 'text/html' : 'application/json'}; charset=utf-8`);
  response.end(isPage ? pageOf(/^\s*de\b/i.test(languages) ? 'de' : 'en', problem) : answerOf(problem));
}

function refuseUpgrade(socket) {
  // Whoever hangs up now must not end Node-RED.
  socket.on('error', () => socket.destroy());
  socket.end(
    'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nCache-Control: no-store\r\nContent-Length: 0\r\n\r\n',
  );
}

function answerOf(problem) {
  const { what, why, steps } = texts.en;
  const message = [what, problem || why, steps[0]].join(' ');
  return `${JSON.stringify({ code: 'access.not-guarded', message })}\n`;
}

function pageOf(language, problem) {
  const { title, what, why, todo, steps, again } = texts[language];
  const element = (name, text) =>
    `<${name}>${text.replace(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`)}</${name}>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="10">
${element('title', title)}
<style>:root { color-scheme: light dark } body { font: 16px/1.5 sans-serif; max-width: 40em; margin: 3em auto; padding: 0 1em }</style>
</head>
<body>
${element('h1', title)}
${element('p', what)}
${element('p', problem || why)}
${element('p', todo)}
<ol>${steps.map((step) => element('li', step)).join('')}</ol>
${element('p', again)}
</body>
</html>
`;
}
