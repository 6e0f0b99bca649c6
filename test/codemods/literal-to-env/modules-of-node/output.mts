import crypto from 'node:crypto';

export const hmac = (data: string) => crypto.createHmac('sha256', process.env.SIGNING_KEY).update(data).digest('hex');
