import { boundedText, defineRoutes, queryInteger } from '@millwright/schema';
import * as v from 'valibot';
import { area } from './area.ts';
import {
  deploy,
  deployDraft,
  deploySummary,
  plan,
  planDraft,
  releaseDraft,
  releaseSummary,
} from './releases.ts';

const byId = v.object({ id: boundedText(64) });
const byRelease = v.object({ name: boundedText(64), version: queryInteger(1, 999_999_999) });

export const releaseRoutes = defineRoutes(area, {
  listReleases: {
    method: 'GET',
    path: '/releases',
    permission: 'read',
    background: true,
    summary: 'Releases, the latest first',
    response: v.object({ releases: v.array(releaseSummary) }),
  },
  makeRelease: {
    method: 'POST',
    path: '/releases',
    permission: 'write',
    summary: 'Makes a release without deploying it; without the release key it is a draft',
    body: releaseDraft,
    response: releaseSummary,
  },
  getManifest: {
    method: 'GET',
    path: '/releases/:name/:version/manifest',
    permission: 'read',
    summary: 'The manifest of a release in its envelope, for whoever signs it',
    params: byRelease,
    response: v.object({ envelope: v.string() }),
  },
  signRelease: {
    method: 'PUT',
    path: '/releases/:name/:version/manifest',
    permission: 'write',
    summary: 'The manifest of a draft, signed by the release key; deploys that wait for it go on',
    params: byRelease,
    body: v.object({ envelope: boundedText(5_000_000) }),
    maxBodyBytes: 6 * 1024 * 1024,
    response: releaseSummary,
  },
  exportRelease: {
    method: 'GET',
    path: '/releases/:name/:version/bundle',
    permission: 'flows.read',
    summary: 'A release as one file, `.mwrelease`; a draft only if it is asked for, which no device takes',
    params: byRelease,
    query: v.object({
      draft: v.optional(
        v.pipe(
          v.picklist(['true', 'false']),
          v.description('`true`: also what is not signed yet, for whoever signs it'),
        ),
      ),
    }),
    stream: 'application/octet-stream',
  },
  removeRelease: {
    method: 'DELETE',
    path: '/releases/:name/:version',
    permission: 'write',
    summary: 'Forgets a release that no device runs or shall run',
    params: byRelease,
  },
});

export const deployRoutes = defineRoutes(area, {
  makePlan: {
    method: 'POST',
    path: '/plans',
    permission: 'write',
    reads: true,
    summary: 'What a deploy would do on each device; changes nothing',
    body: planDraft,
    response: plan,
  },
  deploy: {
    method: 'POST',
    path: '/deploys',
    permission: 'write',
    summary: 'Does what a plan says: makes the release if need be, signs it, and wants it of the devices',
    body: deployDraft,
    response: deploy,
  },
  listDeploys: {
    method: 'GET',
    path: '/deploys',
    permission: 'read',
    background: true,
    summary: 'The last 50 deploys in numbers of devices, the latest first',
    response: v.object({ deploys: v.array(deploySummary) }),
  },
  getDeploy: {
    method: 'GET',
    path: '/deploys/:id',
    permission: 'read',
    background: true,
    summary: 'One deploy, with what has become of it on each device',
    params: byId,
    response: deploy,
  },
  removeDeploy: {
    method: 'DELETE',
    path: '/deploys/:id',
    permission: 'write',
    summary: 'Calls back a deploy that waits for its signature: it never goes out',
    params: byId,
  },
});
