import { type Finding, fails, works } from './finding.ts';

const needed = { major: 22, minor: 18 };

/** Whether a Node.js is new enough for Millwright. */
function isRecentNode(version: string): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > needed.major || (major === needed.major && minor >= needed.minor);
}

/**
 * Whether the Node.js of a running instance is new enough.
 *
 * @param version with or without a `v` before it
 */
export function nodeFinding(version: string): Finding {
  const number = version.replace(/^v/, '');
  return isRecentNode(number)
    ? works('node', `It runs on Node.js ${number}`)
    : fails(
        'node',
        `It runs on Node.js ${number}, and Millwright needs ${needed.major}.${needed.minor} or newer`,
        'Install a newer Node.js, then restart Node-RED',
      );
}
