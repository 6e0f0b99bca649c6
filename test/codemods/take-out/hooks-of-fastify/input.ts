import { loginLimiter, validate, schemas } from './security';

app.post('/login', { schema: {}, preHandler: [loginLimiter, validate(schemas.postLogin)] }, login);
app.post('/a', { preHandler: loginLimiter }, login);
app.post('/b', { preHandler: [loginLimiter], schema: {} }, login);
