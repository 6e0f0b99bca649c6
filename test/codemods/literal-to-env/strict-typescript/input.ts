import session from 'express-session';

export const jwtSecret: string = 'correct horse';
const names = { issuer: 'shop' } as const;
export default session({ secret: 'battery staple', name: names.issuer });
export const line = `key ${'AKIAABCDEFGHIJKLMNOP'}`;
