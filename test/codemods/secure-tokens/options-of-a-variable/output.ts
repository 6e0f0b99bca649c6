import jwt from 'jsonwebtoken';

const options = { issuer: 'shop', algorithms: ['HS256' as const] };

export const check = (token: string) => jwt.verify(token, process.env.JWT_SECRET!, options);
export const checkAgain = (token: string) => jwt.verify(token, process.env.JWT_SECRET!, options);
