export const { JWT_SECRET = 'dev' } = process.env;
export const secret = process.env.SESSION_SECRET as string;
export const upper = (process.env.API_KEY as string).toUpperCase();
export const same = (process.env.ACCESS_KEY) as string;
