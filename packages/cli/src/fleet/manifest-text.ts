import type { Health, Manifest, Part } from '@millwright/release';
import { counted } from '../terminal/text.ts';
import { row, rows } from './rows.ts';

const moment = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** `1,234 bytes`, `3.4 MB` */
export const sizeText = (bytes: number): string =>
  bytes < 1_000_000
    ? counted(bytes, 'byte')
    : `${(bytes / 1_000_000).toLocaleString('en-US', { maximumFractionDigits: 1 })} MB`;

function madeText({ created, source }: Manifest): string {
  if (source === undefined) return moment(created);
  const { version, by, device } = source;
  const whose = by === undefined ? '' : ` by ${by}`;
  return [
    moment(created),
    ...(version === undefined ? [] : [`from version ${version} of History${whose}`]),
    ...(device === undefined
      ? []
      : [`from flows that were changed on the device ${device.name} (${device.id})`]),
  ].join(', ');
}

function audienceText({ audience }: Manifest): string {
  if (!audience) return 'every device';
  const { devices = [], labels = [] } = audience;
  const all = labels.map(({ name, value }) => `${name}=${value}`).join(', ');
  const named = devices.length > 0 ? `the devices ${devices.join(', ')}` : '';
  return [named, all === '' ? '' : `devices with all of ${all}`].filter((each) => each !== '').join('; ');
}

function needsText({ compatible: { nodeRed, node, platforms } }: Manifest): string {
  const [from, to] = nodeRed;
  const range = from === to ? `${from}` : `${from} to ${to}`;
  return `Node-RED ${range}, Node.js ${node} or newer${platforms ? `, ${platforms.join(' or ')}` : ''}`;
}

function healthText({ windowSeconds, eventLoopMilliseconds, connections, node }: Health): string {
  return [
    `watched for ${counted(windowSeconds, 'second')}`,
    ...(eventLoopMilliseconds === undefined
      ? []
      : [`the event loop late by ${eventLoopMilliseconds} ms at most`]),
    ...(connections === true ? ['connections that were up have to be up again'] : []),
    ...(connections === false ? ['connections are not looked at'] : []),
    ...(node === undefined ? [] : [`the node ${node} has to say that all is well`]),
  ].join(', ');
}

const moduleText = ({ name, version, origin }: Part): string =>
  `${name} ${version}${origin === 'repacked' ? ', repacked from what was installed: nobody but the signer vouches for it' : ''}`;

/** What somebody signs, or has signed, in words. @param digest of the manifest: what names this very release */
export function manifestText(manifest: Manifest, digest: string): readonly string[] {
  const { name, version, rev, parts, credentials, health, expires, floor } = manifest;
  const modules = parts.filter(({ role }) => role === 'module');
  const bytes = parts.reduce((sum, { size }) => sum + size, 0);
  return [
    ...row('Release', `${name}, version ${version}`),
    ...row('Made', madeText(manifest)),
    ...row('Digest', digest),
    ...row('Flows', `revision ${rev}`),
    ...rows('Modules', modules.length === 0 ? ['none'] : modules.map(moduleText)),
    ...row('Credentials', credentials ? 'sealed for each device, and bound to this release' : 'none'),
    ...row('For', audienceText(manifest)),
    ...row('Needs', needsText(manifest)),
    ...row('Health', healthText(health)),
    ...(expires === undefined ? [] : row('Expires', `not installed after ${moment(expires)}`)),
    ...(floor === undefined ? [] : row('Floor', `once it runs, no version below ${floor} is taken again`)),
    ...row('Size', `${counted(parts.length, 'part')}, ${sizeText(bytes)}`),
  ];
}
