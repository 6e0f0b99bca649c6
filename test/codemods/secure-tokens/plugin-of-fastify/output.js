import jwt from '@fastify/jwt';
app.register(jwt, { secret: process.env.JWT_SECRET, verify: { algorithms: ['HS256'] } });
app.register(jwt, {
  secret: process.env.JWT_SECRET,
  verify: { maxAge: '1d', algorithms: ['HS256'] },
});
app.register(jwt, { secret: { private: privateKey, public: publicKey } });
