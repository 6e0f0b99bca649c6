const cookieSession = require('cookie-session');
app.use(cookieSession({ name: 'session', keys }));
app.use(cookieSession({ name: 'session', keys, secure: false }));
app.use(cookieSession({ name: 'session', secure: false, keys }));
router.post('/login', (ctx) => {
  ctx.cookies.set('token', token, {
    secure: false,
  });
});
