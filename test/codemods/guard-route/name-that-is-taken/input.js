import { loginLimiter } from './limits.js';

app.post('/login', loginLimiter, login);
