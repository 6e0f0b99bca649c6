import crypto from 'node:crypto';

export const hmac = (data: string) => crypto.createHmac('sha256', 'correct horse').update(data).digest('hex');
