import { setCookie, setSignedCookie } from 'hono/cookie';

app.post('/login', async (c) => {
  setCookie(c, 'session', id, { httpOnly: true });
  await setSignedCookie(c, 'session', id, secret);
  setCookie(c, 'theme', 'dark');
});
