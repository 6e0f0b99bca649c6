export const { JWT_SECRET = 'dev' } = process.env;
export const secret = process.env.SESSION_SECRET || 'keyboard cat';
export const upper = (process.env.API_KEY ?? 'k3y-0f-all').toUpperCase();
export const same = (process.env.ACCESS_KEY || 'k3y-0f-all') as string;
