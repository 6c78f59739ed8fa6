export const auditStyle = '';
