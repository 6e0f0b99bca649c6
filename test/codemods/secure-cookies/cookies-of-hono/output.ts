import { setCookie, setSignedCookie } from 'hono/cookie';

app.post('/login', async (c) => {
  setCookie(c, 'session', id, { httpOnly: true, sameSite: 'Lax' });
  await setSignedCookie(c, 'session', id, secret, { sameSite: 'Lax' });
  setCookie(c, 'theme', 'dark');
});
