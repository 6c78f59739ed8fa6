const day = 86_400_000;
/** From here on a renewal is due: servers have to trust the new one first, which takes people time. */
const notice = 30 * day;

/** Whether a certificate of ours should be renewed by now. */
export const expiresSoon = (expires: Date, now: number): boolean => expires.getTime() - now < notice;
