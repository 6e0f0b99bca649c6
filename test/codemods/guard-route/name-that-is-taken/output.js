import { loginLimiter } from './limits.js';
import { loginLimiter as secureLoginLimiter } from './security';

app.post('/login', secureLoginLimiter, loginLimiter, login);
