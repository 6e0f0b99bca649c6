import { createHash } from 'node:crypto';
import { User } from './user.js';

export async function login(email: string, password: string) {
  const user = await User.findOne({ where: { email } });
  if (!user) return null;
  const isRight = user.password === createHash('sha256').update(user.salt + password).digest('hex');
  return isRight ? user : null;
}
