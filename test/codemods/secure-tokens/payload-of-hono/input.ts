import { sign } from 'hono/jwt';
import { sign as signed } from './own';

const shared = { role: 'guest' };
const login = (user) => sign({ sub: user.id, role: user.role }, process.env.JWT_SECRET!);
const loginToo = async (user) => {
  const payload = {
    sub: user.id,
    role: user.role,
  };
  return { token: await sign(payload, process.env.JWT_SECRET!, 'HS512') };
};
const shown = async (c, user) => {
  const payload = { sub: user.id };
  return c.json({ payload, token: await sign(payload, process.env.JWT_SECRET!) });
};
const typed = (user) => sign({ sub: user.id } satisfies Claims, process.env.JWT_SECRET!);
const ends = (user) => sign({ sub: user.id, exp: inAnHour() }, process.env.JWT_SECRET!);
const guest = () => sign(shared, process.env.JWT_SECRET!);
const handedIn = (payload) => sign(payload, process.env.JWT_SECRET!);
const spread = (user) => sign({ ...user.claims }, process.env.JWT_SECRET!);
const other = (user) => signed({ sub: user.id }, process.env.JWT_SECRET!);
