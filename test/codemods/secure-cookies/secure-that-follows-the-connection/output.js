const cookieSession = require('cookie-session');
app.use(cookieSession({ name: 'session', keys }));
app.use(cookieSession({ name: 'session', keys }));
app.use(cookieSession({ name: 'session', keys }));
router.post('/login', (ctx) => {
  ctx.cookies.set('token', token, {
  });
});
