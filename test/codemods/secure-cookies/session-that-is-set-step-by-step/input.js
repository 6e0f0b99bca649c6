const session = require('express-session');
const options = { secret: process.env.SECRET, cookie: {} };
if (app.get('env') === 'production') {
  app.set('trust proxy', 1);
  options.cookie.secure = true;
}
app.use(session(options));
