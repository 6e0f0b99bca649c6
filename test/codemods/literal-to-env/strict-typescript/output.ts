import session from 'express-session';

export const jwtSecret: string = process.env.JWT_SECRET as string;
const names = { issuer: 'shop' } as const;
export default session({ secret: process.env.SESSION_SECRET as string, name: names.issuer });
export const line = `key ${process.env.AWS_ACCESS_KEY_ID}`;
