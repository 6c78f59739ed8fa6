import * as v from 'valibot';

/** For what of the node side one has to be logged in: nothing, dashboards, or whatever answers there. */
export const logInFor = v.picklist(['nothing', 'dashboards', 'everything']);

const day = 24 * 60;

/** Who looks at dashboards, and for how long a log-in there lasts. */
export const dashboardSettings = v.strictObject({
  logInFor,
  /** Minutes without doing anything; to watch is to do nothing. */
  idleMinutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(31 * day)),
  /** Hours from the log-in on, whatever is done. */
  longestHours: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(31 * 24)),
});
export type DashboardSettings = v.InferOutput<typeof dashboardSettings>;

/** A shift, and an hour for who leaves without a word. */
export const defaultDashboardSettings: DashboardSettings = {
  logInFor: 'nothing',
  idleMinutes: 60,
  longestHours: 12,
};

export const currentDashboards = v.object({
  settings: dashboardSettings,
  /** Where people log in, below the server's address; absent where nobody can. */
  logInPath: v.optional(v.string()),
  /** Where dashboards are, in the same way; none where no Dashboard is installed or in the flows. */
  dashboards: v.array(v.string()),
});

/** As what a session of a dashboard is listed among those of Node-RED. */
export const dashboardClient = 'millwright-dashboard';
