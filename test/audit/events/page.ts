import type { PackEventType } from '@millwright/plc';
import { catalogue } from '@millwright/runtime';
import { writeEvents as modbusEvents } from '../../../nodes/modbus/src/common/events.ts';
import { writeEvents as opcuaEvents } from '../../../nodes/opcua/src/common/events.ts';
import { writeEvents as s7Events } from '../../../nodes/s7/src/common/events.ts';
import {
  classOf,
  type EventEntry,
  isDangerous,
  operationFields,
  ownEvents,
} from '../../../plugins/audit/src/runtime/recording/events.ts';
import type { Fields } from '../../../plugins/audit/src/runtime/recording/fields.ts';

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(...heads), `|${'---|'.repeat(heads.length)}`, ...rows.map((cells) => row(...cells))].join('\n');

const told = (fields: Fields = {}): string =>
  Object.entries(fields)
    .map(([name, kind]) => `\`${name}\` (${kind})`)
    .join(', ');

const own = table(
  ['event', 'what it tells', 'class', 'beside the common fields'],
  ownEvents.map((entry: EventEntry) => [`\`${entry.name}\``, entry.title, entry.class, told(entry.fields)]),
);

const operations = table(
  ['event', 'what was done', 'class', 'intent', 'beside the common fields'],
  catalogue.map((each) => [
    `\`${each.name}\``,
    each.title,
    classOf(each),
    isDangerous(each) ? 'yes' : '',
    told(operationFields[each.name]),
  ]),
);

const known: ReadonlySet<string> = new Set(catalogue.map(({ name }) => name));
const plugins = table(
  ['event', 'beside the common fields'],
  Object.entries(operationFields)
    .filter(([name]) => !known.has(name))
    .map(([name, fields]) => [`\`${name}\``, told(fields)]),
);

const plc = table(
  ['event', 'what it tells', 'beside the common fields'],
  [modbusEvents, opcuaEvents, s7Events]
    .flatMap<PackEventType>((events) => Object.values(events))
    .map(({ name, title, fields }) => [`\`${name}\``, title, told(fields)]),
);

/** The page that says what is recorded. */
export const page = `# Events of the audit log

What is recorded, and all that an event can hold. This page is made by \`MILLWRIGHT_WRITE_EVENTS=1 npm test -- test/audit/events\`; a test compares it
with the code.

## What every event has

Number, time (UTC) and milliseconds since the process began (a clock that never jumps), which run of the process, the instance, the event's name, its class and its
outcome: \`success\`, \`refused\`, \`failed\`, or \`unknown\` where the process ended before it was known. An event without an outcome is an **intent**: it is on disk before
the thing is done. Intent and outcome have the same \`operation\`; whatever one thing led to has the same \`correlation\`.

Where they are known: who (\`actor\`: kind, name, the roles that counted, where the log-in came from), from where (address, browser, method and path without the query; all of it is
the client's word), the target, why (\`reason\`, what was given in the header \`X-Millwright-Note\`), which rules refused (\`rules\`, and \`denied\` in the data), the code of what
went wrong and our own words for it.

A change of the flows has its summary: which tabs, subflows and nodes by id, type and name, which of it is new, changed, moved or gone, its former
name, the names of the properties that are other (at most 20 each; of an environment \`env.NAME\`), the revisions before and after and the number of the version in history. Of
credentials it has the node, the name of the field, and a keyed digest that tells whether two values were equal on this instance and nothing else.

**What is never recorded**: values. No property of a node, no code, no environment, no credential, no context, no message, no header, no query, no body of a request; of
errors only our own words, never those of npm, of git, of the disk or of a node, which may quote anything. The name that a failed log-in was tried with is kept only if somebody has it: people type passwords into
the wrong field. The exception are the settings of audit itself: their event has what each value was and is (\`values\`, the gravest first, as\n\`path: before -> after\`), but no secret, no certificate, no user, and of an address only its origin. What looks like a secret in the texts that remain (a reason, a name, a path) is masked as \`***\`.

Classes are \`change\` (whatever changes something or makes something happen in the plant, refused or not), \`log-in\` (who logged in and out, and who was turned away at the door), \`read\` (who looked
at what, and what editors do by themselves: live connections, and \`settings.update\`, by which each saves how its user has it) and \`system\` (the process, the flows, the log itself). They say how long events are kept, and what becomes of an operation that cannot be recorded ([audit.md](audit.md)).

Not recorded where they succeed: what open sidebars and forms of Millwright ask by themselves (lists, states, rules, people, sessions, tokens, decisions, previews; their routes are marked so, whoever asks), and where the pointers of other editors are (\`multiplayer/…\`). That a live connection came with a
token, of which Node-RED's own log has an entry (\`comms.auth\`), its \`comms.open\` tells with whose it was. Whoever is turned away without
being logged in more often than 500 times at once, or twice a second for long, is counted: once a minute \`request.flood\` tells how many came from which address.

## Operations

Each operation of Node-RED ([operations.md](operations.md)) is exactly one event with an outcome, under the same name, whichever way it ended. A request that Node-RED's own check of
permissions turns away never became an operation, but has the name of the one that it would have been (the most common one, where several share a request), the outcome \`refused\`,
no \`operation\`, and as \`permissions\` what was lacking; \`permission.fail\` is what no operation is known for, \`request.refused\` whoever is not logged in.

${operations}

Operations of plugins are recorded in the same way, and have an intent if their action is \`access.write\`, \`audit.write\` or \`history.restore\`. A change of rules tells
which roles, rules and bindings came (\`+\`), went (\`-\`) or are other (\`~\`). These tell more:

${plugins}

## Other events

${own}

## Writes to PLCs

Each write that a person causes is an event: somebody pressed an inject button, and within 10 s the message led to it. Of what a flow writes by itself the first is one, the last,
and what changes at most once a second per tag; the rest is counted (\`more\`), what only repeats once a minute. The outcome is that of the write: \`refused\` where nothing was
sent, \`unknown\` where the line went before the answer came. Here **values are recorded**: what was written (\`value\`), and what was known of the tag before (\`before\`, never an extra read). Their class is \`change\`.

${plc}

## Events of other packages

A node or plugin of any package declares its types of events once, and records what happened as whoever acts right now:

\`\`\`js
module.exports = function (RED) {
  const audit = RED.plugins.get('millwright-audit');
  const forget = audit?.declare?.([{ name: 'oven.setpoint.write', fields: { celsius: 'integer' } }]);
  // … as often as it happens; resolves once it is on disk
  await audit?.record?.({
    name: 'oven.setpoint.write',
    outcome: 'success',
    target: { kind: 'oven', id: '3', name: 'Oven 3' },
    data: { celsius: 180 },
  });
};
\`\`\`

Fields are \`text\`, \`integer\` or \`boolean\`; what was not declared is left out. A name begins with a word of the package's own: those of Node-RED's and Millwright's events are taken.
Such events are of the class \`change\`. A declaration that cannot be is refused with \`audit.event-type-invalid\` or \`audit.event-type-taken\`, an event that was not
declared with \`audit.event-type-unknown\` ([errors.md](errors.md)).
`;
