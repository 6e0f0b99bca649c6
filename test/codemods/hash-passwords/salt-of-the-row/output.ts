import { createHash } from 'node:crypto';
import { User } from './user.js';
import { verifyPassword } from './security/passwords';

export async function login(email: string, password: string) {
  const user = await User.findOne({ where: { email } });
  if (!user) return null;
  const isRight = await verifyPassword(password, user.password, {
    old: (password) => createHash('sha256').update(user.salt + password).digest('hex'),
    renew: (hash) => user.updateOne({ password: hash }),
  });
  return isRight ? user : null;
}
